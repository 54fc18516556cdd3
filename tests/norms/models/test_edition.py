"""An edition is published once a quarter and never changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.models.shops import Shop
from norms.core.telling import EVERYBODY
from norms.members import members
from norms.models.edition import Edition, Immutable, Inside, quarter_of
from tests.builders import newest
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db

FALL, WINTER = datetime(2026, 11, 29, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)


def publish(at: datetime) -> Edition | None:
    return Edition.objects.publish(newest(), members(newest()), at=at)


def make_shops(number: int, points: int = 3) -> None:
    for _ in range(number):
        make_counted(points)


def test_ten_shops_make_an_edition_once_a_quarter() -> None:
    make_shops(9)
    assert publish(FALL) is None
    make_shops(1, points=2)
    made = publish(FALL)
    assert made is not None
    (everybody, *_) = made.data
    assert (everybody["split"], everybody["number"], made.quarter) == ("all", 10, "2026-Q4")
    make_shops(5)
    assert publish(FALL) is None
    assert publish(WINTER) is not None
    assert quarter_of(WINTER) == "2027-Q1"


def test_a_new_quarter_needs_three_shops_that_changed_also_after_some_were_deleted() -> None:
    make_shops(12)
    assert publish(FALL)
    Shop.objects.filter(pk__in=Shop.objects.order_by("pk")[:2].values("pk")).delete()
    assert publish(WINTER) is None
    make_shops(3)
    made = publish(WINTER)
    assert made is not None
    assert len(made.members()[EVERYBODY]) == 13
    assert Edition.objects.holding(Shop.objects.earliest("pk")) == ["2026-Q4", "2027-Q1"]


def test_nothing_of_it_changes() -> None:
    make_shops(10)
    made = publish(FALL)
    assert made is not None
    made.data = []
    with pytest.raises(Immutable):
        made.save()
    with pytest.raises(Immutable):
        Edition.objects.all().update(data=[])
    with pytest.raises(Immutable):
        made.delete()
    Shop.objects.all().delete()
    assert (Edition.objects.get().data[0]["number"], Inside.objects.count()) == (10, 0)


def test_no_shop_can_be_read_from_it() -> None:
    make_shops(10)
    made = publish(FALL)
    assert made is not None
    assert set(made.data[0]) == {"split", "group", "number", "figures"}
    assert {len(each) for each in made.data[0]["figures"].values()} == {3}
