"""Fields that came later are told only where they say something."""

from __future__ import annotations

from dataclasses import dataclass, field

from questions.core.later import LATER, OF_CONTENT, digest_fields


@dataclass(frozen=True)
class Part:
    name: str
    shade: str = "plain"  # there from the beginning
    note: str = field(default="", metadata=LATER)
    weeks: int = field(default=48, metadata=OF_CONTENT)


def test_a_later_field_is_told_as_soon_as_it_says_something() -> None:
    assert dict(digest_fields(Part("a"))) == {"name": "a", "shade": "plain"}
    assert dict(digest_fields(Part("a", note="b"))) == {"name": "a", "shade": "plain", "note": "b"}


def test_a_field_of_the_content_is_never_told() -> None:
    assert dict(digest_fields(Part("a", weeks=45))) == {"name": "a", "shade": "plain"}
