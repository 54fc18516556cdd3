"""On the server itself nobody stays locked out, not even the only one with all rights."""

from __future__ import annotations

from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from tests.makers import make_passkey, make_user

pytestmark = pytest.mark.django_db


def recover(*arguments: str) -> str:
    out = StringIO()
    call_command("recover", *arguments, stdout=out)
    return out.getvalue()


def test_link_works_and_factors_stay_unless_asked() -> None:
    make_passkey(make_user("root", is_staff=True, is_superuser=True))
    link = recover("root").splitlines()[0]
    assert Client().get(urlsplit(link).path).status_code == 302
    assert Authenticator.objects.exists()
    assert "no second factor now" in recover("root", "--remove-factors")
    assert not Authenticator.objects.exists()


def test_nobody_of_that_name_is_said() -> None:
    with pytest.raises(CommandError, match="nobody signs in as ann"):
        recover("ann")
