"""Names are cut to their room, and words are escaped."""

import pytest

from reports.pdf.printed.lettering import short_name, width_of, words


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Strategic partner", 60, "Strategic partner"),
        ("Strategic partner", 25, "Partner"),
        ("Strategic partner", 9, "Par…"),
        ("a", 0, "A…"),
        ("", 1, ""),
    ],
)
def test_name_is_whole_or_its_last_word_or_a_part_of_that(name: str, room: float, short: str) -> None:
    assert short_name(name, room, 4, heavy=True) == short
    assert len(short) < 3 or width_of(short, 4, heavy=True) <= max(room, 5)


def test_words_are_escaped() -> None:
    assert "<b>" not in words(1, 2, "<b>", size=3, fill="#000000")
