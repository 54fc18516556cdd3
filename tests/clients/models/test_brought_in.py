"""The clients of a sheet are stored; what a client has already stays."""

from __future__ import annotations

import pytest

from clients.models.acts import Act
from clients.models.brought_in import Entered, enter, undo_enter
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop

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
    done = enter(rows, firm=firm, by=ann)
    assert ([str(each) for each in done.new], [str(each) for each in done.filled]) == (["New"], ["Known"])
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


def test_it_is_taken_back_but_for_what_was_used_since() -> None:
    firm = make_firm()
    ann = make_member(firm, name="ann")
    known = make_shop("Known", firm=firm, email="known@example.com")
    Tag.objects.create(firm=firm, name="North").shops.add(known)
    rows = [
        Entered(Shop(name="Gone", phone="555 0123", in_charge=ann, people=3), ["new"]),
        Entered(Shop(name="Answering")),
        Entered(Shop(name="Corrected")),
        Entered(Shop(name="Tagged")),
        Entered(Shop(name="x", owner="Kim", people=4, in_charge=ann), ["north", "vip"], client=known.pk),
        Entered(Shop(name="x", owner="Kim"), client=make_shop("Filled, then changed", firm=firm).pk),
    ]
    act = Act.objects.record("bring", enter(rows, firm=firm, by=ann).rows, who=ann, at=AT)
    assert act is not None
    make_assessment(shop=Shop.objects.get(name="Answering"))
    Shop.objects.filter(name="Corrected").update(phone="555")
    Shop.objects.get(name="Tagged").tags.create(firm=firm, name="mine")
    Shop.objects.filter(name="Filled, then changed").update(owner="Kim Berg")
    assert undo_enter(act, Shop.objects.changeable_by(ann), who=ann) == 2
    left = ["Answering", "Corrected", "Filled, then changed", "Known", "Tagged"]
    assert [shop.name for shop in Shop.objects.order_by("name")] == left
    known.refresh_from_db()
    assert (known.owner, known.people, known.in_charge, known.email) == ("", None, None, "known@example.com")
    assert not Shop.objects.search("kim berg").filter(pk=known.pk)
    assert {tag.name: [shop.name for shop in tag.shops.all()] for tag in Tag.objects.all()} == {
        "North": ["Known"],
        "mine": ["Tagged"],
    }
    undone = Change.objects.filter(what__in=["undone", "entered-taken-back"])
    assert {(str(each.shop), each.what, *each.detail.values()) for each in undone} == {
        ("Known", "undone", "filled-in"),
        ("None", "entered-taken-back", 1),
    }
