"""A query written once returns what Django returns for the same values, and refuses what it could not keep."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from clients.models.prepared import Prepared, flat
from clients.models.shops import Shop
from clients.tokens import token_hash
from clients.viewers import NOBODY
from evidence.models.kept_record import SHOWN
from opinions.models.collecting import THERE
from plans.models.item import OF_SHOP
from plans.models.plan import NEWEST
from questions.fetch import ASKED, SAVED, WHOLE
from questions.models.access import Access
from questions.models.answer import GIVEN, STORED
from questions.models.assessment import REPLACING, SUBMITTED, Assessment
from questions.models.browser_keys import OPENED
from questions.views.starting import LATEST
from reports.models import beside
from reports.models.review import BY_FIRM, WITHOUT_FIRM, Review
from reports.models.stored_report import OWN, OWN_WITHOUT_OPINIONS, StoredReport
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


def everything(row: Any, *, related: bool = True) -> Any:
    """A row as values, with what came along with it."""
    if isinstance(row, tuple):
        return row
    fields = {name: value for name, value in vars(row).items() if name != "_state"}
    beside = row._state.fields_cache if related else {}
    return type(row), fields, {name: each and everything(each, related=False) for name, each in beside.items()}


def cases() -> list[tuple[Prepared, tuple[Any, ...]]]:
    firm = make_firm("Firm")
    shop, other = make_shop("One", firm=firm), make_shop("Two")
    before = make_submitted(shop=shop)
    again = before.correct(key=uuid4(), at=AT)
    again.submit(at=timezone.now())
    make_submitted(shop=other)
    making = make_assessment(answers_of("bob-breakfix"), shop=shop)
    colleague = make_member(firm)
    Review.objects.move(before, "shared", version=0, by=colleague)
    StoredReport.objects.create(assessment=before, key="k", file="a", made=AT, parts={"shop": "x"})
    StoredReport.objects.create(assessment=before, key="l", file="b", made=AT, parts={"opinions": "x"})
    token = Access.objects.grant(making, at=AT)
    hashed = token_hash(token)
    keys = [shop.pk, other.pk]
    reads = [query for each in (WHOLE, SAVED, ASKED) for query in (each._seen, each._changeable)]
    return [
        *((read, (few, key)) for read in reads for few in (keys, keys[1:], []) for key in (making.pk, uuid4())),
        (LATEST, (keys,)),
        (OPENED, (hashed, AT)),
        (OPENED, (hashed, timezone.now().replace(year=2100))),
        (GIVEN, (making.pk,)),
        (STORED, (making.pk, ["goal", "hours-worked"])),
        (SUBMITTED, (shop.pk,)),
        (REPLACING, (before.attempt, before.pk)),
        (NEWEST, (shop.pk,)),
        (OF_SHOP, (shop.pk,)),
        (SHOWN, (before.pk,)),
        (THERE, (before.pk,)),
        (beside.THERE, (before.pk,)),
        (BY_FIRM, (before.pk, firm.pk)),
        (WITHOUT_FIRM, (before.pk,)),
        (OWN, (before.pk,)),
        (OWN_WITHOUT_OPINIONS, (before.pk,)),
    ]


def test_each_is_the_query_that_django_writes_for_its_values() -> None:
    asked, with_rows = cases(), set()
    for prepared, values in asked:
        fresh = prepared.build(*values)
        rows = [everything(each) for each in fresh]
        for _ in range(2):
            assert [everything(each) for each in prepared(*values)] == rows
        written = prepared.written(*values)
        if written is None:
            assert [] in values
            assert rows == []
            continue
        sql, params = fresh.query.get_compiler(connection=connection).as_sql()
        assert written.sql == sql
        bound = written.bound(flat(values))
        assert sorted(map(repr, bound)) == sorted(map(repr, params))
        if not any(isinstance(each, list) and len(each) > 1 for each in values):
            assert bound == list(params)
        with_rows |= {id(prepared)} if rows else set()
    tried = {id(prepared) for prepared, _ in asked}
    ours = [each for each in Prepared.every if each.build.__module__ != __name__]
    assert [each.build for each in ours if id(each) not in tried] == []
    assert len(ours) > 15
    assert len(with_rows) > 12


def test_what_depends_on_more_than_its_values_is_refused() -> None:
    with pytest.raises(ValueError, match="more than its values"):
        Prepared(lambda shop: Shop.objects.filter(pk=shop, created__lt=timezone.now()))(1)
    with pytest.raises(ValueError, match="each of its values"):
        Prepared(lambda shop, name: Shop.objects.filter(pk=shop, name__contains=name))(1, "a")
    with pytest.raises(ValueError, match="each of its values"):
        Prepared(lambda shop, name: Shop.objects.filter(pk=shop))(1, "a")
    with pytest.raises(ValueError, match="matches nothing"):
        Prepared(lambda shop: Shop.objects.none().filter(pk=shop))(1)


def test_values_that_come_later_are_the_ones_asked_for() -> None:
    shops = [make_shop(name) for name in ("One", "Two", "Three")]
    asked = Prepared(lambda keys, name: Shop.objects.filter(pk__in=keys).exclude(name=name).order_by("pk"))
    assert [str(each) for each in asked([shops[0].pk, shops[1].pk], "Two")] == ["One"]
    assert [str(each) for each in asked([shops[2].pk, shops[1].pk], "Nobody's")] == ["Two", "Three"]
    assert asked([], "Two") == []
    assert [str(each) for each in asked([each.pk for each in shops], "One")] == ["Two", "Three"]


def test_a_guest_sees_no_other_shop() -> None:
    mine, others = make_submitted(shop=make_shop("Mine")), make_submitted(shop=make_shop("Another's"))
    for read in (WHOLE, SAVED, ASKED):
        assert [each.pk for each in read.seen(NOBODY, mine.pk)] == []
        assert Assessment.objects.filter(pk=mine.pk).exists()
        assert [each.pk for each in read._seen([mine.shop_id], mine.pk)] == [mine.pk]
        assert [each.pk for each in read._seen([mine.shop_id], others.pk)] == []
        assert [each.pk for each in read._changeable([others.shop_id], mine.pk)] == []
