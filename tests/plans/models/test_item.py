"""Items of a plan: changed under the lock, told in the history, never lost when entries are merged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from clients.models.history import Change
from clients.models.versioned import Stale
from clients.viewers import NOBODY
from plans.models.item import MOST_OWN, Item, TooManyOwn
from plans.models.plan import Plan
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted
from tests.plans.planned import first_item

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 24)
OWN = {"wording": "Call the landlord", "who": "Bob", "due": DAY, "note": ""}


def test_items_are_seen_with_the_shop() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    assert Item.objects.visible_to(make_member(assessment.shop.firm)).count() == Item.objects.count() > 0
    assert not Item.objects.visible_to(make_member(make_firm())).exists()
    assert not Item.objects.visible_to(NOBODY).exists()


def test_a_change_is_stored_told_and_dated_when_it_is_done() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    user, item = make_member(assessment.shop.firm), first_item(assessment)
    values = {"state": "done", "who": "Bob", "due": item.due, "wording": "", "note": ""}
    assert Item.objects.change(item, values, version=0, by=user, at=AT)
    assert not Item.objects.change(item, values, version=0, by=user, at=AT)  # the second click
    stored = first_item(assessment)
    assert (stored.state, stored.who, stored.finished, stored.version) == ("done", "Bob", AT, 1)
    assert (stored.changed_by, stored.title, stored.overdue(date(2030, 1, 1))) == (user, item.proposed, False)
    told = [(line.what, line.detail) for line in Change.objects.order_by("pk")]
    assert told == [
        ("action", {"title": item.title, "before": "open", "after": "done"}),
        ("plan-changed", {"title": item.title, "fields": ["who"]}),
    ]
    Item.objects.change(stored, {"state": "open"}, version=1, by=NOBODY, at=AT)
    assert (first_item(assessment).finished, first_item(assessment).changed_by) == (None, None)


def test_what_somebody_changed_meanwhile_is_not_written_over() -> None:
    assessment = make_submitted()
    item = first_item(assessment)
    Item.objects.change(item, {"state": "doing"}, version=0, by=NOBODY, at=AT)
    with pytest.raises(Stale):
        Item.objects.change(item, {"state": "done"}, version=0, by=NOBODY, at=AT)
    assert first_item(assessment).state == "doing"
    assert Change.objects.filter(what="action").count() == 1


def test_an_item_of_ones_own_is_added_once_a_page() -> None:
    shop, page = make_shop(), uuid4()
    item = Item.objects.add(shop, OWN, page=page, by=NOBODY)
    assert Item.objects.add(shop, {**OWN, "wording": "Again"}, page=page, by=NOBODY) == item
    assert (item.title, item.own, item.who, item.due) == ("Call the landlord", True, "Bob", DAY)
    assert item.overdue(DAY + timedelta(days=1))
    assert not item.overdue(DAY)
    assert [line.what for line in Change.objects.all()] == ["plan-added"]
    for _ in range(MOST_OWN - 1):
        Item.objects.add(shop, OWN, page=uuid4(), by=NOBODY)
    with pytest.raises(TooManyOwn):
        Item.objects.add(shop, OWN, page=uuid4(), by=NOBODY)
    assert Item.objects.count() == MOST_OWN


def test_words_of_a_question_that_is_gone_leave_the_items_own() -> None:
    item = Item(shop=make_shop(), key="gone", slug="is-it-working", edition="2026.3")
    assert (item.proposed, item.title) == ("", "gone")
    item.wording = "My words"
    assert item.title == "My words"


def test_merged_entries_keep_of_two_items_the_one_that_was_changed() -> None:
    firm = make_firm()
    one, two = (make_submitted(shop=make_shop(firm=firm)) for _ in range(2))
    untouched, touched = first_item(one), first_item(two)
    Item.objects.change(touched, {"state": "doing"}, version=0, by=NOBODY, at=AT)
    Item.objects.add(two.shop, OWN, page=uuid4(), by=NOBODY)
    both = {*Item.objects.values_list("key", flat=True)}
    one.shop.merge(two.shop)
    kept = {item.key: item for item in Item.objects.filter(shop=one.shop)}
    assert {*kept} == both
    assert (kept[untouched.key].pk, kept[untouched.key].state) == (touched.pk, "doing")
    assert Plan.objects.get().shop == one.shop
