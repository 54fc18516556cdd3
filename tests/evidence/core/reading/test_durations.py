"""How long something took, as systems write it."""

from __future__ import annotations

import pytest

from evidence.core.reading.durations import HOUR, MINUTE, Spans, number, seconds, unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1:58", 7080),
        ("0:00", 0),
        ("25:00:01", 90_001),
        ("2 days, 3:04:05", 183_845),
        ("1 h 5 m", 3900),
        ("1h5m", 3900),
        ("1 hour and 5 minutes", 3900),
        ("1 horas 18 minutos", 4680),
        ("2 Std. 5 Min.", 7500),
        ("3 jours", 259_200),
        ("1,5 h", 5400),
        ("PT1H5M", 3900),
        ("1.5", 90),
        ("1,5", 90),
        (",5", 30),
        ("172,973", 172_973 * 60),
        ("1.234,5", 74_070),
        ("3,87,16,91,111", None),
        ("-5:00", None),
        ("-3", None),
        ("3 parsecs", None),
        ("p", None),
        ("2026-11-28 17:03", None),
    ],
)
def test_a_duration_is_seconds(text: str, expected: float | None) -> None:
    assert seconds(text, MINUTE) == expected
    assert Spans()(text, MINUTE) == expected


def test_a_bare_number_without_a_unit_is_not_guessed() -> None:
    assert seconds("90", None) is None
    assert seconds("1:30", None) == 5400
    assert number("1:30") is None


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("First response time (in hrs)", HOUR),
        ("First reply time in minutes", MINUTE),
        ("Duration Minutes", MINUTE),
        ("actual_hours", HOUR),
        ("Total Hours Worked", HOUR),
        ("WorkedHours", HOUR),
        ("Time Spent (s)", 1),
        ("Tarefas - Duração", None),
        ("timetaken", None),
        ("Time Spent", None),
    ],
)
def test_a_heading_names_a_unit(heading: str, expected: int | None) -> None:
    assert unit(heading) == expected
