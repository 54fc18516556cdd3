"""Holes of a text are filled with the owner's numbers and with sums of them, and nothing else."""

import pytest

from questions.core.filling import fault, fill, holes


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("You work {value} hours.", 72, "You work 72 hours."),
        ("{value-40} past 40", 72, "32 past 40"),
        ("{(value-40)*1.2} weeks", 72, "38 weeks"),  # 38.4
        ("{(value-40)*1.2} weeks", 46, "7 weeks"),  # 7.2
        ("{value*0.5}", 5, "3"),  # half up, where round() would make it 2
        ("{100-value}% is planned", 85, "15% is planned"),
        ("{value/4}", 10, "3"),
        ("{value*13}", 7, "91"),
        ("{value*10}", 10, "100"),
        ("{value*13}", 26, "340"),  # 338, in two digits
        ("{value*13}", 300, "3900"),
        ("{value*5}", 25, "130"),  # 125, half up
        ("{value}", 168, "168"),  # what the owner said stays
        ("nothing to fill", 1, "nothing to fill"),
        ("{value|no calls|1 call|# calls} came", 0, "no calls came"),
        ("{value|no calls|1 call|# calls} came", 1, "1 call came"),
        ("{value|no calls|1 call|# calls} came", 7, "7 calls came"),
        ("{value-40|none|one|#} over", 40, "none over"),
    ],
)
def test_holes_are_filled(text: str, value: int, expected: str) -> None:
    assert fill(text, {"value": value}) == expected


@pytest.mark.parametrize("text", ["{met} of {of}", "{}", "{value**2}", "{1/(value-3)}", "{value|one|many}", "{ and }"])
def test_what_asks_for_nothing_known_stays_as_it_is_written(text: str) -> None:
    assert fill(text, {"value": 3}) == text


def test_numbers_are_called_by_their_question() -> None:
    text = "You work {hours-worked} hours, with {calls|no calls|1 call|# calls}."
    assert fill(text, {"hours-worked": 50, "calls": 1}) == "You work 50 hours, with 1 call."


def test_holes_tell_what_they_ask_for() -> None:
    assert holes("{a} and {b|none|one|#} of {value*2}") == ("a", "b", "value*2")
    assert holes("none") == ()


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("{value} of {100-value}", ["value"], ""),
        ("plain", [], ""),
        ("{hours}", ["value"], "{hours} is no number that is known here"),
        ("{value}", ["hours"], "{value} is no number that is known here"),
        ("{value**9}", ["value"], "{value**9} is no number that is known here"),
        ("{open('x')}", ["value"], "{open('x')} is no number that is known here"),
        ("{value.real}", ["value"], "{value.real} is no number that is known here"),
        ("{-value}", ["value"], "{-value} is no number that is known here"),
        ("{True+value}", ["value"], "{True+value} is no number that is known here"),
        ("{}", ["value"], "{} is no number that is known here"),
        ("{value", ["value"], "has a brace without its other one"),
        ("value}", ["value"], "has a brace without its other one"),
        ("{value|one|many}", ["value"], "{value|one|many} must have three forms: for none, for one and for many"),
    ],
)
def test_a_fault_is_named(text: str, names: list[str], expected: str) -> None:
    assert fault(text, names) == expected


def test_dividing_by_nothing_is_a_fault() -> None:
    assert fault("{1/(value-3)}", ["value"]) != ""
