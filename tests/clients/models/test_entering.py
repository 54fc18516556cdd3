"""The clients of a sheet are stored; what a client has already stays."""

from __future__ import annotations

import pytest

from clients.models.entering import Entered, enter
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


def test_new_ones_are_stored_and_known_ones_filled_in() -> None:
    firm = make_firm()
    ann = make_member(firm, name="ann")
    known = make_shop("Known", firm=firm, email="known@example.com")
    foreign = make_shop("Foreign", firm=make_firm("Other"))
    Tag.objects.create(firm=firm, name="North").shops.add(known)
    rows = [
        Entered(Shop(name="New", phone="555 0123", in_charge=ann), ["north", "VIP"]),
        Entered(Shop(name="Other name", email="other@example.com", owner="Kim"), ["north", "vip"], client=known.pk),
        Entered(Shop(name="Foreign", owner="Nobody"), ["north"], client=foreign.pk),
    ]
    new, filled = enter(rows, firm=firm, by=ann)
    assert ([str(each) for each in new], [str(each) for each in filled]) == (["New"], ["Known"])
    known.refresh_from_db()
    assert (known.name, known.owner, known.email) == ("Known", "Kim", "known@example.com")
    assert Shop.objects.search("kim").get() == known
    assert Shop.objects.search("5550123").get().in_charge == ann
    assert {tag.name: sorted(shop.name for shop in tag.shops.all()) for tag in Tag.objects.all()} == {
        "North": ["Known", "New"],
        "VIP": ["Known", "New"],
    }
    assert Shop.objects.get(pk=foreign.pk).owner == ""
    assert {(str(each.shop), each.what) for each in Change.objects.all()} == {
        ("New", "entered"),
        ("Known", "filled-in"),
    }
