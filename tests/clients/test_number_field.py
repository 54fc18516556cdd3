"""A number in a form: what was understood, and what is said where it was not."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from clients.models.shops import Shop
from clients.number_field import NumberFormField, likely

HOURS = NumberFormField(minimum=0, maximum=120, unit="hours a week", required=False)
RATE = NumberFormField(minimum=1, maximum=100_000, unit="an hour, in your currency", required=False)
REVENUE = NumberFormField(minimum=1, maximum=100_000_000, unit="a year, in your currency", required=False)


@pytest.mark.parametrize(
    ("field", "typed", "understood"),
    [
        (HOURS, "70", ""),
        (HOURS, " 70 ", ""),
        (HOURS, "70h", "We read: 70"),
        (HOURS, "70.5", "We read: 71, rounded from 70.5"),
        (RATE, "85.50", "We read: 86, rounded from 85.50"),
        (RATE, "85,000", "We read: 85,000"),
        (REVENUE, "310000", "We read: 310,000"),
        (REVENUE, 310_000, "We read: 310,000"),
        (REVENUE, "$310k", "We read: 310,000"),
        (REVENUE, "many", ""),
        (REVENUE, "", ""),
        (REVENUE, None, ""),
    ],
)
def test_what_was_understood_is_said_where_it_is_not_what_was_typed(
    field: NumberFormField, typed: str | int | None, understood: str
) -> None:
    assert field.understood(typed) == understood


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (HOURS, "many", "Just the number, please, like 60."),
        (HOURS, "121", "We can count up to 120 hours a week. Check for a typo."),
        (HOURS, "60-70", "Just one number, please, like 65. A good guess will do."),
        (HOURS, "1 of 4", "Just one number, please, like 60. A good guess will do."),
        (HOURS, "70%", "This asks for a number in “hours a week”. Please give it without another unit."),
        (RATE, "85.000", "Is that 85 or 85,000? Please type it in one of these two ways."),
        (REVENUE, "a lot", "Just the number, please, like 310,000."),
        (REVENUE, "-5", "Give a number from 1 to 100,000,000."),
    ],
)
def test_what_is_no_number_is_told_why(field: NumberFormField, typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


@pytest.mark.parametrize("choice", ["85", "85,000"])
def test_either_way_that_is_offered_is_taken(choice: str) -> None:
    assert RATE.clean(choice) == int(choice.replace(",", ""))


def test_signs_are_those_of_the_pages_language() -> None:
    with translation.override("de"):
        assert RATE.clean("85.000") == 85_000
        assert RATE.understood("85,5") == "We read: 86, rounded from 85,5"


def test_nothing_cuts_what_is_pasted() -> None:
    assert "maxlength" not in HOURS.widget.attrs


def test_number_of_people_is_a_number_as_people_write_it() -> None:
    field = Shop._meta.get_field("people").formfield()
    assert isinstance(field, NumberFormField)
    assert [field.clean(typed) for typed in ("4", "ca. 4", "4 people", "1'200", "")] == [4, 4, 4, 1200, None]
    with pytest.raises(ValidationError):
        field.clean("1.000")  # one, or a thousand


@pytest.mark.parametrize(
    ("limits", "number"), [((0, 100), 60), ((1, 100_000_000), 310_000), ((1, 50), 4), ((8, 30), 19)]
)
def test_example_is_one_that_fits(limits: tuple[int, int], number: int) -> None:
    assert likely(*limits) == number
