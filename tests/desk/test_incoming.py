"""A sheet on its way in: whether its first row names the columns, what they are, and what is too much of it."""

from hashlib import sha256

import pytest

from desk.incoming import MOST_ROWS, Table, TooLong, letter


def test_first_row_names_the_columns_if_it_knows_one() -> None:
    table = Table.of([["Firma", "Ort", "Mail"], ["A\u202e", "Bern", "a@example.com"], ["", "", ""]])
    assert (table.headed, table.rows) == (True, [["A", "Bern", "a@example.com"]])
    assert table.guessed() == ["name", "", "email"]
    assert [table.heading(number) for number in range(3)] == ["Firma", "Ort", "Mail"]


def test_without_headings_the_address_is_found() -> None:
    table = Table.of([["a@example.com", "A", "Ann"], ["b@example.com", "B"]])
    assert (table.headed, table.guessed()) == (False, ["email", "name", "owner"])
    assert table.heading(2) == "Column C"
    assert [letter(number) for number in (25, 26, 51, 52)] == ["Z", "AA", "AZ", "BA"]


def test_page_keeps_it_and_nobody_changes_it() -> None:
    table = Table.of([["Shop"], ["A"]])
    assert Table.kept(table.for_page()) == table
    assert Table.kept(table.for_page() + "x") is None


def test_too_many_rows_and_too_much_text_are_refused() -> None:
    assert len(Table.of([["Shop"], *([str(n)] for n in range(MOST_ROWS))]).rows) == MOST_ROWS
    with pytest.raises(TooLong) as long:
        Table.of([[f"A{n}"] for n in range(MOST_ROWS + 1)])
    assert long.value.rows == MOST_ROWS + 1
    with pytest.raises(TooLong):
        Table.of([["".join(sha256(bytes([n % 256, m])).hexdigest() for m in range(40))] for n in range(400)]).for_page()
