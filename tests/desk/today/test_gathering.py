"""What is known of each shop today, from everything that may be a reason to call; nobody else's shop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.models.outbox import Kind, Mail, Reason
from clients.models.shops import Shop
from desk.portfolio import Portfolio
from desk.today.calling import BURNING, CALM, Facts
from desk.today.gathering import facts_of
from plans.models.item import Item
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.makers import (
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    unknown_everywhere,
)

pytestmark = pytest.mark.django_db


def bobs(shop: Shop, *, at: datetime) -> Assessment:
    return make_assessment(answers_of("bob-breakfix"), shop=shop, submitted=at)


def test_every_reason_is_found_where_it_is_kept() -> None:
    firm, now = make_firm(), timezone.now()
    member, today = make_member(firm), timezone.localdate(now)
    new = bobs(make_shop("New", firm=firm), at=now - timedelta(days=3))
    Item.objects.filter(shop=new.shop).update(due=today + timedelta(days=1))
    first = bobs(make_shop("Moved", firm=firm), at=now - timedelta(days=200))
    moved = first.retake(key=uuid4())
    moved.record(answers_of("managed-ordinary"), at=now)
    moved.submit(at=now - timedelta(days=2))
    Review.objects.create(assessment=moved, state=Review.State.IN_REVIEW)
    Item.objects.filter(shop=first.shop).update(state=Item.State.DONE)
    due = make_shop("Due", firm=firm, review_due=today)
    for key, days in (("a", 4), ("b", 9), ("c", -1)):
        Item.objects.create(shop=due, key=key, wording=key, due=today - timedelta(days=days))
    unsent = make_shop("Unsent", firm=firm)
    failed = {"state": Mail.State.FAILED, "reason": Reason.ADDRESS, "firm": firm}
    Mail.objects.create(kind=Kind.NOTES, about="1", shop=unsent, **failed)
    server = make_shop("Server", firm=firm)
    Mail.objects.create(kind=Kind.NOTES, about="3", shop=server, **{**failed, "reason": Reason.SIGN_IN})
    Mail.objects.create(kind=Kind.SUBMITTED, about="2", shop=due, to=member, **failed)  # not to the owner
    unknown = make_assessment(unknown_everywhere(), shop=make_shop("Unknown", firm=firm), submitted=now)
    begun = make_assessment({"dread": "ten-or-more"}, shop=make_shop("Begun", firm=firm))
    quiet = now - timedelta(days=20)
    Assessment.objects.filter(pk=begun.pk).update(started=quiet, changed=quiet)
    foreign = make_shop("Foreign", firm=make_firm("Other"), review_due=today)
    clients = Portfolio(Shop).visible_to(member).with_latest().clients()
    found = {each.name: each for each in facts_of(clients, member, at=now)}
    change = ((moved.readiness or 0) - (first.readiness or 0), (moved.strain or 0) - (first.strain or 0))
    assert foreign.name not in found
    assert found == {
        "New": Facts(
            new.shop_id, "New", BURNING, "Burning", readiness=new.readiness, strain=new.strain, new_for=3
        ),
        "Moved": Facts(
            first.shop_id, "Moved", CALM, "Calm", readiness=moved.readiness, strain=moved.strain,
            readiness_moved=change[0], strain_moved=change[1],
        ),
        "Due": Facts(due.pk, "Due", due=2, due_since=today - timedelta(days=9), review_due=today),
        "Unsent": Facts(unsent.pk, "Unsent", mail=str(Reason.ADDRESS.label)),
        "Server": Facts(server.pk, "Server", mail=str(Reason.SIGN_IN.label), mail_again=True),
        "Unknown": Facts(unknown.shop_id, "Unknown", new_for=0),
        "Begun": Facts(begun.shop_id, "Begun", stopped_for=20),
    }  # fmt: skip
    assert isinstance(found["Due"].due_since, date)


def test_what_moved_is_no_reason_once_its_review_is_shared() -> None:
    firm, now = make_firm(), timezone.now()
    first = bobs(make_shop(firm=firm), at=now - timedelta(days=200))
    moved = first.retake(key=uuid4())
    moved.record(answers_of("managed-ordinary"), at=now)
    moved.submit(at=now)
    Review.objects.create(assessment=moved, state=Review.State.SHARED)
    [client] = Portfolio(Shop).filter(pk=first.shop_id).with_latest().clients()
    [found] = facts_of([client], make_member(firm), at=now)
    assert client.moved(at=now)
    assert (found.readiness_moved, found.strain_moved, found.new_for) == (0, 0, None)
