"""Who signs in, fails or is locked out is in the security log each time, and in the history of their firms."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from clients.models.firms import Role
from clients.models.history import Change, Code
from clients.security.log import masked
from clients.sign_in.helping import link_for
from desk.templatetags.history_words import what_was_done
from tests.clients.security.conftest import Lines
from tests.makers import PASSWORD, make_member, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
HERE = "192.0.2.1"
LOGIN = reverse("account_login")


def sign_in(name: str, password: str) -> Any:
    return Client(REMOTE_ADDR=HERE).post(LOGIN, {"login": name, "password": password})


class TestSigningIn:
    @pytest.mark.parametrize("names", ["masked", "plain"])
    def test_who_gets_in_and_who_does_not(
        self,
        anna: User,
        log: Lines,
        settings: Settings,
        names: str,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        settings.SECURITY_LOG_NAMES = names
        shown = str if names == "plain" else masked
        with django_capture_on_commit_callbacks(execute=True):
            sign_in("anna", "wrong")
            sign_in("a stranger", "wrong")
            sign_in("anna", PASSWORD)
        kept = [
            {name: value for name, value in each.items() if name not in ("time", "request_id")} for each in log.said
        ]
        always = {"log": "security", "address": shown(HERE)}
        assert kept == [
            {**always, "event": "sign-in-failed", "name": shown("anna")},
            {**always, "event": "sign-in-failed", "name": shown("a stranger")},
            {**always, "event": "signed-in", "who": shown("anna")},
        ]
        assert all(each["request_id"] and each["time"].endswith("+00:00") for each in log.said)
        assert "wrong" not in "".join(log.written)

    def test_history_has_them_for_the_owners_and_strangers_are_in_none(self, anna: User) -> None:
        ben = make_member(anna.memberships.get().firm, Role.CONSULTANT, name="ben")
        for _ in range(3):
            sign_in("anna", "wrong")
        sign_in("a password typed as a name", "wrong")
        sign_in("anna", PASSWORD)
        lines = Change.objects.visible_to(anna)
        assert [each.what for each in lines] == [Code.SIGNED_IN, Code.SIGN_IN_FAILED]
        assert not Change.objects.visible_to(ben).without_private().exists()
        page = signed_in(anna).get(reverse("admin:clients_firm_history", args=[anna.memberships.get().firm_id]))
        assert "someone tried to sign in as anna" in page.content.decode().replace("&#x27;", "'")

    def test_who_is_locked_out_is_told_once(
        self, anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            codes = [sign_in("anna", "wrong").status_code for _ in range(7)]
        assert codes[4:] == [429] * 3
        assert "locked-out" in log.events
        assert [each.what for each in Change.objects.all()] == [Code.LOCKED_OUT, Code.SIGN_IN_FAILED]

    def test_name_that_no_database_takes_is_no_fault(self) -> None:
        assert sign_in("an\0na", "wrong").status_code == 422


class TestOwnKeys:
    """What people do to their own password, factors and browsers is a line for their firm's owners and for the log."""

    def test_each_change_is_one_line_of_both(
        self, anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        browser, new = signed_in(anna), "kettle violin marsh seven"
        secret = str(Page(browser.get(reverse("mfa_activate_totp"))).one("code").text).strip().replace(" ", "")
        code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        for name, sent in (
            ("mfa_activate_totp", {"code": code}),
            ("mfa_generate_recovery_codes", {}),
            ("mfa_deactivate_totp", {}),
            ("account_change_password", {"oldpassword": PASSWORD, "password1": new, "password2": new}),
        ):
            with django_capture_on_commit_callbacks(execute=True):
                browser.post(reverse(name), sent)
        made = [
            ("factor-added", "totp"),
            ("factor-added", "recovery_codes"),
            ("codes-renewed", None),
            ("factor-removed", "totp"),
            ("factor-removed", "recovery_codes"),
            ("password-changed", None),
        ]
        assert [(each["event"], each.get("kind")) for each in log.said] == made
        assert {each["who"] for each in log.said} == {each["name"] for each in log.said} == {masked("anna")}
        lines = Change.objects.visible_to(anna).order_by("pk")
        assert [(each.what, each.detail.get("kind")) for each in lines] == made
        assert {(each.who, each.firm) for each in lines} == {(anna, anna.memberships.get().firm)}
        said = [what_was_done(each) for each in lines]
        assert said[:3] == [
            "set up for their own sign-in: codes from an app",
            "set up for their own sign-in: recovery codes",
            "made new recovery codes",
        ]
        assert not lines.without_private().exists(), "a firm's owners read them, and nobody else"
        assert secret not in "".join(log.written)

    def test_a_password_chosen_by_a_link_is_a_line_too(
        self, anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        browser, new = Client(), "kettle violin marsh seven"
        asked = browser.get(urlsplit(link_for(anna)).path, follow=True)
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(asked.redirect_chain[-1][0], {"password1": new, "password2": new})
        assert log.events == ["password-changed"]
        assert Change.objects.get().code == Code.PASSWORD_CHANGED

    def test_a_browser_signed_out_from_another_is_a_line(
        self, anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        sign_in("anna", PASSWORD)
        other = UserSession.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            signed_in(anna).post(reverse("usersessions_list"), {"session": other.pk})
        assert log.events == ["session-ended"]
