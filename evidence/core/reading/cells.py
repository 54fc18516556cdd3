"""A cell is trimmed, its first line counts, one leading guard goes, and what stands for nothing is nothing."""

from __future__ import annotations

NOTHING = frozenset({"", "-", "--", "?", "na", "n/a", "nan", "none", "null", "unknown", "(blank)"})
LONGEST_NOTHING = max(map(len, NOTHING))

# Blanks that do not break a line, as plain ones; marks without a width, as nothing.
BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ") | dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff"))


def clean(text: str) -> str:
    """What a cell says; empty where it says nothing."""
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
