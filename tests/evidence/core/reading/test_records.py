"""Records with the lines they begin on, and every way their reading stops."""

from __future__ import annotations

import pytest

from evidence.core.reading.records import LONGEST_CELL, MOST_COLUMNS, Layout, LenientNeededError, records
from evidence.core.refusal import RefusedError, Why
from tests.evidence.exports import source


def read(text: str, *, strict: bool = True, skip: int = 0) -> list[tuple[int, list[str]]]:
    return list(records(source(text), Layout("utf-8", ",", 0, strict=strict, skip=skip)))


def test_each_record_has_the_line_it_begins_on() -> None:
    text = 'a,b\n1,"two\nlines"\n\n2,"a ""word"""\n3,last'
    assert read(text) == [(2, ["1", "two\nlines"]), (4, []), (5, ["2", 'a "word"']), (6, ["3", "last"])]
    assert read("sep=,\n" + text, skip=1)[0] == (3, ["1", "two\nlines"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_will_do(end: str) -> None:
    assert read(end.join(["a,b", "1,2", "3,4", ""])) == [(2, ["1", "2"]), (3, ["3", "4"])]


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ('a,b\n1,2\n3,"four\n5,6\n', Why.OPEN_QUOTE, 3),
        ('a,b\n1,"two', Why.OPEN_QUOTE, 2),
        (f"a,b\n1,{'x' * (LONGEST_CELL + 1)}\n", Why.LONG_CELL, 2),
        (f"a,b\n1,{'x' * (9 * LONGEST_CELL)}\n", Why.LONG_CELL, 2),
        (f"a,b\n{',' * MOST_COLUMNS}\n", Why.TOO_BIG, 2),
    ],
)
def test_what_cannot_be_read_on_stops_with_its_line(text: str, why: Why, line: int) -> None:
    for strict in (True, False):
        with pytest.raises(RefusedError) as caught:
            read(text, strict=strict)
        assert (caught.value.why, caught.value.line) == (why, line)


def test_a_quote_inside_a_cell_needs_leniency() -> None:
    text = 'a,b\n1,"he said "hello" there"\n2,x\n'
    with pytest.raises(LenientNeededError):
        read(text)
    assert read(text, strict=False) == [(2, ["1", 'he said hello" there"']), (3, ["2", "x"])]
