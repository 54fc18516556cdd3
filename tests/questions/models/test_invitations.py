"""How an invitation stands, by its own dates and by the mail that carries it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from clients.models.outbox import Kind, Mail
from questions.models.access import Access
from questions.models.invitations import LINKS
from questions.models.underway import State
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def member(settings: Settings) -> User:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return make_member(make_firm())


def invited(member: User, **fields: object) -> Access:
    assessment = make_assessment(shop=make_shop(email="bob@example.com"))
    access = Access.invitation(assessment, "token", by=member, at=AT)
    access.save()
    Access.objects.filter(pk=access.pk).update(**fields)
    return access


def state(access: Access) -> tuple[str, str | None]:
    found = Access.objects.filter(pk=access.pk).with_state(at=AT + DAY).get()
    assert found.link in LINKS
    assert found.state == (State.WITHDRAWN if found.link == "revoked" else State.INVITED)
    return found.link, found.why


@pytest.mark.parametrize(
    ("mail", "reason", "told"),
    [("queued", "", "waiting"), ("queued", "unreachable", "waiting"), ("sending", "", "waiting"),
     ("failed", "address", "failed"), ("dropped", "", "made"), ("sent", "", "made")],
)  # fmt: skip
def test_state_follows_its_mail_until_that_has_gone_out(member: User, mail: str, reason: str, told: str) -> None:
    access = invited(member)
    assert state(access) == ("made", None)
    Mail.objects.create(kind=Kind.INVITATION, about=str(access.pk), state=mail, reason=reason)
    Mail.objects.create(kind=Kind.INVITATION, about=str(access.pk + 1), state="failed", reason="other")
    assert state(access) == (told, reason)
    Access.objects.filter(pk=access.pk).update(sent=AT)
    assert state(access)[0] == "sent"


@pytest.mark.parametrize(("field", "told"), [("used", "used"), ("revoked", "revoked"), ("expires", "expired")])
def test_what_became_of_it_counts_more_than_its_mail(member: User, field: str, told: str) -> None:
    access = invited(member, **{field: AT})
    Mail.objects.create(kind=Kind.INVITATION, about=str(access.pk), state="failed", reason="other")
    assert state(access)[0] == told


def test_each_is_mailed_once_and_none_without_an_address(member: User, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    with_address, without = invited(member), invited(member)
    without.assessment.shop.email = ""
    for _ in range(2):
        Access.objects.mail_invitations([with_address, without], at=AT)
    assert [mail.about for mail in Mail.objects.all()] == [str(with_address.pk)]
