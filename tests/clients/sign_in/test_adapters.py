"""Nobody signs up, names are ours, and mails go through the outbox."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from clients.models.outbox import Kind, Mail
from clients.sign_in.adapters import SILENT, Accounts, Factors
from tests.makers import make_firm, make_member, make_passkey, make_user, signed_in
from tests.pages import Page

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


def test_messages_are_in_our_words() -> None:
    """Each that an act of ours can bring has a template of its own; the others are never shown."""
    theirs = Path(allauth.__file__).parent / "templates"
    ours = {"account/messages/password_changed.txt", "account/messages/password_set.txt"}
    for app in ("mfa", "usersessions"):
        ours |= {str(path.relative_to(theirs)) for path in (theirs / app / "messages").glob("*.txt")}
    missing = {name for name in ours if not (settings.BASE_DIR / "templates" / name).exists()}
    assert missing == {"mfa/messages/recovery_codes_generated.txt"}
    assert missing <= set(SILENT)


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_are_shown_without_a_message() -> None:
    user = make_member(make_firm())
    make_passkey(user)
    page = Page(signed_in(user).post(reverse("mfa_generate_recovery_codes"), follow=True))
    assert "has been generated" not in page.words
    assert "not shown again" in page.words
