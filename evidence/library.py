"""The content's vocabulary and scales; the vocabulary is read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from evidence.core.comparing.ranges import Scale, read_scales
from evidence.core.reading.run import Vocabulary
from evidence.core.reading.vocabulary import read_headings, read_words

CONTENT = Path(__file__).parent / "content"


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(read_headings(CONTENT / "headings.toml"), read_words(CONTENT / "words.toml"))


def scales(slug: str, version: str, *, shop_day: float) -> Mapping[str, Scale]:
    """Return how a version's questions are compared, by id; empty for a version without scales."""
    path = CONTENT / slug / f"{version}.toml"
    return read_scales(path, shop_day=shop_day) if path.exists() else {}
