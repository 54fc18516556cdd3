"""Codes work once, whichever process asks for them."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from clients.sign_in.factors import REMEMBERED, use_up
from tests.makers import PASSWORD, make_firm, make_member, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def code(ago: int = 0) -> str:
    """What the phone shows now, or showed so many half minutes ago."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 - ago))


def at_the_second_step(name: str = "ann") -> Client:
    browser = Client()
    sent = {"login": name, "password": PASSWORD}
    assert browser.post(reverse("account_login"), sent).headers["Location"] == reverse("mfa_authenticate")
    return browser


def answer(browser: Client, text: str) -> int:
    return int(browser.post(reverse("mfa_authenticate"), {"code": text}).status_code)


def test_code_signs_in_once_also_where_no_cache_is_shared() -> None:
    TOTP.activate(make_member(make_firm(), name="ann"), SECRET)
    shown = code()
    assert answer(at_the_second_step(), shown) == 302
    for again in (shown, f"{shown[:3]} {shown[3:]}", f"{shown[:3]}-{shown[3:]}"):
        cache.clear()  # as another process sees it
        assert answer(at_the_second_step(), again) == 422


@pytest.mark.django_db(transaction=True)
def test_code_that_set_up_the_phone_signs_nobody_in() -> None:
    browser = signed_in(make_member(make_firm(), name="ann"))
    secret = words(Page(browser.get(reverse("mfa_activate_totp"))).one("code"))
    shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert browser.post(reverse("mfa_activate_totp"), {"code": shown}).status_code == 302
    cache.clear()
    assert answer(at_the_second_step(), shown) == 422


def test_old_password_is_guessed_no_more_often_than_others() -> None:
    browser = signed_in(make_member(make_firm(), name="ann"))
    new = dict.fromkeys(("password1", "password2"), "kettle violin marsh seven")
    guesses = [browser.post(reverse("account_change_password"), {"oldpassword": "no", **new}) for _ in range(5)]
    assert [each.status_code for each in guesses] == [422] * 4 + [429]
    assert browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new}).status_code == 429
    assert User.objects.get().check_password(PASSWORD)


def test_password_once_more_is_guessed_no_more_often_either() -> None:
    browser = signed_in(make_member(make_firm(), name="ann"), just_now=False)
    guesses = [browser.post(reverse("account_reauthenticate"), {"password": "no"}).status_code for _ in range(5)]
    assert guesses == [422] * 4 + [429]
    assert browser.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 429


def test_password_alone_opens_nothing() -> None:
    TOTP.activate(make_member(make_firm(), name="ann"), SECRET)
    browser = at_the_second_step()
    assert browser.get(reverse("admin:clients")).headers["Location"].startswith(reverse("admin:login"))
    assert answer(browser, "") == 422


def test_last_codes_of_a_phone_are_remembered_and_no_more() -> None:
    factor = TOTP.activate(make_member(make_firm()), SECRET).instance
    for each in ("1", "2", "3", "4"):
        use_up(factor, each)
    assert Authenticator.objects.get(pk=factor.pk).data["used"] == ["4", "3", "2"]
    assert REMEMBERED == 3
    with pytest.raises(ValidationError):
        use_up(factor, "2")


def test_recovery_code_works_once_and_is_shown_once() -> None:
    ann = make_member(make_firm(), name="ann")
    TOTP.activate(ann, SECRET)
    recovery = RecoveryCodes.activate(ann)
    first = recovery.get_unused_codes()[0]
    assert [answer(at_the_second_step(), first) for _ in range(2)] == [302, 422]
    browser = signed_in(ann)
    shown = [browser.get(reverse("mfa_view_recovery_codes")).content.decode() for _ in range(2)]
    second = recovery.get_unused_codes()[1]
    assert [second in page for page in shown] == [True, False]
    assert [answer(at_the_second_step(), second) for _ in range(2)] == [302, 422]
    assert "****" not in shown[1]


def test_refused_sign_in_ties_both_fields_to_the_message() -> None:
    page = Page(Client().post(reverse("account_login"), {"login": "ann", "password": "no"}))
    tied = [each.get("name") for each in page.all("input[@aria-describedby='errors']")]
    assert tied == ["login", "password"]
