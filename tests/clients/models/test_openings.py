"""A superuser reads a shop of others only with a reason, for some hours, and never one whose owner withdrew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clients.models.history import Change
from clients.models.openings import OPEN_FOR, Opening
from clients.models.shops import Shop
from clients.viewers import NOBODY
from tests.makers import make_firm, make_shop, make_user

pytestmark = pytest.mark.django_db


def test_opening_lets_one_superuser_read_for_some_hours() -> None:
    root, other = (make_user(name, is_staff=True, is_superuser=True) for name in ("root", "other"))
    shop = make_shop(firm=make_firm())
    opened = Opening.objects.open(shop, by=root, reason="Report does not load", at=timezone.now())
    assert [*Shop.objects.visible_to(root)] == [shop]
    assert not Shop.objects.changeable_by(root).exists()
    assert not Shop.objects.deletable_by(root).exists()
    assert not Shop.objects.visible_to(other).exists()
    Opening.objects.filter(pk=opened.pk).update(until=timezone.now())
    assert not Shop.objects.visible_to(root).exists()


def test_opening_twice_is_one_and_stands_in_the_history() -> None:
    root, shop, now = make_user("root", is_staff=True, is_superuser=True), make_shop(firm=make_firm()), timezone.now()
    first = Opening.objects.open(shop, by=root, reason="One", at=now)
    assert Opening.objects.open(shop, by=root, reason="Two", at=now + timedelta(minutes=1)) == first
    assert (first.reason, first.until) == ("One", now + OPEN_FOR)
    assert [(each.what, each.who, each.shop, each.detail) for each in Change.objects.all()] == [
        ("opened", root, shop, {"reason": "One"})
    ]
    assert Opening.objects.open(shop, by=root, reason="Three", at=now + OPEN_FOR).reason == "Three"


def test_withdrawn_is_withdrawn_for_everybody() -> None:
    root, shop = make_user("root", is_staff=True, is_superuser=True), make_shop(firm=make_firm())
    Opening.objects.open(shop, by=root, reason="Help", at=timezone.now())
    shop.withdraw(who=NOBODY)
    assert not Shop.objects.visible_to(root).exists()
    assert not Shop.objects.unseen_by(root).exists()


def test_who_is_no_superuser_any_more_sees_nothing_of_it() -> None:
    root, shop = make_user("root", is_staff=True, is_superuser=True), make_shop(firm=make_firm())
    Opening.objects.open(shop, by=root, reason="Help", at=timezone.now())
    root.is_superuser = False
    root.save()
    assert not Shop.objects.visible_to(root).exists()
