"""Cleans a cell: trims it, keeps its first line, drops one leading apostrophe, and empties it if it means nothing."""

from __future__ import annotations

NOTHING = frozenset({"", "-", "--", "?", "na", "n/a", "nan", "none", "null", "unknown", "(blank)"})
LONGEST_NOTHING = max(map(len, NOTHING))

# Spaces that do not break a line become plain ones; marks without a width are dropped.
BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ") | dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff"))


def clean(text: str) -> str:
    """Return the text of a cell; empty if it means nothing."""
    if not text:
        return text
    if not text.isascii():
        text = text.translate(BLANKS)
    text = text.strip()
    if "\n" in text or "\r" in text:
        text = text.splitlines()[0].rstrip()
    if text[:1] == "'":
        text = text[1:].lstrip()
    if len(text) <= LONGEST_NOTHING and text.lower() in NOTHING:
        return ""
    return text
