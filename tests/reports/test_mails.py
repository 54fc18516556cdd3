"""Mails about a result: who hears that it was handed in, and the owner's link to what is shared."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.tasks import send_mails
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from reports.mails import tell_shared, tell_submitted
from reports.models.review import Review
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


def share(assessment: Assessment, by: User) -> None:
    version = Review.objects.filter(assessment=assessment).values_list("version", flat=True).first() or 0
    Review.objects.move(assessment, Review.State.SHARED, version=version, by=by)


def told(assessment: Assessment) -> list[str]:
    """Who has heard of it, also after the task of an older version has run."""
    tell_submitted.call(str(assessment.pk))
    return sorted(address for each in mail.outbox for address in each.to)


def test_who_invited_hears_of_it_once_and_reads_no_score(firm: Firm, shop: Shop) -> None:
    member(firm, Role.OWNER, "olga")
    invited(shop, member(firm, Role.CONSULTANT, "anna"))
    assessment = make_submitted(shop=shop)
    for _ in range(2):
        assert told(assessment) == ["anna@advice.example"]
    (sent,) = mail.outbox
    assert (sent.subject, sent.from_email) == ("Bob's has submitted its answers", "Northern Advice <noreply@127.0.0.1>")
    assert f"http://127.0.0.1:8000/admin/questions/assessment/{assessment.pk}/change/" in sent.body
    assert sent.message()["Auto-Submitted"] == "auto-generated"
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


def test_submitting_queues_it_in_its_own_transaction_and_nothing_without_a_firm_or_mail(
    settings: Settings, firm: Firm, shop: Shop
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    olga = member(firm, Role.OWNER, "olga")
    for each, mailing, queued in ((make_shop(), True, []), (shop, False, []), (shop, True, [olga])):
        settings.MAIL_ENABLED = mailing
        assessment = make_assessment(unknown_everywhere(), shop=each)
        with transaction.atomic():
            assessment.submit(at=AT)
            found = Mail.objects.filter(kind=Kind.SUBMITTED, about=str(assessment.pk))
            assert [mail.to for mail in found] == queued
            assert DBTaskResult.objects.filter(task_path="clients.tasks.send_mails").exists() is bool(queued)
    assert mail.outbox == []


def test_mail_that_cannot_be_queued_undoes_no_submitting(
    shop: Shop, firm: Firm, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    member(firm, Role.OWNER, "olga")

    def broken(*args: object, **options: object) -> None:
        list(Mail.objects.raw("SELECT nothing FROM nowhere"))

    monkeypatch.setattr(type(Mail.objects.all()), "queue_once", broken)
    assessment = make_assessment(unknown_everywhere(), shop=shop)
    assessment.submit(at=AT)
    assessment.refresh_from_db()
    assert assessment.submitted == AT
    assert "nowhere" in caplog.text


@pytest.mark.parametrize("what", ["left", "withdrew"])
def test_who_has_left_or_lost_the_shop_meanwhile_hears_nothing(firm: Firm, shop: Shop, what: str) -> None:
    olga = member(firm, Role.OWNER, "olga")
    assessment = make_submitted(shop=make_shop())
    Mail.objects.queue_once(Kind.SUBMITTED, uuid4(), to=[], at=AT)
    row = Mail.objects.create(kind=Kind.SUBMITTED, about=str(assessment.pk), shop=shop, to=olga)
    if what == "left":
        Membership.objects.all().delete()
    send_mails.call()
    row.refresh_from_db()
    assert (row.state, mail.outbox) == (Mail.State.DROPPED, [])


def test_owner_gets_a_link_to_read_what_is_shared(firm: Firm, shop: Shop, client: Client) -> None:
    assessment, anna = make_submitted(shop=shop), member(firm, Role.CONSULTANT, "anna")
    share(assessment, anna)
    Review.objects.move(assessment, Review.State.IN_REVIEW, version=1, by=anna)
    share(assessment, anna)
    tell_shared.call(str(assessment.pk), anna.pk)
    (sent,) = mail.outbox  # not twice in two minutes
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert (sent.to, sent.reply_to) == (["bob@example.com"], ["anna@advice.example"])
    assert sent.subject == "Northern Advice left a note on your result"
    body = str(sent.body)
    assert "Hello Bob,\n\nanna of Northern Advice has read the answers for Bob's" in body
    assert "Anyone who opens the link" in body
    link = LINK.search(body)
    assert link
    assert client.get(link[1]).status_code == 200
    assert client.post(link[1]).status_code == 405
    assert client.get(f"/a/{assessment.pk}/result/").status_code == 404
    access = Access.objects.get(kind=Access.Kind.READ)
    assert access.made_by == anna
    assert Change.objects.filter(what="mailed-notes", who=anna, shop=shop).count() == 1
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
    share(make_submitted(), anna)
    settings.MAIL_ENABLED = False
    share(make_submitted(shop=shop), anna)
    assert mail.outbox == []
    assert not Access.objects.exists()


def test_notes_taken_back_before_the_mail_went_out_are_not_told(firm: Firm, shop: Shop, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assessment, anna = make_submitted(shop=shop), member(firm, Role.CONSULTANT, "anna")
    share(assessment, anna)
    Review.objects.move(assessment, Review.State.IN_REVIEW, version=1, by=anna)
    send_mails.call()
    assert mail.outbox == []
    assert Mail.objects.get(kind=Kind.NOTES).state == Mail.State.DROPPED


def test_name_that_an_owner_typed_is_in_no_mail(firm: Firm, shop: Shop) -> None:
    """Whoever starts without an account calls their shop as they like, and no firm's mail says it."""
    member(firm, Role.OWNER, "olga")
    anna = member(firm, Role.CONSULTANT, "anna")
    bait = "Win at https://bait.example"
    Shop.objects.filter(pk=shop.pk).update(name=bait, self_named=True)
    shop.refresh_from_db()
    assessment = make_submitted(shop=shop)
    told(assessment)
    share(assessment, anna)
    begun = make_assessment(shop=shop)
    access = Access.invitation(begun, uuid4().hex, by=anna, at=timezone.now())
    access.save()
    Access.objects.mail_invitations([access], at=timezone.now())
    Access.objects.mail_link(assessment, at=timezone.now(), email="stranger@example.com")
    assert [each.subject for each in mail.outbox] == [
        "A shop has submitted its answers",
        "Northern Advice left a note on your result",
        "Northern Advice asks: is what you're doing working?",
        "Your link to your answers",
    ]
    for each in mail.outbox:
        assert "bait" not in str(each.message())
        assert (
            "your shop" in each.body
            or "Here's the link to your answers:" in each.body
            or "A shop has submitted its answers" in each.body
        )
