"""Signing in with what a browser holds: passkeys, by Chromium's virtual authenticator, and codes of a phone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.makers import PASSWORD, make_firm, make_member
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


def with_authenticator(visitor: Visitor) -> None:
    """A laptop with a fingerprint reader that always knows its owner; a passkey wants a name of a host."""
    visitor.site = visitor.site.replace("127.0.0.1", "localhost")
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    able = dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True)
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | able})


def sign_in(visitor: Visitor, name: str) -> None:
    visitor.page.locator("[name=login]").fill(name)
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.follow("#login-form button")


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_passkey_is_set_up_where_a_firm_asks_for_one_and_signs_in_by_itself(visit: Visit) -> None:
    make_member(make_firm(second_factor=True), name="ann")
    visitor = visit(1280, 800)
    with_authenticator(visitor)
    page = visitor.page
    visitor.go("/admin/clients/")
    sign_in(visitor, "ann")
    assert visitor.path == "/account/2fa/"
    expect(page.get_by_text("Your firm asks for a second factor")).to_be_visible()
    visitor.follow("a[href='/account/2fa/passkeys/add/']")
    page.locator("[name=password]").fill(PASSWORD)  # once more
    visitor.follow("main form button[type=submit]")
    page.locator("[name=name]").fill("My laptop")
    visitor.follow("main form button")
    assert visitor.path == "/account/2fa/codes/"
    expect(page.locator(".codes li")).to_have_count(10)
    visitor.go("/account/2fa/codes/")
    expect(page.locator(".codes li")).to_have_count(0)
    assert visitor.go("/admin/clients/") == 200
    assert visitor.path == "/admin/clients/"

    visitor.page.locator("#user-tools summary").click()
    visitor.follow("#logout-form button")
    visitor.go("/admin/clients/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/clients/")
    visitor.go("/account/2fa/")
    expect(page.locator("main li").first).to_contain_text("My laptop")


def test_passkey_is_the_second_step_after_a_password(visit: Visit) -> None:
    make_member(make_firm(), name="ann")
    visitor = visit(390, 844)
    with_authenticator(visitor)
    visitor.go("/account/2fa/passkeys/add/")
    sign_in(visitor, "ann")
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.follow("main form button[type=submit]")
    visitor.follow("main form button")
    visitor.go("/account/sessions/")
    visitor.follow("main form[action='/admin/logout/'] button")
    visitor.go("/admin/")
    sign_in(visitor, "ann")
    assert visitor.path == "/account/login/second/"
    visitor.page.get_by_role("button", name="Use your passkey").click()
    visitor.page.wait_for_url("**/admin/")


def test_passkey_that_nobody_has_says_so_and_leaves_the_password(visit: Visit) -> None:
    visitor = visit(390, 844)
    with_authenticator(visitor)
    visitor.go("/account/login/")
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(visitor.page.locator("form[data-passkey] [role=status]")).to_contain_text("That did not work")


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_codes_of_a_phone_are_set_up_and_asked_for(visit: Visit, *, scripts: bool) -> None:
    make_member(make_firm(), name="ann")
    visitor = visit(390, 844, java_script_enabled=scripts)
    page = visitor.page
    visitor.go("/account/2fa/app/")
    sign_in(visitor, "ann")
    page.locator("[name=password]").fill(PASSWORD)
    visitor.follow("main form button[type=submit]")
    page.locator("[name=code]").fill(code(page.locator("code").inner_text()))
    visitor.follow("main form button[type=submit]")
    first = page.locator(".codes li").first.inner_text()
    visitor.go("/account/sessions/")
    visitor.follow("main form[action='/admin/logout/'] button")
    visitor.go("/admin/")
    sign_in(visitor, "ann")
    page.locator("[name=code]").fill("000000")
    assert visitor.follow("main form button[type=submit]") == 422
    assert page.title().startswith("Error:")
    page.locator("[name=code]").fill(first)
    visitor.follow("main form button[type=submit]")
    assert visitor.path == "/admin/"
    assert Authenticator.objects.filter(user=User.objects.get()).count() == 2
