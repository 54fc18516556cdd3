"""What of the consultant's notes has room on the one page that the report has for them; the annex has the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.core.brand import Note
from reports.core.report import Report
from reports.pdf.printed.choice import by_need
from reports.pdf.printed.fitting import TEXT, room_of
from reports.pdf.printed.lettering import POINT
from reports.pdf.printed.wrapping import beginning, line_ends

SIZE, WIDE = 9.5 * POINT, 178.0  # of the letters, and of their lines as they are counted, in millimeters as all here
HEAD, MORE = 10.5, 9.0  # the heading of the page, and the line that says where the rest is
TITLE, AUTHOR, AFTER = 9.4, 5.6, 2.0  # a section's heading, who wrote it, and what is below a note
PARAGRAPH = 1.4  # below a paragraph
LEAST_LINES = 3  # a note is begun if it has room for so many
PARAGRAPHS = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it stands on the page: `text` is all of it or its beginning."""

    note: Note
    text: str


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The notes by their section's title, "" for the whole; `more` if not all of them have room.

    `by` has author and date if they are the same for all, so that they are said once.
    """

    groups: tuple[tuple[str, tuple[Noted, ...]], ...]
    more: bool
    by: Note | None


def notes_in_order(report: Report) -> tuple[tuple[str, tuple[Note, ...]], ...]:
    """Return the notes under their section's title: those on the whole first, then the weakest section's."""
    places = {section.title: place for place, section in enumerate(by_need(report), 1)} | {"": 0}
    return tuple(sorted(report.notes_by_section, key=lambda each: places.get(each[0], len(places))))


def notes_page(report: Report) -> NotesPage:
    """Return the notes that have room on a page, in their order; the last of them may be cut."""
    order = notes_in_order(report)
    alike = len({(note.author, note.date) for note in report.notes}) == 1
    by, below = (report.notes[0], AFTER) if alike else (None, AFTER + AUTHOR)
    room = room_of(report) - HEAD - (AUTHOR if alike else 0)
    every = tuple((title, tuple(Noted(note, note.text) for note in notes)) for title, notes in order)
    if sum(TITLE + sum(below + _height(each.text) for each in notes) for _, notes in every) <= room:
        return NotesPage(every, more=False, by=by)
    return NotesPage(tuple(_fitting(every, room - MORE, below)), more=True, by=by)


def _fitting(
    groups: tuple[tuple[str, tuple[Noted, ...]], ...], left: float, below: float
) -> Iterator[tuple[str, tuple[Noted, ...]]]:
    """Yield the groups as far as there is room, up to the first note that has none; `below` is what each needs more."""
    for title, notes in groups:
        left -= TITLE
        shown: list[Noted] = []
        for each in notes:
            tall = below + _height(each.text)
            if tall > left:
                cut = _cut(each.text, left - below)
                if shown or cut:
                    yield title, (*shown, *([Noted(each.note, cut)] if cut else []))
                return
            left -= tall
            shown.append(each)
        yield title, tuple(shown)


def _height(text: str) -> float:
    return sum(tall for _, tall in _lines(text))


def _lines(text: str) -> Iterator[tuple[int, float]]:
    """Yield where each line of a note ends, and how tall it is with what is below it."""
    at = 0
    for gap in [*PARAGRAPHS.finditer(text), None]:
        paragraph = text[at : gap.start() if gap else len(text)]
        ends = [*line_ends(paragraph, SIZE, WIDE)]
        yield from ((at + end, TEXT + (PARAGRAPH if end == ends[-1] else 0)) for end in ends)
        at = gap.end() if gap else len(text)


def _cut(text: str, room: float) -> str:
    """Return the beginning of a note that has room; empty if that is too little."""
    end = number = 0
    for after, tall in _lines(text):
        room -= tall
        if room < 0:
            break
        end, number = after, number + 1
    return beginning(text, end) if number >= LEAST_LINES else ""
