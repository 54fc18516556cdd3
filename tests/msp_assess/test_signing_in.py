"""Five wrong passwords or codes close a name for a while to where they came from, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from msp_assess.signing_in import address_of
from tests.makers import PASSWORD, make_user
from tests.pages import Page
from tests.processes import process, said

# Guesses three times, and says the status.
GUESSES = """
from django.conf import settings
from django.test import Client

settings.ALLOWED_HOSTS = ["testserver"]
for _ in range(3):
    sent = {"login": "ann", "password": "wrong"}
    print(Client(REMOTE_ADDR="192.0.2.1").post("/account/login/", sent).status_code, flush=True)
"""
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def sign_in(password: str = "", *, name: str = "ann", address: str = HERE, agent: str = "") -> Any:
    browser = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    return browser.post(reverse("account_login"), {"login": name, "password": password or "wrong"})


@pytest.fixture
def _colleagues(db: None) -> None:
    for name in ("ann", "ben"):
        make_user(name, is_staff=True)


@pytest.mark.usefixtures("_colleagues")
class TestSigningIn:
    @pytest.mark.parametrize("name", ["ann", "stranger"])
    def test_fifth_failure_closes_the_name_to_the_address_and_to_nobody_else(self, name: str) -> None:
        assert [sign_in(name=name).status_code for _ in range(5)] == [422, 422, 422, 422, 429]
        closed = sign_in(PASSWORD, name=name)
        assert (closed.status_code, closed["Retry-After"]) == (429, "300")
        words = Page(closed).words
        assert "did not go together 5 times" in words
        assert "cannot sign in from here for 5 minutes" in words
        assert f" {name} " not in words
        others = [sign_in(PASSWORD, address=ELSEWHERE), sign_in(PASSWORD, name="ben")]
        assert [each.status_code for each in others] == [302, 302]

    def test_it_opens_five_minutes_after_the_last_failure_that_counted(self) -> None:
        attempts = apps.get_model("axes", "AccessAttempt").objects
        for _ in range(5):
            sign_in()
        attempts.update(attempt_time=F("attempt_time") - timedelta(minutes=4, seconds=50))
        assert sign_in().status_code == 429  # which does not make it longer
        attempts.update(attempt_time=F("attempt_time") - timedelta(seconds=10))
        assert sign_in(PASSWORD).status_code == 302
        assert not attempts.exists()

    def test_who_gets_in_begins_anew(self) -> None:
        for _ in range(2):
            assert [sign_in().status_code for _ in range(4)] == [422] * 4
            assert sign_in(PASSWORD).status_code == 302

    def test_another_browser_is_no_way_around_it(self) -> None:
        assert [sign_in(agent=f"browser {number}").status_code for number in range(5)] == [422] * 4 + [429]

    def test_a_name_longer_than_any_is_not_even_tried(self) -> None:
        assert [sign_in(name="a" * 300).status_code for _ in range(5)] == [422] * 5
        assert not apps.get_model("axes", "AccessAttempt").objects.exists()

    def test_thirty_failures_close_the_address_whatever_the_names(self) -> None:
        assert [sign_in(name=f"name-{number}").status_code for number in range(30)] == [422] * 29 + [429]
        assert [sign_in(PASSWORD, name=name).status_code for name in ("ann", "ben")] == [429, 429]
        assert sign_in(PASSWORD, address=ELSEWHERE).status_code == 302

    def test_signing_in_with_one_name_opens_no_address_to_try_others(self) -> None:
        for number in range(29):
            sign_in(name=f"name-{number}")
        assert sign_in(PASSWORD, name="ben").status_code == 302
        assert sign_in(name="another").status_code == 429

    def test_what_another_process_counted_counts_here(self) -> None:
        apps.get_model("axes", "AccessAttempt").objects.create(username="ann", ip_address=HERE, failures_since_start=4)
        assert sign_in().status_code == 429

    @pytest.mark.django_db(transaction=True)
    def test_two_processes_count_together(self, settings: Settings) -> None:
        """Each guesses three times, too few for itself."""
        static = str(settings.STATIC_ROOT)
        with process(GUESSES, STATIC_DIR=static) as one, process(GUESSES, STATIC_DIR=static) as two:
            answers = [said(each) for _ in range(3) for each in (one, two)]
        assert sorted(set(answers)) == ["422", "429"]
        assert answers.count("429") >= 2
        assert sign_in(PASSWORD).status_code == 429

    def test_wrong_codes_count_as_wrong_passwords_do(self) -> None:
        TOTP.activate(User.objects.get(username="ann"), "JBSWY3DPEHPK3PXP")
        assert [sign_in().status_code for _ in range(2)] == [422, 422]
        browser = Client(REMOTE_ADDR=HERE)
        first = browser.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
        assert first.headers["Location"] == reverse("mfa_authenticate")
        wrong = [browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(3)]
        assert wrong == [422, 422, 429]
        assert sign_in(PASSWORD).status_code == 429
        assert "000000" not in str(apps.get_model("axes", "AccessAttempt").objects.values())

    def test_no_link_is_kept_that_somebody_was_on_the_way_to(self) -> None:
        link = "/join/a-token/"
        browser = Client()
        browser.post(f"{reverse('account_login')}?next={link}", {"login": "ann", "password": "x", "next": link})
        assert "a-token" not in str(apps.get_model("axes", "AccessAttempt").objects.values().get())

    def test_neither_password_nor_who_signed_in_is_kept(self) -> None:
        sign_in("a secret")
        assert "a secret" not in str(apps.get_model("axes", "AccessAttempt").objects.values().get())
        sign_in(PASSWORD)
        for model in ("AccessAttempt", "AccessLog", "AccessFailureLog"):
            assert not apps.get_model("axes", model).objects.exists()


@pytest.mark.parametrize(
    ("https", "told", "address"),
    [
        (False, "", "192.0.2.7"),
        (False, "198.51.100.9", "192.0.2.7"),  # no proxy: anybody could say so
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "203.0.113.1, 198.51.100.9", "198.51.100.9"),  # the visitor said the first
        (True, "", "192.0.2.7"),
        (True, "unknown", "192.0.2.7"),
        (True, "198.51.100.9,", "192.0.2.7"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "::ffff:198.51.100.9", "198.51.100.9"),
    ],
)
def test_address_is_what_the_proxy_adds(settings: Settings, https: bool, told: str, address: str) -> None:
    settings.HTTPS = https
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": told}
    assert address_of(request) == address
