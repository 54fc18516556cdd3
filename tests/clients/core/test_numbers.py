"""Numbers as people write them, asked as the questionnaire asks; nothing is a thousand times what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.core.numbers import Asked, Problem, Reading, read_number

SHARE = Asked(0, 100, "% of revenue")
REVENUE = Asked(1, 100_000_000, "a year, in your currency")
RATE = Asked(1, 100_000, "an hour, in your currency")
HOURS = Asked(0, 120, "hours a week")
CALLS = Asked(0, 300, "calls in four weeks")
PEOPLE = Asked(1, 50, "people who bill hours")
UNITLESS = Asked(0, 1_000_000, "Stunden im Laden")


def reading(asked: Asked, typed: str) -> int | Problem | None:
    found = read_number(typed, asked)
    return found.problem or found.number


@pytest.mark.parametrize(
    ("asked", "typed", "number"),
    [
        # As they were seen to be refused, or read wrongly.
        (SHARE, "35%", 35),
        (REVENUE, "£310,000", 310_000),
        (REVENUE, "310,000.00", 310_000),
        (REVENUE, "310000,00", 310_000),
        (REVENUE, "310000.00", 310_000),
        (REVENUE, "3,10,000", 310_000),
        (REVENUE, "310k", 310_000),
        (RATE, "85,00", 85),
        (RATE, "85 €", 85),
        # And their kind.
        *(
            (SHARE, typed, 35)
            for typed in ("35 %", "٣٥٪", "３５％", "35 percent", "35 per cent", "35 pct.", "~35", "35.")
        ),
        *(
            (SHARE, typed, 35)
            for typed in ("about 35%", "ca. 35", "c. 35", "roughly 35 %", "+35", "035", "35,0", "35-")
        ),
        *(
            (REVENUE, typed, 310_000)
            for typed in ("$310k", "310K", "310 K", "$ 310,000", "310.000,00", "310'000", "310’000")
        ),
        *((REVENUE, typed, 310_000) for typed in ("310 000", "310\xa0000")),
        *((REVENUE, typed, 310_000) for typed in ("310\u2009000", "310\u202f000", "310000,-")),
        *(
            (REVENUE, typed, 310_000)
            for typed in ("CHF 310'000.–", "310'000.-", "310000 USD", "US$310,000", "kr 310 000")
        ),
        *(
            (REVENUE, typed, 310_000)
            for typed in ("Rs. 3,10,000", "3.1 lakh", "0.31m", "31万", "310 thousand", "€310.000,00")
        ),
        *(
            (REVENUE, typed, 310_000)
            for typed in ("٣١٠٬٠٠٠", "३,१०,०००", "３１０，０００", "310k a year", "$310k/yr", "310k p.a.")
        ),
        *(
            (REVENUE, typed, 1_200_000)
            for typed in ("1.2m", "1.2M", "€1,2 Mio.", "$1.2 million", "1,200,000", "1.200.000")
        ),
        *(
            (REVENUE, typed, 1_234_567)
            for typed in ("1,234,567", "1.234.567", "1 234 567", "1'234'567.00", "12,34,567")
        ),
        *(
            (HOURS, typed, 70)
            for typed in ("70h", "70 h", "70 hrs", "70 hours", "70 hours a week", "70 h/week", "70h per week")
        ),
        *((RATE, typed, 85) for typed in ("85/h", "$85/hr", "85€ an hour")),
        *((RATE, typed, 85) for typed in ("ca.85", "c.85", "Rs.85", "Fr.85.-", "R$ 85", "S$85", "R$85,00")),
        *((RATE, typed, 85) for typed in ("'85", '"85"', "“85”", "„85“", "'$85/h'")),
        *((RATE, typed, 85) for typed in ("85.-", "85,--", "$85.00 per hour", "85,0")),
        *((RATE, typed, 85_000) for typed in ("85,000", "85'000", "85k", "85 000")),
        (CALLS, "26 calls", 26),
        (CALLS, "1 call", 1),
        (PEOPLE, "4 people", 4),
        (PEOPLE, "4.0", 4),
        (UNITLESS, "70 Stunden", 70),
        (UNITLESS, "70h", 70),
        (HOURS, "٤٥", 45),
        (HOURS, "85.000", 85),  # 85,000 hours a week there are not
        (HOURS, "0", 0),
    ],
)
def test_number_is_read_as_it_was_meant(asked: Asked, typed: str, number: int) -> None:
    assert read_number(typed, asked).number == number
    assert not read_number(typed, asked).rounded


@pytest.mark.parametrize(
    ("asked", "typed", "number", "exact"),
    [
        (SHARE, "37.5", 38, "37.5"),
        (SHARE, "37,5", 38, "37.5"),
        (SHARE, "37½", 38, "37.5"),
        (RATE, "85.50", 86, "85.50"),
        (RATE, "85.49", 85, "85.49"),
        (HOURS, "70.5 h", 71, "70.5"),
        (REVENUE, "310 000,50 €", 310_001, "310000.50"),
        (SHARE, "0.35%", 0, "0.35"),
        (SHARE, "0.001", 0, "0.001"),
        (HOURS, "about .5", 1, "0.5"),
        (SHARE, "33.333", 33, "33.333"),
    ],
)
def test_decimals_are_rounded_half_up_and_known_to_be(asked: Asked, typed: str, number: int, exact: str) -> None:
    found = read_number(typed, asked)
    assert (found.number, str(found.exact), found.rounded) == (number, exact, True)


@pytest.mark.parametrize(
    ("asked", "typed", "choices"),
    [
        (RATE, "85.000", (85, 85_000)),
        (RATE, "$85.000", (85, 85_000)),
        (REVENUE, "310.000", (310, 310_000)),
        (REVENUE, "310.000 €", (310, 310_000)),
        (REVENUE, "310.500", (311, 310_500)),
        (SHARE, "0.35", (0, 35)),
        (SHARE, ".35", (0, 35)),
    ],
)
def test_what_can_be_two_numbers_is_asked(asked: Asked, typed: str, choices: tuple[int, ...]) -> None:
    assert read_number(typed, asked) == Reading(problem=Problem.UNSURE, choices=choices)


def test_point_and_comma_change_places_with_the_language() -> None:
    german = Asked(1, 100_000, "die Stunde", point=",")
    assert reading(german, "85.000") == 85_000
    assert read_number("85,000", german).choices == (85, 85_000)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [("40-45", (43,)), ("40 – 45", (43,)), ("40 to 45 h", (43,)), ("60 or 70", (65,)), ("3 of 20", ()), ("40 45", ())],
)
def test_two_numbers_are_one_too_many_and_their_middle_is_proposed(typed: str, choices: tuple[int, ...]) -> None:
    assert read_number(typed, HOURS) == Reading(problem=Problem.SEVERAL, choices=choices)


@pytest.mark.parametrize(
    ("asked", "typed", "problem"),
    [
        *(
            (HOURS, typed, Problem.NOT_A_NUMBER)
            for typed in ("many", "sixty", "1e5", "1e1", "0x10", "4_0", "70h30", "½x")
        ),
        *(
            (HOURS, typed, Problem.NOT_A_NUMBER)
            for typed in (">70", "70+", "<script>70", "70?", "1,2,3", "7" * 200, "٤x")
        ),
        *((REVENUE, typed, Problem.NOT_A_NUMBER) for typed in ("310,000,00", "1.2.3", "31,00,0", "310.000.00")),
        *((HOURS, typed, Problem.OUT_OF_RANGE) for typed in ("-1", "−40", "(40)", "121", "85,000", "9" * 70, "-0.6")),
        *((SHARE, typed, Problem.OUT_OF_RANGE) for typed in ("120%", "-5 %", "100.5")),
        *((HOURS, typed, Problem.OTHER_UNIT) for typed in ("70%", "70 min", "70m", "$70", "70 hours a month")),
        *((SHARE, typed, Problem.OTHER_UNIT) for typed in ("35h", "€35", "35 days")),
        (REVENUE, "25k per month", Problem.OTHER_UNIT),
        (RATE, "680 a day", Problem.OTHER_UNIT),
    ],
)
def test_what_is_no_number_that_fits_says_why(asked: Asked, typed: str, problem: Problem) -> None:
    assert reading(asked, typed) == problem


@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\x00"])
def test_nothing_is_no_answer_and_no_problem(nothing: str) -> None:
    assert read_number(nothing, HOURS) == Reading()


@given(st.integers(1, 100_000_000), st.sampled_from([",", "'", " ", "\u202f", "’"]))
def test_thousands_set_apart_are_the_same_number(number: int, sign: str) -> None:
    assert read_number(f"{number:,}".replace(",", sign), REVENUE).number == number


@given(st.text(max_size=90))
def test_any_text_is_read_without_fail_and_within_the_limits(text: str) -> None:
    found = read_number(text, HOURS)
    assert found.number is None or (0 <= found.number <= 120 and not found.problem)
