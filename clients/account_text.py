"""What people with an account are called, cleaned like every other name: Django's own rows and forms know no door."""

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


# For the Meta of a form of accounts.
FIELD_CLASSES: dict[str, type[forms.Field]] = {
    "username": UsernameFormField,
    "first_name": LineFormField,
    "last_name": LineFormField,
    "email": EmailFormField,
}


def clean_account(sender: object, *, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Before an account is stored, also by a command."""
    if not raw:
        for field, clean in CLEAN.items():
            setattr(instance, field, clean(getattr(instance, field) or ""))
