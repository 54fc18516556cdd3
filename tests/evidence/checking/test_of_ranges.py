"""Each fault of a file of ranges is named with its place; what is sound has none."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from evidence.checking.of_ranges import check_ranges
from evidence.library import CONTENT
from questions.core.tables import ContentProblem, Place
from questions.library import OWN, read

SLUG = "is-it-working"
VERSION = "2026.2"


def written() -> Any:
    return tomllib.loads((CONTENT / SLUG / f"{VERSION}.toml").read_text())


def faults(data: object) -> list[str]:
    problems: list[ContentProblem] = []
    check_ranges(data, Place("2026.2.toml", "", "", problems), read([OWN])[SLUG, VERSION])
    return [f"{each.key}: {each.message}" for each in problems]


def spoiled(name: str, **changes: Any) -> list[str]:
    """The faults after keys of one question became others; None takes a key away."""
    data = written()
    table = next(each for each in data["questions"] if each["id"] == name)
    table |= {key.replace("_", "-"): value for key, value in changes.items()}
    for key in [key for key, value in table.items() if value is None]:
        del table[key]
    return faults(data)


def ranges(*ends: tuple[Any, Any]) -> list[dict[str, Any]]:
    """Ranges from 4 points down; without an end where it is None."""
    found = [{"points": 4 - at, "from": low, "to": high} for at, (low, high) in enumerate(ends)]
    return [{key: value for key, value in each.items() if value is not None} for each in found]


def test_what_is_written_is_sound() -> None:
    assert faults(written()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"least": 0}, "least: must be above 0"),
        ({"least": -1.5}, "least: must be above 0"),
        ({"least": "3"}, "least: must be a number, not '3'"),
        ({"least": None}, "least: is missing"),
        ({"least_of_n": 1}, "least-of-n: must be true or false, not 1"),
        ({"counting": "share of jobs"}, "counting: must be 'weekends and holidays' or left out"),
        ({"most": 9}, "most: unknown key"),
        ({"ranges": None}, "ranges: must have the points [4, 3, 2, 1, 0] of the options, in this order, not []"),
        (
            {"ranges": ranges((0, 0), (1, 1), (2, 2), (3, None))},
            "ranges: must have the points [4, 3, 2, 1, 0] of the options, in this order, not [4, 3, 2, 1]",
        ),
        ({"ranges": ranges((1, 1), (2, 2), (3, 3), (4, 4), (5, None))}, "ranges: must begin at 0"),
        ({"ranges": ranges((0, 0), (1, 1), (2, 2), (3, 3), (4, 9))}, "ranges: only the last has no `to`"),
        ({"ranges": ranges((0, 0), (1, None), (2, 2), (3, 3), (4, None))}, "ranges: only the last has no `to`"),
        (
            {"ranges": ranges((0, 0), (1, 1), (3, 3), (4, 4), (5, None))},
            "ranges: after 1.0 to 1.0 must come what begins there or one above, not 3.0",
        ),
        (
            {"ranges": ranges((0, 3), (3, 1), (1, 3), (3, 4), (5, None))},
            "ranges: after 3.0 to 1.0 must come what begins there or one above, not 1.0",
        ),
        (
            {"ranges": ranges((0, 0), (1, 1), (2, 2), (3, "shop day"), (4, None))},
            "ranges: after 3.0 to 'shop day' must come what begins there or one above, not 4.0",
        ),
    ],
)
def test_a_fault_is_named(changes: dict[str, Any], message: str) -> None:
    assert spoiled("weekends", **changes) == [f"questions[weekends].{message}"]


def test_an_end_that_is_no_number_is_named() -> None:
    found = spoiled("weekends", ranges=ranges((0, 0), (1, 1), (2, 2), (3, "noon"), (4, None)))
    assert found[0] == "questions[weekends].ranges[4].to: must be a number, not 'noon'"


def test_a_question_with_a_number_has_no_ranges() -> None:
    message = "questions[after-hours-calls].ranges: the question asks for a number: its own line of points counts"
    assert spoiled("after-hours-calls", ranges=ranges((0, None))) == [message]


def test_a_counting_that_the_measure_does_not_have_is_named() -> None:
    message = "questions[after-hours-calls].counting: must be left out"
    assert spoiled("after-hours-calls", counting="by the moon") == [message]


def test_a_question_stands_here_once_and_is_one_of_the_version() -> None:
    data = written()
    data["questions"] += [data["questions"][0], {"id": "root-cause", "least": 1}]
    data["extra"] = 1
    assert faults(data) == [
        "questions[after-hours-calls].id: stands here twice",
        "questions[root-cause].id: no question of this version that tickets can be compared with",
        "extra: unknown key",
    ]


def test_what_is_no_table_is_named() -> None:
    assert faults({"questions": ["weekends"]})[0] == "questions[1]: must be a table"
    assert faults({}) == ["questions: is missing"]
