"""Cells that a spreadsheet would take for formulas: marked on the way out, and the marks taken off on the way in.

A file with commas is opened with semicolons or tabs too, so every place counts where a cell might begin then.
"""

from __future__ import annotations

import re

# What a spreadsheet takes for the beginning of a formula, the wide forms of East Asian keyboards among it.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
# At the beginning, or after what may part cells or lines; blanks and quotation marks may stand between.
BEGINNING = r"(?:\A|[,;|\t\r\n])[ \"\u00a0]*'*"
TO_MARK = re.compile(rf"{BEGINNING}(?=[{SIGNS}])")
MARKED = re.compile(rf"({BEGINNING})'(?=[{SIGNS}])")


def guarded(text: str) -> str:
    """With an apostrophe, by which a spreadsheet knows text, before what would begin a formula."""
    return TO_MARK.sub(lambda found: f"{found[0]}'", text)


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return MARKED.sub(lambda found: found[1], text)
