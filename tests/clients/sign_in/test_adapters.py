"""Nobody signs up, names are ours, and mails go through the outbox."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from clients.models.outbox import Kind, Mail
from clients.sign_in.adapters import Accounts, Factors
from tests.makers import make_firm, make_member, make_user

pytestmark = pytest.mark.django_db


def test_nobody_signs_up() -> None:
    assert Accounts().is_open_for_signup(HttpRequest()) is False
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_address_is_the_one_that_the_proxy_tells(settings: Settings) -> None:
    settings.HTTPS = True
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.1, 198.51.100.9"}
    assert Accounts().get_client_ip(request) == "198.51.100.9"


def test_passkey_carries_the_names_of_its_user() -> None:
    user = make_user("ann", first_name="Ann", last_name="Low")
    entity = Factors().get_public_key_credential_user_entity(user)
    assert (entity["name"], entity["display_name"]) == ("ann", "Ann Low")
    assert Factors().get_totp_label(user) == "ann"


@pytest.mark.parametrize(("address", "mails"), [("Ann@Example.com", 1), ("nobody@example.com", 0)])
def test_forgotten_password_is_mailed_by_the_outbox_and_tells_nobody_who_is_known(
    settings: Settings, address: str, mails: int
) -> None:
    settings.MAIL_ENABLED = True
    ann = make_member(make_firm(), name="ann")
    ann.email = "ann@example.com"
    ann.save()
    answer = Client().post(reverse("account_reset_password"), {"email": address})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert list(Mail.objects.values_list("kind", "to")) == [(Kind.PASSWORD, ann.pk)] * mails


def test_without_mail_nobody_is_promised_any(settings: Settings) -> None:
    settings.MAIL_ENABLED = False
    page = Client().get(reverse("account_reset_password")).content.decode()
    assert "This site sends no mail" in page
    assert 'name="email"' not in page
    assert Client().post(reverse("account_reset_password"), {"email": "ann@example.com"}).status_code == 422
