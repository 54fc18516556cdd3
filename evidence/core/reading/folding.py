"""Compares texts without case, accents and punctuation, and keeps them only as keyed 64-bit hashes."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

WORD = re.compile(r"[^\W_]+")
MEMO = 50_000


def plain(text: str) -> str:
    """Return the text in lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the runs of letters and digits in a text, plain."""
    return WORD.findall(plain(text))


def fold(text: str) -> str:
    """Return the letters and digits of a heading or word, to compare it by."""
    return "".join(words(text))


class Hasher:
    """Turns a text into 64 bits that mean nothing outside this run; `key` is random, up to 64 bytes."""

    def __init__(self, key: bytes) -> None:
        self._blank = blake2b(digest_size=8, key=key)
        self._memo: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Hash a text that rarely repeats, such as an id."""
        state = self._blank.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return int.from_bytes(state.digest(), "big")

    def folded(self, text: str) -> int:
        """Hash a text's folded form, and remember it."""
        found = self._memo.get(text)
        if found is None:
            found = self(" ".join(words(text)) or text)
            if len(self._memo) < MEMO:
                self._memo[text] = found
        return found
