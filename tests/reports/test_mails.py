"""Mails about a result: who hears that it was handed in, and the owner's link to what is shared."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from reports.mails import mail_shared, tell_shared, tell_submitted
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop, make_submitted, unknown_everywhere

pytestmark = pytest.mark.django_db
LINK = re.compile(r"^http://127\.0\.0\.1:8000(/read/[\w-]{43}/)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _by_mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


def member(firm: Firm, role: Role, name: str, *, email: bool = True) -> User:
    user = make_member(firm, role, name=name)
    user.email = f"{name}@advice.example" if email else ""
    user.save()
    return user


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def shop(firm: Firm) -> Shop:
    return make_shop("Bob's", firm=firm, owner="Bob", email="bob@example.com")


def invited(shop: Shop, by: User | None) -> None:
    begun = make_assessment(shop=shop)
    Access.objects.issue(begun, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=by)


def told(assessment: Assessment) -> list[str]:
    tell_submitted.call(str(assessment.pk))
    return sorted(address for each in mail.outbox for address in each.to)


def test_who_invited_hears_of_it_once_and_reads_no_score(firm: Firm, shop: Shop) -> None:
    member(firm, Role.OWNER, "olga")
    invited(shop, member(firm, Role.CONSULTANT, "anna"))
    assessment = make_submitted(shop=shop)
    for _ in range(2):
        assert told(assessment) == ["anna@advice.example"]
    (sent,) = mail.outbox
    assert (sent.subject, sent.from_email) == ("Bob's has handed in", "Northern Advice <noreply@127.0.0.1>")
    assert f"http://127.0.0.1:8000/admin/questions/assessment/{assessment.pk}/change/" in sent.body
    assert not re.search(r"readiness|strain|stage|\b\d{1,3} of 100", str(sent.body), re.IGNORECASE)
    assert [(each.what, each.detail["to"]) for each in Change.objects.all()] == [("mailed-submitted", "anna")]


@pytest.mark.parametrize("why", ["left", "viewer", "inactive", "no address", "nobody"])
def test_the_firms_owners_hear_where_the_inviter_cannot(firm: Firm, shop: Shop, why: str) -> None:
    member(make_firm("Other"), Role.OWNER, "stranger")
    for name in ("olga", "otto"):
        member(firm, Role.OWNER, name)
    anna = member(firm, Role.CONSULTANT, "anna", email=why != "no address")
    invited(shop, None if why == "nobody" else anna)
    if why == "left":
        Membership.objects.filter(user=anna).update(firm=Firm.objects.get(name="Other"))
    if why == "viewer":
        Membership.objects.filter(user=anna).update(role=Role.VIEWER)
    User.objects.filter(pk=anna.pk).update(is_active=why != "inactive")
    assert told(make_submitted(shop=shop)) == ["olga@advice.example", "otto@advice.example"]


def test_handing_in_leaves_it_to_the_worker_and_asks_for_nothing_without_a_firm_or_mail(
    settings: Settings, shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    waiting = DBTaskResult.objects.filter(task_path="reports.mails.tell_submitted")
    for each, mailing, count in ((make_shop(), True, 0), (shop, False, 0), (shop, True, 1)):
        settings.MAIL_ENABLED = mailing
        assessment = make_assessment(unknown_everywhere(), shop=each)
        with django_capture_on_commit_callbacks(execute=True):
            assessment.submit(at=AT)
        assert waiting.count() == count
    assert mail.outbox == []


def test_owner_gets_a_link_to_read_what_is_shared(firm: Firm, shop: Shop, client: Client) -> None:
    assessment, anna = make_submitted(shop=shop), member(firm, Role.CONSULTANT, "anna")
    assert [mail_shared(assessment, by=anna) for _ in range(2)] == [True, True]
    (sent,) = mail.outbox  # not twice in two minutes
    assert (sent.to, sent.reply_to) == (["bob@example.com"], ["anna@advice.example"])
    assert sent.subject == "Northern Advice has written something on your result"
    body = str(sent.body)
    assert "Hello Bob,\n\nanna of Northern Advice has read the answers for Bob's" in body
    assert "to whoever opens it" in body
    link = LINK.search(body)
    assert link
    assert client.get(link[1]).status_code == 200
    assert client.post(link[1]).status_code == 405
    assert client.get(f"/a/{assessment.pk}/result/").status_code == 404
    access = Access.objects.get(kind=Access.Kind.READ)
    assert access.made_by == anna
    Access.objects.update(revoked=timezone.now())
    assert client.get(link[1]).status_code == 410


def test_nothing_is_mailed_where_it_cannot_or_must_not(firm: Firm, shop: Shop, settings: Settings) -> None:
    anna = member(firm, Role.CONSULTANT, "anna")
    left = make_submitted(shop=make_shop(email="left@example.com"))
    for each in (left, make_assessment(shop=shop)):
        tell_shared.call(str(each.pk), anna.pk)
    tell_shared.call(str(uuid4()), anna.pk)
    tell_submitted.call(str(uuid4()))
    assert told(left) == []
    assert not mail_shared(make_submitted(), by=anna)
    settings.MAIL_ENABLED = False
    assert not mail_shared(make_submitted(shop=shop), by=anna)
    assert mail.outbox == []
    assert not Access.objects.exists()
