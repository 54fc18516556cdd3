"""A record is the owner's, or the firm's until it is shown; corrections get it, leaving takes it, changes say so."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from clients.viewers import NOBODY, Guest
from evidence.core.kept import Kept
from evidence.models.kept_record import Record
from evidence.signals import tickets_changed
from questions.models.assessment import Assessment
from questions.signals import withdrawn
from tests.evidence.owners import EVENING, make_answered
from tests.evidence.records import KEPT
from tests.makers import make_firm, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Assessment:
    assessment = make_answered(after_hours_calls=3)
    Shop.objects.filter(pk=assessment.shop_id).update(firm=make_firm())
    assessment.shop.refresh_from_db()
    return assessment


@pytest.fixture
def told() -> Iterator[list[Assessment]]:
    """The assessments whose report was said to have changed."""
    found: list[Assessment] = []

    def note(sender: object, *, assessment: Assessment, **_: object) -> None:
        found.append(assessment)

    tickets_changed.connect(note, weak=False, dispatch_uid="told")
    yield found
    tickets_changed.disconnect(dispatch_uid="told")


def keep(assessment: Assessment, by: User | None = None, kept: Kept = KEPT) -> Record:
    return Record.objects.keep(assessment, kept, by=by, at=EVENING)


def owner(assessment: Assessment) -> Guest:
    return Guest(shops=frozenset({assessment.shop_id}))


def test_an_owners_is_everybodys_who_sees_the_shop(client: Assessment, told: list[Assessment]) -> None:
    record = keep(client)
    viewer = make_member(client.shop.firm, Role.VIEWER)
    for who in (owner(client), viewer, Guest(user=viewer)):
        assert list(Record.objects.visible_to(who)) == [record]
    for who in (NOBODY, make_member(make_firm("Others"))):
        assert not Record.objects.visible_to(who).exists()
    assert (record.kept, record.differs, told) == (KEPT, 1, [client])


def test_a_firms_is_the_firms_until_it_is_shown(client: Assessment, told: list[Assessment]) -> None:
    consultant = make_member(client.shop.firm)
    record = keep(client, consultant)
    assert told == []
    assert list(Record.objects.visible_to(make_member(client.shop.firm, Role.VIEWER))) == [record]
    assert not Record.objects.visible_to(owner(client)).exists()
    assert Record.objects.shown_of(client) is None
    assert record.show(by=consultant)
    assert Record.objects.shown_of(client) == record
    assert list(Record.objects.visible_to(owner(client))) == [record]
    assert record.show(by=consultant)
    assert told == [client]


def test_who_may_discard_it(client: Assessment) -> None:
    consultant, viewer = make_member(client.shop.firm), make_member(client.shop.firm, Role.VIEWER)
    mine, firms = keep(client), keep(client, consultant)
    assert [mine.changeable_by(who) for who in (owner(client), consultant, viewer, NOBODY)] == [
        True,
        False,
        False,
        False,
    ]
    assert [firms.changeable_by(who) for who in (owner(client), consultant, viewer, NOBODY)] == [
        False,
        True,
        False,
        False,
    ]


def test_there_is_one_of_each_and_a_newer_takes_its_place(client: Assessment) -> None:
    consultant = make_member(client.shop.firm)
    for _ in range(2):
        keep(client)
        keep(client, consultant)
    assert sorted(Record.objects.values_list("shown", flat=True)) == [False, True]
    shown = Record.objects.get(shown=True)
    assert not Record.objects.get(shown=False).show(by=consultant)
    assert Record.objects.shown_of(client) == shown


def test_discarding_says_so_once(client: Assessment, told: list[Assessment]) -> None:
    record = keep(client)
    copy = Record.objects.get()
    record.discard(who=NOBODY)
    copy.discard(who=NOBODY)
    assert (Record.objects.count(), told) == (0, [client, client])


def test_a_correction_gets_it_compared_with_the_new_answers(client: Assessment) -> None:
    keep(client)
    keep(client, make_member(client.shop.firm))
    correction = client.correct(key=uuid4(), at=EVENING)
    correction.record({"after-hours-calls": 12}, at=EVENING)
    correction.submit(at=EVENING)
    rows = Record.objects.filter(assessment=correction)
    assert sorted(rows.values_list("shown", "differs")) == [(False, 0), (True, 0)]
    found = Record.objects.shown_of(correction)
    assert found is not None
    assert (found.kept.rows[0].outcome, found.kept.rows[0].said_number) == ("close", 12)
    assert Record.objects.filter(assessment=client).count() == 2
    retake = client.retake(key=uuid4())
    assert not Record.objects.filter(assessment=retake).exists()


def test_when_the_shop_leaves_what_was_shown_stays_and_the_rest_goes(client: Assessment) -> None:
    firm, consultant = client.shop.firm, make_member(client.shop.firm)
    assert firm is not None
    record = keep(client, consultant)
    record.show(by=consultant)
    keep(client, consultant)
    client.shop.withdraw(who=NOBODY)
    withdrawn.send(sender=Shop, shop=client.shop, firm=firm)
    left = Record.objects.get()
    assert (left.pk, left.firm, left.by, left.shown) == (record.pk, None, None, True)


def test_another_firms_unshown_record_is_never_the_next_ones(client: Assessment) -> None:
    keep(client, make_member(client.shop.firm))
    others = make_firm("Others")
    Shop.objects.filter(pk=client.shop_id).update(firm=others)
    colleague = make_member(others)
    assert not Record.objects.visible_to(colleague).exists()
    client.shop.refresh_from_db()
    assert not Record.objects.to_take_away(client.shop, colleague).exists()


def test_what_is_downloaded(client: Assessment) -> None:
    mine, firms = keep(client), keep(client, make_member(client.shop.firm))
    shop = client.shop
    assert list(Record.objects.to_take_away(shop, owner(client))) == [mine]
    assert set(Record.objects.to_take_away(shop, make_member(shop.firm, Role.VIEWER))) == {mine, firms}
    assert list(Record.objects.to_take_away(shop, NOBODY)) == [mine]
    assert Firm.objects.count() == 1
