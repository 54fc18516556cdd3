"""What somebody tries who wants in: foreign addresses, planted sessions, passkeys of others, answers used twice."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from clients.sign_in.helping import link_for
from tests.makers import PASSWORD, make_firm, make_member, make_user, show_again, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
HOST = "localhost"  # where browsers allow passkeys without https
FLAG = AuthenticatorData.FLAG
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    " https://evil.example/",
    "/\t/evil.example/",
    "https://testserver@evil.example/",
]


class Key:
    """A passkey that a program holds, so that its answers can be altered."""

    def __init__(self, user: User) -> None:
        self.user, self.secret, self.used = user, generate_private_key(SECP256R1()), 0
        public = ES256.from_cryptography_key(self.secret.public_key())  # type: ignore[no-untyped-call]  # it has no types
        self.credential = AttestedCredentialData.create(bytes(16), f"key of {user.pk}".encode(), public)
        data = AuthenticatorData.create(self.here, FLAG(0x45), 0, self.credential)
        asked = CollectedClientData.create("webauthn.create", bytes(32), f"http://{HOST}")
        held = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(asked), "attestationObject": websafe_encode(held)}
        RecoveryCodes.activate(user)
        WebAuthn.add(user, "Key", {**self.names, "response": response})

    here = sha256(HOST.encode()).digest()

    @property
    def names(self) -> dict[str, str]:
        name = websafe_encode(self.credential.credential_id)
        return {"id": name, "rawId": name, "type": "public-key"}

    def sign(self, challenge: str, *, user: User | None = None, verified: bool = True) -> str:
        """Return an answer to a challenge, for the form; it may claim to be another user's."""
        self.used += 1
        data = AuthenticatorData.create(self.here, FLAG(0x05 if verified else 0x01), self.used)
        asked = CollectedClientData.create("webauthn.get", challenge, f"http://{HOST}")
        signature = self.secret.sign(data + asked.hash, ECDSA(SHA256()))
        parts = {"clientDataJSON": asked, "authenticatorData": data, "signature": signature}
        response = {name: websafe_encode(part) for name, part in parts.items()}
        response["userHandle"] = websafe_encode(user_pk_to_url_str(user or self.user).encode())
        return json.dumps({**self.names, "response": response})


@pytest.fixture
def ann() -> User:
    return make_member(make_firm(), name="ann")


@pytest.fixture
def root() -> User:
    return make_user("root", is_staff=True, is_superuser=True)


def challenge(browser: Client) -> str:
    asked = browser.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
    return str(asked.json()["request_options"]["publicKey"]["challenge"])


def come(browser: Client, credential: str) -> int:
    return int(browser.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code)


def name_in(browser: Client) -> str:
    """Who is signed in; empty for nobody."""
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key).username if key else ""


