"""A form field for whole numbers as people write them, and what it understood to show next to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import get_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clients.core.number_words import unit_with
from clients.core.numbers import Asked, Problem, Reading, read_number

SHORT = 1000  # from here on digits are hard to count
MOST_PEOPLE = 32_767  # the largest PositiveSmallIntegerField on every database
EXAMPLES = (60, 310_000, 85, 4)
MOST_TIMES = 10_000  # the largest number allowed may be this many times an example


class NumberFormField(forms.IntegerField):
    """A whole number as people write it; spaces alone are no answer."""

    widget = forms.TextInput

    def __init__(self, *, minimum: int = 0, maximum: int, unit: str = "", example: int = 0, **kwargs: Any) -> None:
        self.minimum, self.maximum, self.unit = minimum, maximum, unit
        self.example = example or likely(minimum, maximum)
        super().__init__(**kwargs)
        # A number field in the browser drops what people write, and changes under a scrolling thumb.
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        reading = self.read(value)
        if reading.problem:
            raise forms.ValidationError(self._why(reading), code=reading.problem)
        return reading.number

    def read(self, value: Any) -> Reading:
        asked = Asked(self.minimum, self.maximum, self.unit, str(get_format("DECIMAL_SEPARATOR")))
        return read_number("" if value is None else str(value), asked)

    def understood(self, value: Any) -> str:
        """Say how the number was read; empty if it was typed in plain digits or not read."""
        reading = self.read(value)
        if reading.number is None or (reading.number < SHORT and str(value).strip() == str(reading.number)):
            return ""
        if reading.rounded and reading.exact is not None:
            words = {"number": grouped(reading.number), "typed": grouped(reading.exact)}
            return _("We read: %(number)s, rounded from %(typed)s") % words
        return _("We read: %(number)s") % {"number": grouped(reading.number)}

    def _why(self, reading: Reading) -> str:
        match reading.problem:
            case Problem.OUT_OF_RANGE if self.unit and self.minimum <= 1 and (reading.exact or 0) > self.maximum:
                words = {"most": with_unit(self.maximum, self.unit)}
                return _("We can count up to %(most)s. Check for a typo.") % words
            case Problem.OUT_OF_RANGE:
                return _("Give a number from %(low)s to %(high)s.") % self._limits
            case Problem.UNSURE:
                one, other = (grouped(each) for each in reading.choices)
                return _("Is that %(one)s or %(other)s? Please type it in one of these two ways.") % {
                    "one": one,
                    "other": other,
                }
            case Problem.SEVERAL:
                example = reading.choices[0] if reading.choices else self.example
                return _("Just one number, please, like %(example)s. A good guess will do.") % {
                    "example": grouped(example)
                }
            case Problem.OTHER_UNIT:
                return _("This asks for a number in “%(unit)s”. Please give it without another unit.") % {
                    "unit": self.unit
                }
        return _("Just the number, please, like %(example)s.") % {"example": grouped(self.example)}

    @property
    def _limits(self) -> dict[str, str]:
        return {"low": grouped(self.minimum), "high": grouped(self.maximum)}


def likely(minimum: int, maximum: int) -> int:
    """Return an example near what people answer: hours, percent, a year's revenue; else the middle of the range."""
    found = (each for each in EXAMPLES if minimum <= each <= maximum < MOST_TIMES * each)
    return next(found, (minimum + maximum) // 2)


class Headcount(models.PositiveSmallIntegerField[Any, Any]):
    """How many people; to the database and its migrations it is Django's own field."""

    def formfield(self, **kwargs: Any) -> Any:
        known = {"required", "label", "help_text", "error_messages"}
        options: dict[str, Any] = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
        }
        options |= {name: value for name, value in kwargs.items() if name in known}
        return NumberFormField(maximum=MOST_PEOPLE, unit="people", example=4, **options)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, kwargs


def with_unit(number: int, unit: str) -> str:
    """Write a number with its unit; a percent sign stands close to it."""
    return f"{grouped(number)}{unit}" if unit.startswith("%") else f"{grouped(number)} {unit_with(number, unit)}"


def grouped(number: float | Decimal) -> str:
    """Write a number in the page's language with grouped thousands, and a minus sign that is none of a hyphen."""
    return str(number_format(number, force_grouping=True)).replace("-", "\N{MINUS SIGN}")
