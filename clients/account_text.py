"""Cleans the names and e-mail addresses of accounts; Django's own User model does not use our fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User

from clients.core.text import clean_email, clean_line
from clients.fields import EmailFormField, LineFormField

CLEAN = {"username": clean_line, "first_name": clean_line, "last_name": clean_line, "email": clean_email}


class UsernameFormField(UsernameField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


# Goes into the Meta of every account form.
FIELD_CLASSES: dict[str, type[forms.Field]] = {
    "username": UsernameFormField,
    "first_name": LineFormField,
    "last_name": LineFormField,
    "email": EmailFormField,
}


def clean_account(sender: object, *, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Clean the account's text before it is stored, also when a command stores it.

    Fixtures (`raw`) stay as they are.
    """
    if not raw:
        for field, clean in CLEAN.items():
            setattr(instance, field, clean(getattr(instance, field) or ""))
