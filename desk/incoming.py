"""A sheet on its way in: its cells, kept in the pages until the last press, and what its columns are likely to be."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from clients.core.headwords import guess
from clients.core.text import clean_line

SALT = "desk.incoming"
MOST_KEPT = 400 * 1024  # characters in a page; the whole form has to fit what a site accepts
MOST_ROWS, MOST_COLUMNS = 500, 40


class TooLong(ValueError):  # noqa: N818 -- describes the sheet
    """`rows` is how many it has; 0 if it has too much text."""

    def __init__(self, rows: int = 0) -> None:
        super().__init__(rows)
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's cells, kept in the pages until the last press; `headed` if the first row names the columns."""

    cells: list[list[str]]
    headed: bool

    @classmethod
    def of(cls, cells: list[list[str]]) -> Table:
        """Take a table as it was read; raise TooLong."""
        found = [[clean_line(cell) for cell in row[:MOST_COLUMNS]] for row in cells]
        found = [row for row in found if any(row)]
        headed = bool(found) and any(guess(found[0])) and "@" not in "".join(found[0])
        if len(found) - headed > MOST_ROWS:
            raise TooLong(len(found) - headed)
        return cls(found, headed)

    @classmethod
    def kept(cls, page: str) -> Table | None:
        """Return what a page kept; None if it isn't ours."""
        try:
            cells, headed = signing.loads(page, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(cells, headed)

    def for_page(self) -> str:
        """Return it as a page keeps it; raise TooLong."""
        kept = signing.dumps([self.cells, self.headed], salt=SALT, compress=True)
        if len(kept) > MOST_KEPT:
            raise TooLong
        return kept

    @property
    def rows(self) -> list[list[str]]:
        return self.cells[self.headed :]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)

    def guessed(self) -> list[str]:
        """The field of each column: by its heading, or else by its cells and our own order."""
        if self.headed:
            found = guess(self.cells[0])
            return found + [""] * (self.width - len(found))
        mails = [sum("@" in cell for cell in self.column(number)) for number in range(self.width)]
        email = mails.index(max(mails)) if any(mails) else -1
        others = iter(("name", "owner", "phone"))
        return ["email" if number == email else next(others, "") for number in range(self.width)]

    def column(self, number: int) -> list[str]:
        return [row[number] for row in self.rows if number < len(row)]

    def heading(self, number: int) -> str:
        if self.headed and number < len(self.cells[0]) and self.cells[0][number]:
            return self.cells[0][number]
        return _("Column %(letter)s") % {"letter": letter(number)}


def letter(number: int) -> str:
    """The name a spreadsheet gives a column."""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)  # noqa: PLR2004 -- of the alphabet
