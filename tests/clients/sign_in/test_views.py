"""Allauth's pages answer with an honest status, and passkeys that are none are refused kindly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.makers import make_firm, make_member, make_passkey, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
NONSENSE = ["", "{}", "[]", "null", "1", '"x"', json.dumps({"id": "x", "response": {"userHandle": "MQ"}}), "{" * 2000]


@pytest.mark.parametrize("credential", NONSENSE)
def test_passkey_that_is_none_is_refused_on_the_page_it_came_from(credential: str) -> None:
    answer = Client().post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.status_code == 422
    page = Page(answer)
    assert "This passkey is not known here" in page.words
    assert page.one("form[@id='login-form']") is not None


@pytest.mark.parametrize("credential", NONSENSE)
def test_passkey_that_is_none_shows_nothing_again(credential: str) -> None:
    user = make_member(make_firm())
    make_passkey(user)
    browser = signed_in(user, just_now=False)
    answer: Any = browser.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential})
    assert answer.status_code == 422
    assert "not one of yours" in Page(answer).words
    assert browser.get(reverse("mfa_add_webauthn")).status_code == 302


@pytest.mark.parametrize("credential", NONSENSE)
def test_new_passkey_that_is_none_is_not_stored(credential: str) -> None:
    browser = signed_in(make_member(make_firm()))
    browser.get(reverse("mfa_add_webauthn"))
    assert browser.post(reverse("mfa_add_webauthn"), {"name": "a", "credential": credential}).status_code == 422


def test_link_to_a_new_password_that_is_over_is_gone() -> None:
    answer = Client().get(reverse("account_reset_password_from_key", args=["1", "nothing"]))
    assert answer.status_code == 410
    assert "This link no longer works" in Page(answer).words


def test_passkey_of_another_is_not_there() -> None:
    key = make_passkey(make_member(make_firm()))
    stranger = signed_in(make_member(make_firm("Another")))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert stranger.get(reverse(name, args=[key.pk])).status_code == 404


def test_passkey_is_renamed_and_removed() -> None:
    user = make_member(make_firm())
    key, browser = make_passkey(user), signed_in(user)
    assert browser.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": " "}).status_code == 422
    browser.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Key ring"})
    assert "Key ring" in Page(browser.get(reverse("mfa_index"))).words
    answer = browser.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
    assert "Key ring" not in Page(answer).words.partition("One-time codes")[0].replace("“Key ring”", "")
    assert not user.authenticator_set.exists()  # the recovery codes go with the last factor
