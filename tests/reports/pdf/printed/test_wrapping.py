"""Lines are counted before they are set, never fewer than there will be; what is cut ends where one pauses."""

from __future__ import annotations

import pytest

from reports.pdf.printed.wrapping import beginning, line_ends, lines_in, one_line, wide


def test_lines_break_between_words_and_at_line_breaks() -> None:
    text = "one two three\nfour"
    ends = [*line_ends(text, 1, wide("one two", 1))]
    assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == ["one two", " three", "\nfour"]
    assert [lines_in(each, 1, 100) for each in ("", "a", "a\n\nb")] == [0, 1, 3]


def test_a_word_that_is_too_long_breaks_within() -> None:
    assert lines_in("W" * 95, 1, 10) == 10
    assert lines_in("and " + "W" * 20 + " so on", 1, 10) == 4


def test_letters_of_other_scripts_are_taken_as_wide_and_marks_as_nothing() -> None:
    assert wide("acs", 10) < wide("אבג", 10) < wide("日本語", 10)
    assert wide("e\N{COMBINING ACUTE ACCENT}", 10) == wide("e", 10)


@pytest.mark.parametrize(
    ("text", "end", "shown"),
    [
        ("It works. It is done. And more of it", 30, "It works. It is done. …"),
        ("Ask. Then one long sentence that does not end here", 40, "Ask. Then one long sentence that does…"),
        ("W" * 50, 20, "W" * 19 + "…"),
    ],
)
def test_what_is_cut_ends_with_a_sentence_or_else_a_word(text: str, end: int, shown: str) -> None:
    assert beginning(text, end) == shown


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Computers and Sons", 100, "Computers and Sons"),
        ("Computers  and\nSons", 100, "Computers and Sons"),
        ("Computers and Sons of the Valley, or more", 19, "Computers and Sons of the Valley…"),
        ("W" * 30, 10, "W" * 9 + "…"),
    ],
)
def test_a_line_that_has_no_room_ends_with_an_ellipsis(text: str, room: float, shown: str) -> None:
    assert one_line(text, 1, room) == shown
