"""What touches sign-ins, rights and keys is a JSON line: no link, no text of anybody, names as the setting says."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from clients.models.allowance import Allowance
from clients.models.firms import Membership, Role
from clients.models.history import Change, Code
from clients.security.log import masked, tell
from clients.viewers import NOBODY
from questions.limits import STARTING
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.clients.security.conftest import Lines
from tests.makers import PASSWORD, make_assessment, make_browser, make_member, make_shop, signed_in

pytestmark = pytest.mark.django_db
HERE = "192.0.2.1"
LOGIN = reverse("admin:login")


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


def test_what_is_invented_with_example_shops_is_not_in_it(
    anna: User, log: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shop = make_shop(example="bob-breakfix")
    with django_capture_on_commit_callbacks(execute=True):
        Change.objects.write(Code.OPINION_ASKED, who=NOBODY, shop=shop)
        Change.objects.write(Code.OPINION_ASKED, who=anna, shop=shop)
    assert [(each["event"], each["who"]) for each in log.said] == [("opinion-asked", masked("anna"))]


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
