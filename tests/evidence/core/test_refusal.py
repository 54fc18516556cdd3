"""A refusal holds a code and plain fields; a cell among them never stands in its text."""

from evidence.core.refusal import RefusedError, Why


def test_refusal_says_its_code_and_nothing_of_the_file() -> None:
    error = RefusedError(Why.UNREADABLE_DATES, line=7, count=3, example="MARKER")
    assert (error.why, error.line, error.count, error.example) == (Why.UNREADABLE_DATES, 7, 3, "MARKER")
    assert str(error) == "unreadable-dates"
    assert "MARKER" not in repr(error)


def test_no_two_reasons_share_a_code() -> None:
    assert len({why.value for why in Why}) == len(Why.__members__)
