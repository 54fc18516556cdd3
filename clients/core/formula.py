"""Marks cells that a spreadsheet would run as formulas when we write them, and removes the marks when we read.

People open a comma file with semicolons or tabs too, so every place where a cell could begin counts.
"""

from __future__ import annotations

import re

# Characters that start a formula, including the wide forms of East Asian keyboards.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# The start of the text, or after anything that separates cells or lines. Spaces of any width, invisible characters and
# quotation marks may come between: some programs drop them.
BEGINNING = r"(?:\A|[,;|\t\r\n])[\s\"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*'*"
TO_MARK = re.compile(rf"{BEGINNING}(?=[{SIGNS}])")
MARKED = re.compile(rf"({BEGINNING})'(?=[{SIGNS}])")


def guarded(text: str) -> str:
    """Put an apostrophe, which spreadsheets read as "this is text", before everything that would start a formula."""
    return TO_MARK.sub(lambda found: f"{found[0]}'", text)


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return MARKED.sub(lambda found: found[1], text)
