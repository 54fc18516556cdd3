"""What a new password must not be; the ones that people have already go on working."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from clients.sign_in.passwords import SHORTEST, NotLeaked


@pytest.mark.parametrize("password", ["1234567890", "qwertyuiop", "QWERTYUIOP", "iloveyou123", "Password123"])
def test_leaked_password_is_refused_however_it_is_written(password: str) -> None:
    with pytest.raises(ValidationError, match="lists of stolen ones"):
        NotLeaked().validate(password)


@pytest.mark.parametrize("password", ["a password for tests", "kettle violin marsh seven", "short"])
def test_password_that_nobody_has_is_taken(password: str) -> None:
    """Length is another validator's."""
    NotLeaked().validate(password)


def test_shortest_is_the_same_everywhere() -> None:
    lengths = [each["OPTIONS"]["min_length"] for each in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in each]
    assert lengths == [SHORTEST]
    with pytest.raises(ValidationError) as refused:
        validate_password("qw4Vz!x")
    assert len(refused.value.messages) == 1


@pytest.mark.django_db
def test_password_from_before_signs_in() -> None:
    User.objects.create_user("ann", password="12345678", is_staff=True)
    sent = {"login": "ann", "password": "12345678"}
    assert Client().post(reverse("account_login"), sent).headers["Location"] == reverse("admin:index")
