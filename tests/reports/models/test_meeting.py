"""A meeting belongs to the shop and to the firm that wrote it down; the owner reads what is shared, and keeps it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.versioned import Stale
from clients.viewers import NOBODY
from questions.signals import withdrawn
from reports.models.meeting import Meeting
from reports.takeaway import everything
from tests.makers import AT, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
SAID = {"day": AT.date(), "there": "Ruth", "decisions": "The rota first."}


@pytest.fixture
def shop() -> Shop:
    return make_shop(firm=make_firm())


@pytest.fixture
def carl(shop: Shop) -> User:
    return make_member(shop.firm, name="Carl")


def written(shop: Shop, by: User, **others: object) -> Meeting:
    return Meeting.objects.write_down(shop, {**SAID, **others}, key=uuid4(), by=by)


def test_same_page_writes_it_down_once(shop: Shop, carl: User) -> None:
    key = uuid4()
    first, second = (Meeting.objects.write_down(shop, SAID, key=key, by=carl) for _ in range(2))
    assert first == second
    assert [(str(each.who), each.what, each.detail) for each in Change.objects.all()] == [
        ("Carl", "meeting", {"when": "2026-11-20"})
    ]


def test_change_made_from_an_older_version_is_stale_and_one_of_nothing_is_none(shop: Shop, carl: User) -> None:
    row = written(shop, carl)
    row.change(SAID, version=1, by=carl)
    row.change({**SAID, "decisions": "The keys."}, version=1, by=carl)
    with pytest.raises(Stale):
        row.change({**SAID, "decisions": "Late."}, version=1, by=carl)
    row.refresh_from_db()
    assert (row.decisions, row.version) == ("The keys.", 2)
    row.remove(by=carl)
    with pytest.raises(Stale):
        row.change({**SAID, "decisions": "Gone."}, version=2, by=carl)
    assert [each.what for each in Change.objects.order_by("pk")] == ["meeting", "meeting", "meeting-removed"]


def test_owner_takes_away_what_was_shared_and_keeps_it_after_withdrawing(shop: Shop, carl: User) -> None:
    written(shop, carl, decisions="For us.")
    written(shop, carl, decisions="For both.", shared=True)

    def taken(*, own: bool) -> list[str]:
        return [each["decisions"] for each in everything(shop, own=own, opinions=False)["meetings"]]

    assert taken(own=True) == taken(own=False) == ["For both."]
    firm = shop.firm
    shop.withdraw(who=NOBODY)
    withdrawn.send(sender=Shop, shop=shop, firm=firm)
    shop.refresh_from_db()
    assert (taken(own=True), taken(own=False)) == (["For both."], [])
    left = Meeting.objects.left_behind(carl)
    assert {each.decisions for each in left} == {"For us.", "For both."}
    shop.firm = make_firm("Next")
    shop.save()
    assert list(Meeting.objects.of(shop)) == []
    assert not Meeting.objects.visible_to(make_member(shop.firm)).exists()
    assert Meeting.objects.visible_to(make_member(firm)).count() == 2


def test_two_entries_that_become_one_keep_the_meetings_of_both(shop: Shop, carl: User) -> None:
    other = make_shop("Again", firm=shop.firm)
    written(shop, carl)
    written(other, carl)
    shop.merge(other, by=carl)
    assert Meeting.objects.of(shop).count() == 2
