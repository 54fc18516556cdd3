"""What a cell says, and what stands for nothing."""

from __future__ import annotations

import pytest

from evidence.core.reading.cells import clean


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  printer ", "printer"),
        ("05-09-2025 14:10 \n\n 8%", "05-09-2025 14:10"),
        ("one\r\ntwo", "one"),
        ("'=outlook", "=outlook"),
        ("''quoted", "'quoted"),
        ("3:05\u202fPM", "3:05 PM"),
        ("4\u00a0001", "4 001"),
        ("\u200e1/2/2026", "1/2/2026"),
        ("none of it", "none of it"),
        *((each, "") for each in ("", " ", "-", "--", "?", "NA", "n/a", "NaN", "None", "NULL", "Unknown", "(blank)")),
    ],
)
def test_a_cell_is_cleaned(text: str, said: str) -> None:
    assert clean(text) == said
