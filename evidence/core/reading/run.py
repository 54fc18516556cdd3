"""What one reading works with: vocabulary, clock, replies, and a random key that ends with it."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.core.asked import Replies
from evidence.core.reading.vocabulary import Headings, Words
from evidence.core.shop.clock import Clock


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The content's headings and words."""

    headings: Headings
    words: Words


@dataclass(frozen=True, slots=True)
class Run:
    """`key` is up to 64 random bytes; `clock` counts the times it cannot represent."""

    vocabulary: Vocabulary
    clock: Clock
    replies: Replies
    key: bytes
