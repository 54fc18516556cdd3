"""Run by test_invited.py beside a provider that listens at OIDC_SERVER_URL: the whole way over real connections.

The provider checks what a real one does (client, secret, code once, PKCE, bearer token) and signs its tokens.
"""

from __future__ import annotations

import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from clients.models.firms import Firm, Invitation, Membership, Role
from tests.makers import make_firm
from tests.pages import Page

pytestmark = pytest.mark.django_db
ANN = {"sub": "7", "email": "ann@example.com", "email_verified": True, "given_name": "Ann", "family_name": "Low"}
KEY = generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """`person` is who signs in there; `asked` are the paths that the site has asked for."""

    def __init__(self) -> None:
        self.address = settings.OIDC["OIDC_SERVER_URL"]
        super().__init__(("127.0.0.1", urlsplit(self.address).port or 0), Answers)
        self.person: dict[str, Any] = ANN
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        at = self.server.address
        self.server.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = ("authorization", "token", "userinfo")
            self.say({"issuer": at, "jwks_uri": f"{at}/keys"} | {f"{end}_endpoint": f"{at}/{end}" for end in ends})
        elif path == "/keys":
            self.say({"keys": [{**json.loads(RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1"}]})
        elif path == "/authorization":
            asked = {name: values[0] for name, values in query.items()}
            assert asked["client_id"] == settings.OIDC["OIDC_CLIENT_ID"]
            assert {"openid", "email"} <= set(asked["scope"].split())
            code = f"code-{len(self.server.codes)}"
            self.server.codes[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})
            )
            self.end_headers()
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer a token of today":
            self.say(self.server.person)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        sent = {name: values[0] for name, values in body.items()}
        self.server.asked.append(self.path)
        asked = self.server.codes.pop(sent["code"], None)
        digest = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if asked is None or digest != asked["code_challenge"] or not self.is_client(sent):
            self.say({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.address, "aud": asked["client_id"], "exp": time() + 60, "iat": time()}
        token = jwt.encode({**claims, "sub": self.server.person["sub"]}, KEY, "RS256", headers={"kid": "1"})
        self.say({"access_token": "a token of today", "token_type": "Bearer", "id_token": token})

    def is_client(self, sent: dict[str, str]) -> bool:
        known = (settings.OIDC["OIDC_CLIENT_ID"], settings.OIDC["OIDC_CLIENT_SECRET"])
        basic = b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        return known in ((sent.get("client_id"), sent.get("client_secret")), tuple(map(unquote, basic.split(":"))))

    def say(self, found: dict[str, Any], status: int = 200) -> None:
        data = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def come(browser: Client) -> Any:
    """To the provider, as a browser goes there, and back with what it says."""
    there = browser.post(reverse("openid_connect_login", args=["firm"]))
    answer = requests.get(there.headers["Location"], allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.path == reverse("openid_connect_callback", args=["firm"])
    return browser.get(f"{back.path}?{back.query}")


def invite(email: str) -> Firm:
    firm = make_firm("Northern Advice", slug="northern")
    Invitation.objects.issue(firm=firm, email=email, role=Role.CONSULTANT, at=timezone.now())
    return firm


def test_invited_and_verified_comes_in_over_real_connections(provider: Provider) -> None:
    firm, browser = invite("ann@example.com"), Client()
    assert come(browser).headers["Location"] == reverse("admin:index")
    assert (User.objects.get().get_full_name(), Membership.objects.get().firm) == ("Ann Low", firm)
    assert browser.get(reverse("admin:clients")).status_code == 200
    assert {"/.well-known/openid-configuration", "/authorization", "/token", "/userinfo"} <= {*provider.asked}


@pytest.mark.parametrize("person", [{**ANN, "email_verified": False}, {**ANN, "email": "ben@example.com"}])
def test_others_read_a_page_that_says_why(provider: Provider, person: dict[str, Any]) -> None:
    invite("ann@example.com")
    provider.person = person
    answer = come(Client())
    assert answer.status_code == 403
    assert "no open invitation to an address that your provider has verified" in Page(answer).words
    assert not User.objects.exists()


def test_code_counts_once(provider: Provider) -> None:
    invite("ann@example.com")
    browser = Client()
    there = browser.post(reverse("openid_connect_login", args=["firm"]))
    back = urlsplit(requests.get(there.headers["Location"], allow_redirects=False, timeout=5).headers["Location"])
    provider.codes.clear()  # somebody else was quicker
    assert "did not sign you in" in Page(browser.get(f"{back.path}?{back.query}")).words
    assert not User.objects.exists()
