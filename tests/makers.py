"""Rows made by hand: shops, assessments, browsers that may see them, and staff; nothing random."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from secrets import token_bytes
from time import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from questions.browser import COOKIE
from questions.core.personas import Persona, examples, read_persona
from questions.core.question import UNKNOWN, Answer, Answers
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today, library
from questions.models.access import Access
from questions.models.assessment import Assessment

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSWORD = "a password for tests"


def questionnaire() -> Questionnaire:
    """The questionnaire that an assessment started now is made with."""
    return asked_today()


@cache
def persona(name: str) -> Persona:
    return read_persona(examples()[name], questionnaire())


def answers_of(name: str, **others: Answer) -> dict[str, Answer]:
    """The answers of an example shop, one to every question; except `others`, with _ for -."""
    return {**persona(name).answers} | {key.replace("_", "-"): answer for key, answer in others.items()}


def unknown_everywhere() -> dict[str, Answer]:
    """The least that can be handed in: "I don't know" to each scored question, and a goal."""
    answers: dict[str, Answer] = {each.id: UNKNOWN for each in questionnaire().questions() if each.scored}
    return answers | {"goal": "undecided"}


def with_strain_unknown() -> dict[str, Answer]:
    """Bob's answers, without the two that strain hangs on most: of readiness enough is known, of strain too little."""
    return answers_of("bob-breakfix", hours_worked=UNKNOWN, after_hours_calls=UNKNOWN)


def make_shop(name: str = "Northside Computers", **fields: Any) -> Shop:
    return Shop.objects.create(name=name, **fields)


def make_assessment(
    answers: Answers | None = None, *, shop: Shop | None = None, submitted: datetime | None = None
) -> Assessment:
    """An assessment with these answers, none unless given, handed in at `submitted`."""
    assessment = Assessment.objects.start(questionnaire(), shop=shop or make_shop())
    if answers:
        assessment.record(answers, at=AT)
    if submitted:
        assessment.submit(at=submitted)
    return assessment


def make_old(name: str = "bob-breakfix", *, shop: Shop | None = None) -> Assessment:
    """The same of version 2026.2, whose results quote answers."""
    assessment = Assessment.objects.start(library()["is-it-working", "2026.2"], shop=shop or make_shop())
    answers = read_persona(examples("2026.2")[name], assessment.questionnaire).answers
    assessment.record(answers, at=AT)
    assessment.submit(at=AT)
    return assessment


def make_submitted(name: str = "bob-breakfix", *, shop: Shop | None = None) -> Assessment:
    """A shop's assessment with an example shop's answers, handed in on 20 November 2026."""
    return make_assessment(answers_of(name), shop=shop, submitted=AT)


def make_browser(*assessments: Assessment, **options: Any) -> Client:
    """A browser without an account that began these assessments; `options` are Client's."""
    token = ""
    for assessment in assessments:
        token = Access.objects.grant(assessment, at=timezone.now(), token=token)
    browser = Client(**options)
    if token:
        browser.cookies[COOKIE] = token
    return browser


def make_user(name: str = "visitor", **fields: Any) -> User:
    return User.objects.create_user(name, password=PASSWORD, **fields)


def make_firm(name: str = "Northern Advice", **fields: Any) -> Firm:
    return Firm.objects.create(name=name, **fields)


def make_member(firm: Firm | None, role: Role = Role.CONSULTANT, *, name: str = "") -> User:
    """A member of staff with a role in a firm, in none where `firm` is None."""
    user = make_user(name or f"{role}-{User.objects.count()}", is_staff=True)
    if firm is not None:
        Membership.objects.create(firm=firm, user=user, role=role)
    return user


def signed_in(user: User, *, just_now: bool = True) -> Client:
    """A browser in which `user` has signed in, and has shown the password once more `just_now`."""
    browser = Client()
    browser.force_login(user)
    if just_now:
        show_again(browser, user)
    return browser


def show_again(browser: Client, user: User, *, method: str = "password") -> None:
    """Let the session tell that somebody has just shown a password or a second factor again."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": method, "at": time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session["seen"] = int(time())
    session.save()


def make_passkey(user: User, name: str = "Laptop") -> Authenticator:
    """A passkey that no browser holds, with the recovery codes that come with the first one."""
    key = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())  # type: ignore[no-untyped-call]  # it has no types
    credential = AttestedCredentialData.create(bytes(16), token_bytes(16), key)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG(0x45), 0, credential)
    held = AttestationObject.create("none", data, {})
    asked = CollectedClientData.create("webauthn.create", bytes(32), "http://localhost")
    response = {"clientDataJSON": websafe_encode(asked), "attestationObject": websafe_encode(held)}
    identity = websafe_encode(credential.credential_id)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        RecoveryCodes.activate(user)
    told = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
    made: Authenticator = WebAuthn.add(user, name, told).instance
    return made


def make_staff(name: str = "consultant", *, superuser: bool = True) -> Client:
    """A browser in which a member of staff has signed in."""
    return signed_in(make_user(name, is_staff=True, is_superuser=superuser))


def make_colleague_of_all(name: str = "consultant") -> Client:
    """A browser of a superuser who also owns a firm that has every shop there is without one."""
    user = make_user(name, is_staff=True, is_superuser=True)
    firm = make_firm("Everybody's")
    Membership.objects.create(firm=firm, user=user, role=Role.OWNER)
    Shop.objects.filter(firm=None).update(firm=firm)
    return signed_in(user)
