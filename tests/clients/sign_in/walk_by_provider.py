"""Run by test_invited.py with a provider set: who comes in by it, and who does not."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from time import time
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from clients.models.firms import Firm, Invitation, Membership, Role
from tests.makers import PASSWORD, make_firm, make_member, make_user
from tests.pages import Page

KEY, OTHER_KEY = (generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
pytestmark = pytest.mark.django_db
SERVER, TOKEN = settings.OIDC["OIDC_SERVER_URL"], "a token to read who it is"
ANN = {"sub": "7", "email": "ann@example.com", "email_verified": True, "given_name": "Ann", "family_name": "Low"}


class Provider:
    """Answers instead of one; `person` is who signs in there."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = ANN
        self.claims: dict[str, Any] = {}  # of the token that says who it is, others than the right ones
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.token: str | None = None  # in the place of a right one
        self.away = False
        self.issuer = SERVER

    def answer(self, url: str) -> requests.Response:
        if self.away:
            raise requests.ConnectionError
        ends = ("authorization", "token", "userinfo")
        found: dict[str, Any] = {
            "/.well-known/openid-configuration": {f"{end}_endpoint": f"{SERVER}/{end}" for end in ends}
            | {"issuer": self.issuer, "jwks_uri": f"{SERVER}/keys"},
            "/token": {"access_token": TOKEN, "token_type": "Bearer", **self.told},
            "/userinfo": self.person,
            "/keys": {"keys": [{**json.loads(RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1"}]},
        }[urlsplit(url).path]
        response = requests.Response()
        response.status_code = 200
        response.headers["Content-Type"] = "application/json"
        response.json = lambda **options: found  # type: ignore[method-assign]  # enough of an answer
        return response

    @property
    def told(self) -> dict[str, str]:
        right = {"iss": SERVER, "aud": "assess", "sub": self.person["sub"], "exp": int(time()) + 60}
        signed = jwt.encode({**right, **self.claims}, self.key, self.algorithm, headers={"kid": "1"})
        return {"id_token": signed if self.token is None else self.token}


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider()
    monkeypatch.setattr(requests.Session, "request", lambda session, method, url, **kwargs: made.answer(url))
    return made


@pytest.fixture(autouse=True)
def firm() -> Firm:
    return make_firm("Northern Advice", slug="northern")


def invite(email: str, firm: Firm, role: Role = Role.CONSULTANT) -> Invitation:
    return Invitation.objects.issue(firm=firm, email=email, role=role, at=timezone.now())[0]


def come(browser: Client, query: str = "") -> Any:
    """To the provider and back."""
    there = browser.post(reverse("openid_connect_login", args=["firm"]) + query)
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = reverse("openid_connect_callback", args=["firm"])
    return browser.get(back, {"code": "c", "state": asked["state"][0]})


def test_who_is_invited_and_verified_gets_an_account_and_comes_back_to_it(firm: Firm) -> None:
    invitation, browser = invite("Ann@Example.com", firm), Client()
    assert come(browser).headers["Location"] == reverse("admin:index")
    user = User.objects.get()
    assert (user.get_full_name(), user.is_staff, user.has_usable_password()) == ("Ann Low", True, False)
    assert Membership.objects.get().role == Role.CONSULTANT
    invitation.refresh_from_db()
    assert invitation.accepted
    assert browser.get(reverse("admin:clients")).status_code == 200
    assert come(Client()).headers["Location"] == reverse("admin:index")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "person",
    [{**ANN, "email_verified": False}, {**ANN, "email": "ben@example.com"}, {**ANN, "email": ""}, {"sub": "7"}],
)
def test_others_do_not_come_in(firm: Firm, provider: Provider, person: dict[str, Any]) -> None:
    invite("ann@example.com", firm)
    provider.person = person
    answer = come(Client())
    assert answer.status_code == 403
    assert "Nobody has invited you yet" in Page(answer).words
    assert not User.objects.exists()


def test_invitation_of_another_firm_or_an_old_one_is_none(firm: Firm) -> None:
    invite("ann@example.com", make_firm("Another", slug="another"))
    old = invite("ann@example.com", firm)
    Invitation.objects.filter(pk=old.pk).update(expires=timezone.now() - timedelta(minutes=1))
    assert come(Client()).status_code == 403
    Invitation.objects.filter(pk=old.pk).update(expires=timezone.now() + timedelta(1), revoked=timezone.now())
    assert come(Client()).status_code == 403


def test_account_with_the_same_address_is_not_taken_over(firm: Firm) -> None:
    there = make_user("ann@example.com", email="ann@example.com", is_staff=True, is_superuser=True)
    assert come(Client()).status_code == 403
    invite("ann@example.com", firm)
    come(Client())
    made = User.objects.exclude(pk=there.pk).get()
    assert (made.username, made.is_superuser) == ("ann@example.com-2", False)


def test_account_of_somebody_signed_in_is_tied_to_nothing(firm: Firm) -> None:
    make_member(firm, name="ben")
    browser = Client()
    browser.post(reverse("account_login"), {"login": "ben", "password": PASSWORD})
    assert come(browser, "?process=connect").status_code == 403
    assert User.objects.count() == 1


def test_provider_that_is_away_is_said(provider: Provider) -> None:
    provider.away = True
    answer = Client().post(reverse("openid_connect_login", args=["firm"]))
    assert answer.status_code == 502
    assert "could not be reached" in Page(answer).words


def test_provider_that_names_another_issuer_signs_nobody_in(firm: Firm, provider: Provider) -> None:
    invite("ann@example.com", firm)
    provider.issuer = "https://evil.example"
    answer = Client().post(reverse("openid_connect_login", args=["firm"]))
    assert answer.status_code == 502
    assert "did not sign you in" in Page(answer).words


def test_answer_that_nobody_asked_for_signs_nobody_in() -> None:
    answer = Client().get(reverse("openid_connect_callback", args=["firm"]), {"code": "c", "state": "made up"})
    assert "did not sign you in" in Page(answer).words
    assert not User.objects.exists()


def test_answer_belongs_to_the_browser_that_asked_and_counts_once(firm: Firm) -> None:
    invite("ann@example.com", firm)
    asking, back = Client(), reverse("openid_connect_callback", args=["firm"])
    there = asking.post(reverse("openid_connect_login", args=["firm"]))
    answer = {"code": "c", "state": parse_qs(urlsplit(there.headers["Location"]).query)["state"][0]}
    assert "did not sign you in" in Page(Client().get(back, answer)).words
    assert asking.get(back, answer).headers["Location"] == reverse("admin:index")
    assert "did not sign you in" in Page(asking.get(back, answer)).words


def test_looking_at_the_address_goes_nowhere() -> None:
    answer = Client().get(reverse("openid_connect_login", args=["firm"]))
    assert answer.status_code == 200
    assert Page(answer).one("form[@method='post']") is not None


@pytest.mark.parametrize(
    ("wrong", "comes"),
    [
        ({}, True),
        ({"aud": "another site"}, False),
        ({"iss": "https://evil.example"}, False),
        ({"exp": 1}, False),
        ({"sub": "8"}, False),
    ],
)
def test_token_for_another_site_or_from_another_provider_signs_nobody_in(
    firm: Firm, provider: Provider, wrong: dict[str, Any], comes: bool
) -> None:
    invite("ann@example.com", firm)
    provider.claims = wrong
    come(Client())
    assert User.objects.exists() is comes


SECRET = "a secret of thirty-two characters"


@pytest.mark.parametrize(
    ("key", "algorithm", "token"),
    [
        (OTHER_KEY, "RS256", None),
        ("", "none", None),
        (SECRET, "HS256", None),
        (KEY, "RS256", ""),
        (KEY, "RS256", "no token"),
    ],
)
def test_without_the_providers_own_signature_nobody_is_signed_in(
    firm: Firm, provider: Provider, key: Any, algorithm: str, token: str | None
) -> None:
    invite("ann@example.com", firm)
    provider.key, provider.algorithm, provider.token = key, algorithm, token
    assert "did not sign you in" in Page(come(Client())).words
    assert not User.objects.exists()


def test_tokens_are_kept_nowhere(firm: Firm) -> None:
    invite("ann@example.com", firm)
    browser = Client()
    come(browser)
    tokens, accounts = (apps.get_model("socialaccount", name).objects for name in ("SocialToken", "SocialAccount"))
    assert not tokens.exists()
    kept = [str(each.get_decoded()) for each in Session.objects.all()]
    assert TOKEN not in str([*kept, *accounts.values(), *browser.cookies.items()])
    assert kept


def test_somebody_else_with_the_same_address_is_somebody_else(firm: Firm, provider: Provider) -> None:
    invite("ann@example.com", firm)
    come(Client())
    provider.person = {**ANN, "sub": "8"}
    assert come(Client()).status_code == 403
    assert User.objects.count() == 1


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "/\\evil.example/"])
def test_way_back_leads_to_no_other_site(firm: Firm, there: str) -> None:
    invite("ann@example.com", firm)
    assert come(Client(), f"?next={quote(there)}").headers["Location"] == reverse("admin:index")


def test_session_planted_before_is_not_the_one_that_signs_in(firm: Firm) -> None:
    invite("ann@example.com", firm)
    browser = Client()
    browser.session["planted"] = "yes"
    browser.session.save()
    planted = browser.session.session_key
    come(browser)
    assert browser.session.get("_auth_user_id")
    assert browser.session.session_key != planted


def test_second_factor_is_asked_of_them_too_and_can_be_set_up(firm: Firm) -> None:
    Firm.objects.update(second_factor=True)
    invite("ann@example.com", firm)
    browser = Client()
    come(browser)
    assert browser.get(reverse("admin:clients")).headers["Location"].startswith(reverse("mfa_index"))
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200


def test_who_has_no_password_goes_to_the_provider_once_more(firm: Firm) -> None:
    invite("ann@example.com", firm, Role.OWNER)
    browser, address = Client(), reverse("admin:clients_invitation_add")
    come(browser)
    assert browser.get(address).status_code == 200
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= 601
    session.save()
    assert browser.get(address).headers["Location"].startswith(reverse("openid_connect_login", args=["firm"]))


def test_when_the_provider_last_asked_who_it_is_counts_not_when_they_came(firm: Firm, provider: Provider) -> None:
    invite("ann@example.com", firm, Role.OWNER)
    browser, address = Client(), reverse("admin:clients_invitation_add")
    there = reverse("openid_connect_login", args=["firm"])
    provider.claims = {"auth_time": int(time()) - 700}
    come(browser)
    assert browser.get(address).headers["Location"].startswith(there)
    again = parse_qs(urlsplit(browser.post(f"{there}?auth_params=prompt%3Dnone").headers["Location"]).query)
    assert (again["max_age"], "prompt" in again) == (["600"], False)
    assert "max_age" not in Client().post(there).headers["Location"]
    provider.claims = {"auth_time": int(time())}
    come(browser)
    assert browser.get(address).status_code == 200


def test_button_is_on_the_page_and_may_lead_there() -> None:
    answer = Client().get(reverse("account_login"))
    assert "Sign in with North ID" in Page(answer).words
    assert re.search(rf"form-action 'self' {SERVER}(;|$)", answer.headers["Content-Security-Policy"])
