"""What an owner said about the shop is offered again, and merges with its shop."""

from __future__ import annotations

import pytest

from evidence.models.usual import Usual
from tests.makers import make_firm, make_shop

pytestmark = pytest.mark.django_db

SAID = {"hours": "mon-fri 8:00-18:00", "country": "US", "whole": True, "placed": {"created": 1}, "own": "ff"}


def test_only_what_is_true_of_the_shop_is_remembered() -> None:
    shop = make_shop()
    assert Usual.objects.of(shop) == {}
    Usual.objects.remember(shop, SAID)
    assert Usual.objects.of(shop) == {"hours": "mon-fri 8:00-18:00", "country": "US"}
    Usual.objects.remember(shop, {"hours": "sat 9:00-13:00"})
    assert Usual.objects.of(shop) == {"hours": "sat 9:00-13:00"}


@pytest.mark.parametrize(("mine", "others"), [(True, True), (True, False), (False, True), (False, False)])
def test_two_entries_that_become_one_have_one(mine: bool, others: bool) -> None:
    firm = make_firm()
    shop, other = make_shop(firm=firm), make_shop(firm=firm)
    if mine:
        Usual.objects.remember(shop, {"country": "US"})
    if others:
        Usual.objects.remember(other, {"country": "CA"})
    shop.merge(other)
    assert Usual.objects.of(shop) == ({"country": "US"} if mine else {"country": "CA"} if others else {})