class TestPasskeys:
    def test_ones_own_signs_in(self, ann: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        assert come(browser, key.sign(challenge(browser))) == 302
        assert name_in(browser) == "ann"

    def test_an_answer_works_once(self, ann: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        answer = key.sign(challenge(browser))
        assert come(browser, answer) == 302
        browser.post(reverse("admin:logout"))
        assert come(browser, answer) == 422
        challenge(other := Client(HTTP_HOST=HOST))
        assert (come(other, answer), name_in(other)) == (422, "")

    def test_one_that_saw_no_finger_is_a_second_factor_alone(self, ann: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        assert (come(browser, key.sign(challenge(browser), verified=False)), name_in(browser)) == (422, "")

    def test_nobody_signs_in_as_another(self, ann: User, root: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        Key(root)
        assert (come(browser, key.sign(challenge(browser), user=root)), name_in(browser)) == (422, "")

    def test_nobody_signs_as_anothers_key(self, ann: User, root: User) -> None:
        key, theirs, browser = Key(ann), Key(root), Client(HTTP_HOST=HOST)
        theirs.secret = key.secret
        assert (come(browser, theirs.sign(challenge(browser))), name_in(browser)) == (422, "")

    def test_answer_to_another_site_or_question_is_none(self, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        first = challenge(browser)
        challenge(browser)
        assert (come(browser, key.sign(first)), name_in(browser)) == (422, "")
        monkeypatch.setattr(key, "here", sha256(b"evil.example").digest())
        assert (come(browser, key.sign(challenge(browser))), name_in(browser)) == (422, "")

    def test_of_another_is_no_second_step(self, ann: User, root: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        Key(root)
        browser.post(reverse("account_login"), {"login": "root", "password": PASSWORD})
        page = browser.get(reverse("mfa_authenticate"))
        asked = page.context["js_data"]["request_options"]["publicKey"]["challenge"]
        sent = {"credential": key.sign(asked, user=root)}
        assert browser.post(reverse("mfa_authenticate"), sent).status_code == 422
        assert name_in(browser) == ""

    def test_of_another_shows_nothing_again(self, ann: User, root: User) -> None:
        key = Key(ann)
        Key(root)
        browser = Client(HTTP_HOST=HOST)
        browser.force_login(root)
        page = browser.get(reverse("mfa_reauthenticate_webauthn"))
        asked = page.context["js_data"]["request_options"]["publicKey"]["challenge"]
        sent = {"credential": key.sign(asked, user=root)}
        assert browser.post(reverse("mfa_reauthenticate_webauthn"), sent).status_code == 422
        assert browser.get(reverse("mfa_add_webauthn")).status_code == 302

    def test_of_a_closed_account_opens_nothing(self, ann: User) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        User.objects.update(is_active=False)
        come(browser, key.sign(challenge(browser)))
        assert name_in(browser) == ""


class TestForeignAddresses:
    @pytest.mark.parametrize("there", ELSEWHERE)
    def test_signing_in_leads_to_none(self, ann: User, there: str) -> None:
        sent = {"login": "ann", "password": PASSWORD, "next": there}
        for answer in (
            Client().post(reverse("account_login"), sent),
            Client().post(reverse("account_login") + "?next=" + there, sent),
            signed_in(ann).get(reverse("account_login"), {"next": there}),
            signed_in(ann).post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": there}),
        ):
            assert answer.headers["Location"] == reverse("admin:index")

    @pytest.mark.parametrize("there", ELSEWHERE)
    def test_passkey_leads_to_none(self, ann: User, there: str) -> None:
        key, browser = Key(ann), Client(HTTP_HOST=HOST)
        sent = {"credential": key.sign(challenge(browser)), "next": there}
        assert browser.post(reverse("mfa_login_webauthn"), sent).headers["Location"] == reverse("admin:index")

    @pytest.mark.parametrize("there", ELSEWHERE)
    def test_removing_a_passkey_leads_to_none(self, ann: User, there: str) -> None:
        Key(ann)
        address = reverse("mfa_remove_webauthn", args=[Authenticator.objects.get(type="webauthn").pk])
        answer = signed_in(ann).post(address, {"next": there})
        assert "evil" not in answer.headers["Location"]
        assert "alert" not in answer.headers["Location"]


@pytest.mark.parametrize("person", ["zzzzzzzzzzzzz", "z" * 40, "0", "1y2p0ij32e8e8"])
def test_link_of_nobody_is_over(person: str) -> None:
    address = reverse("account_reset_password_from_key", args=[person, "set-password"])
    assert Client().get(address).status_code == 410
    assert Client().post(address, dict.fromkeys(("password1", "password2"), "kettle violin marsh")).status_code == 410


def test_link_to_a_new_password_is_none_for_somebody_else(ann: User, root: User) -> None:
    path, _, key = urlsplit(link_for(ann)).path.removesuffix("/").rpartition("/")[2].partition("-")
    assert path
    stolen = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(root), key])
    assert Client().get(stolen).status_code == 410
    browser = Client()
    form = browser.get(urlsplit(link_for(ann)).path).headers["Location"]
    theirs = form.replace(f"/{user_pk_to_url_str(ann)}-", f"/{user_pk_to_url_str(root)}-")
    assert browser.post(theirs, dict.fromkeys(("password1", "password2"), "kettle violin marsh")).status_code == 410
    root.refresh_from_db()
    assert root.check_password(PASSWORD)


@pytest.mark.parametrize("code", ["１２３４５６", "\0", "1" * 100_000, "00000٠", "-", "😀"])
def test_odd_code_is_wrong_and_no_more(ann: User, code: str) -> None:
    Key(ann)
    TOTP.activate(ann, "JBSWY3DPEHPK3PXP")
    browser = Client()
    browser.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


@pytest.mark.parametrize("name", ["\0", "ann\0", "😀", "a" * 5000, "' OR 1=1 --"])
def test_odd_name_is_nobodys(ann: User, name: str) -> None:
    assert Client().post(reverse("account_login"), {"login": name, "password": PASSWORD}).status_code == 422


def test_planted_session_is_not_the_one_that_signs_in(ann: User) -> None:
    browser = Client()
    browser.session["planted"] = "yes"
    browser.session.save()
    planted = str(browser.session.session_key)
    browser.cookies["sessionid"] = planted
    browser.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
    assert name_in(browser) == "ann"
    assert browser.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert name_in(thief) == ""


def test_page_says_the_same_whoever_has_the_name(ann: User) -> None:
    make_user("closed", is_staff=True, is_active=False)
    said = set()
    for name, password in (("ann", "wrong"), ("nobody", PASSWORD), ("closed", PASSWORD)):
        answer = Client().post(reverse("account_login"), {"login": name, "password": password})
        said.add((answer.status_code, Page(answer).words))
    assert len(said) == 1


class TestSessionFromBefore:
    """It belongs to somebody with a passkey, knows the password, and has never shown the passkey."""

    @pytest.fixture
    def browser(self) -> Client:
        user = make_member(make_firm(second_factor=True), name="ben")
        Key(user)
        return signed_in(user)

    @pytest.mark.parametrize(
        "name",
        [
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_activate_totp",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "account_reauthenticate",
            "account_change_password",
            "usersessions_list",
        ],
    )
    def test_sets_up_no_factor_of_its_own(self, browser: Client, name: str) -> None:
        for answer in (browser.get(reverse(name)), browser.post(reverse(name), {"password": PASSWORD})):
            assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))

    def test_removes_none(self, browser: Client) -> None:
        key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
        answer = browser.post(reverse("mfa_remove_webauthn", args=[key.pk]))
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
        assert Authenticator.objects.filter(pk=key.pk).exists()

    def test_is_offered_codes_and_no_password(self, browser: Client) -> None:
        links = Page(browser.get(reverse("mfa_reauthenticate_webauthn"))).links
        assert reverse("mfa_reauthenticate") in str(links)
        assert reverse("account_reauthenticate") not in [each.partition("?")[0] for each in links]

    def test_counts_once_a_recovery_code_is_shown(self, browser: Client) -> None:
        code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
        assert browser.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 302
        assert browser.get(reverse("mfa_index")).status_code == 200

    def test_still_opens_a_link_to_a_new_password(self, browser: Client) -> None:
        assert browser.get(reverse("account_reset_password_from_key", args=["1", "x"])).status_code == 410


def test_somebody_without_a_factor_sets_one_up_though_one_is_asked_for() -> None:
    user = make_member(make_firm(second_factor=True))
    browser = signed_in(user, just_now=False)
    assert browser.get(reverse("mfa_index")).status_code == 200
    show_again(browser, user)
    answer: Any = browser.get(reverse("mfa_add_webauthn"))
    assert answer.status_code == 200
