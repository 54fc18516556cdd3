"""Form fields and columns that clean every name, address, note and answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from clients.core.phones import is_phone
from clients.core.text import clean_email, clean_line, clean_text, fold

TOO_LONG: dict[str, str | StrPromise] = {
    "max_length": _("%(show_value)d characters, and %(limit_value)d at most: shorten it a little.")
}


class LineFormField(forms.CharField):
    """A name on one line."""

    default_error_messages = TOO_LONG

    def to_python(self, value: Any) -> str:
        found = clean_line(str(value)) if value not in self.empty_values else ""
        return found or str(self.empty_value or "")


class TextFormField(forms.CharField):
    """A text of several lines; each line end counts as one character, as in the browser's own limit."""

    default_error_messages = TOO_LONG

    def to_python(self, value: Any) -> str:
        found = clean_text(str(value)) if value not in self.empty_values else ""
        return found or str(self.empty_value or "")


class EmailFormField(forms.EmailField):
    default_error_messages = TOO_LONG

    def to_python(self, value: Any) -> str:
        found = clean_email(str(value)) if value not in self.empty_values else ""
        return found or str(self.empty_value or "")


class Cleaned(models.Field[str, str]):
    """A column that cleans its text wherever it comes from: a form, a list, a command or code.

    To the database and its migrations it is Django's own field.
    """

    input_class: type[forms.Field]

    def cleaned(self, text: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return self.cleaned(found) if isinstance(found, str) else found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Return the cleaned value, to be stored or searched for."""
        found = super().get_prep_value(value)
        return self.cleaned(found) if isinstance(found, str) else found

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.input_class, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        django = next(each for each in type(self).__mro__ if each.__module__.startswith("django.db.models.fields"))
        return name, f"django.db.models.{django.__name__}", args, kwargs


class Line(Cleaned, models.CharField[str, str]):
    input_class = LineFormField

    def cleaned(self, text: str) -> str:
        return clean_line(text)


def known_phone(text: str) -> None:
    if not is_phone(text):
        raise ValidationError(_("Write it as you dial it, like (555) 010-0199 or +41 44 555 01 99 ext. 12."))


class Phone(Line):
    """A phone number as somebody wrote it; it is kept so, and looked for by its digits."""

    default_validators = [known_phone]


class Text(Cleaned, models.TextField[str, str]):
    input_class = TextFormField

    def cleaned(self, text: str) -> str:
        return clean_text(text)


class Email(Cleaned, models.EmailField[str, str]):
    input_class = EmailFormField

    def cleaned(self, text: str) -> str:
        return clean_email(text)


class Folded(models.TextField[str, str]):
    """A column to search and sort rows by: other columns without capitals and accents, sorted alike on both databases.

    `of` names those columns; `by` folds them.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), by: Callable[[str], str] = fold, **kwargs: Any) -> None:
        self.of, self.by = of, by
        super().__init__(*args, **{"editable": False, "blank": True, "default": "", **kwargs})

    def db_parameters(self, connection: Any) -> Any:
        """Sort by code point, as SQLite does; PostgreSQL would sort by the language it was set up with."""
        found = super().db_parameters(connection)
        return {**found, "collation": "C"} if connection.vendor == "postgresql" else found

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        if not self.of:  # inside a migration
            return str(getattr(model_instance, self.attname))
        value = "\n".join(self.by(str(getattr(model_instance, name) or "")) for name in self.of)
        setattr(model_instance, self.attname, value)
        return value


class Found(models.Model):
    """A row with folded columns, which are updated with the columns they are made of."""

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        fields = options.get("update_fields")
        if fields:
            folded = (each for each in self._meta.concrete_fields if isinstance(each, Folded))
            options["update_fields"] = {*fields, *(each.name for each in folded if {*each.of} & {*fields})}
        super().save(**options)


class Regional(Found):
    """A row that may choose how dates, numbers and paper are in its reports."""

    region = models.CharField(
        _("dates, numbers and paper"),
        max_length=5,
        blank=True,
        choices=[
            ("en-US", _("United States: November 29, 2026, Letter")),
            ("en-CA", _("Canada: November 29, 2026, Letter")),
            ("en-GB", _("United Kingdom, Europe and elsewhere: 29 November 2026, A4")),
            ("en-IE", _("Ireland: 29 November 2026, A4")),
            ("en-AU", _("Australia: 29 November 2026, A4")),
            ("en-NZ", _("New Zealand: 29 November 2026, A4")),
            ("en-ZA", _("South Africa: 29 November 2026, A4")),
            ("en-IN", _("India: 29 November 2026, 3,10,000, A4")),
        ],
    )

    class Meta:
        abstract = True
