"""What touches sign-ins, rights and keys is a JSON line: no link, no text of anybody, names as the setting says."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from clients.models.allowance import Allowance
from clients.models.firms import Membership, Role
from clients.models.history import Change, Code
from clients.security_log import masked, tell
from msp_assess.log import SecurityFormatter
from questions.limits import STARTING
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.makers import PASSWORD, make_assessment, make_browser, make_firm, make_member, make_shop, signed_in

pytestmark = pytest.mark.django_db
HERE = "192.0.2.1"
LOGIN = reverse("admin:login")


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(SecurityFormatter())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in self.written]

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.said]


@pytest.fixture
def log(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Iterator[Lines]:
    """What is written once the test's requests are committed."""
    lines, logger = Lines(), logging.getLogger("security")
    logger.addHandler(lines)
    yield lines
    logger.removeHandler(lines)


@pytest.fixture
def anna() -> User:
    return make_member(make_firm(), Role.OWNER, name="anna")


def sign_in(name: str, password: str) -> Any:
    return Client(REMOTE_ADDR=HERE).post(LOGIN, {"username": name, "password": password})


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
        assert sign_in("an\0na", "wrong").status_code == 200


def test_rights_that_change(
    anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    firm = anna.memberships.get().firm
    ben = make_member(firm, Role.CONSULTANT, name="ben")
    root = User.objects.create_superuser("root", password=PASSWORD)
    with django_capture_on_commit_callbacks(execute=True):
        Membership.objects.get(user=ben).give_role(Role.OWNER, by=anna)
        address = reverse("admin:auth_user_change", args=[ben.pk])
        fields = {"username": "ben", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
        assert signed_in(root).post(address, fields).status_code == 302
    role, account = [each for each in log.said if each["event"] in ("role", "changed")]
    assert (role["who"], role["name"]) == (masked("anna"), masked("ben"))
    assert (role["before"], role["after"], role["firm"]) == ("consultant", "owner", firm.pk)
    assert (account["who"], account["kind"], account["fields"]) == (masked("root"), "user", ["Superuser status"])


def test_keys_that_are_made_used_and_ended(
    anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    found = make_assessment(shop=make_shop(firm=anna.memberships.get().firm))
    owner = make_browser(found)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(anna).post(reverse("questions:elsewhere", args=[found.pk]))
        token = Access.objects.issue(found, "resume", at=timezone.now(), within=timedelta(days=1))
        Client().post(reverse("questions:resume", args=[token]))
        owner.post(reverse("questions:firm", args=[found.pk]), {"do": "end-lent"})
        owner.post(reverse("questions:firm", args=[found.pk]))
        owner.post(reverse("questions:forget"))
    assert log.events == ["link-made", "link-used", "keys-ended", "withdrawn", "browser-forgotten"]
    assert token not in "".join(log.written)
    assert log.said[0]["who"] == masked("anna")
    assert {each.get("who") for each in log.said[1:]} == {None}


def test_the_days_work_and_its_texts_are_not_in_it(
    anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shop = make_shop(firm=anna.memberships.get().firm)
    with django_capture_on_commit_callbacks(execute=True):
        Change.objects.write(Code.NOTE, who=anna, shop=shop, after="private")
        Change.objects.write_edit(Code.CHANGED, shop, who=anna, firm=shop.firm_id, fields=["Contact"])
        Change.objects.write(Code.OPENED, who=anna, shop=shop, reason="because of a dispute")
        Change.objects.write_each(Code.INVITED, who=anna, shops=[shop])
    assert log.events == ["opened", "invited"]
    assert "dispute" not in "".join(log.written)
    assert shop.name not in "".join(log.written)


def test_refusals_of_limits_are_in_it(
    log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    Allowance.objects.take(STARTING, {"address": HERE}, at=timezone.now(), cost=60)
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            Client(REMOTE_ADDR=HERE)
            .post(reverse("questions:start"), {"name": "Bob's", "key": str(uuid4())})
            .status_code
            == 429
        )
    (line,) = log.said
    assert (line["event"], line["kind"], line["address"]) == ("too-many", "starting", masked(HERE))
    assert not Assessment.objects.exists()


def test_what_is_undone_is_not_said(
    log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def fail() -> None:
        with transaction.atomic():
            tell("role", who="anna")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail()
    assert log.written == []


def test_same_name_has_the_same_mask_and_the_mask_is_no_plain_hash() -> None:
    assert masked("Anna") == masked("anna") != masked("ben")
    assert len(masked("anna")) == 12
