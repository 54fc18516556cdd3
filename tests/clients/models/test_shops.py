"""Whose shops one may see, and what a shop is called."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import NOBODY, Guest, Viewer
from tests.makers import AT, make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def seen_by(viewer: Viewer) -> set[str]:
    return {shop.name for shop in Shop.objects.visible_to(viewer)}


def changeable_by(viewer: Viewer) -> set[str]:
    return {shop.name for shop in Shop.objects.changeable_by(viewer)}


@pytest.fixture
def _shops() -> None:
    firm = make_firm("ours")
    for name, role in (("olga", Role.OWNER), ("carl", Role.CONSULTANT), ("vera", Role.VIEWER)):
        make_member(firm, role, name=name)
    make_shop("client", firm=firm)
    make_shop("of another", firm=make_firm("other"))
    make_shop("of none")


@pytest.mark.usefixtures("_shops")
@pytest.mark.parametrize(("name", "changes"), [("olga", {"client"}), ("carl", {"client"}), ("vera", set())])
def test_members_see_their_firms_shops_and_a_viewer_changes_none(name: str, changes: set[str]) -> None:
    user = User.objects.get(username=name)
    assert seen_by(user) == seen_by(Guest(user=user)) == {"client"}
    assert changeable_by(user) == changeable_by(Guest(user=user)) == changes


@pytest.mark.usefixtures("_shops")
def test_superuser_sees_no_shop_without_a_membership_or_a_reason() -> None:
    user = make_user(is_staff=True, is_superuser=True)
    assert seen_by(user) == changeable_by(user) == set()
    assert {shop.name for shop in Shop.objects.unseen_by(user)} == {"client", "of another", "of none"}
    Membership.objects.create(firm=Firm.objects.get(name="ours"), user=user, role=Role.CONSULTANT)
    assert seen_by(user) == changeable_by(user) == {"client"}
    assert {shop.name for shop in Shop.objects.unseen_by(user)} == {"of another", "of none"}


@pytest.mark.usefixtures("_shops")
@pytest.mark.parametrize(
    "fields", [{}, {"is_superuser": True}, {"is_staff": True, "is_active": False}], ids=["visitor", "no staff", "left"]
)
def test_visible_to_other_users_is_nothing(fields: dict[str, Any]) -> None:
    user = make_user(**fields)
    Membership.objects.create(firm=Firm.objects.get(name="ours"), user=user, role=Role.OWNER)
    assert seen_by(user) == changeable_by(user) == set()


@pytest.mark.usefixtures("_shops")
def test_staff_of_no_firm_see_nothing() -> None:
    assert seen_by(make_member(None)) == set()


@pytest.mark.usefixtures("_shops")
def test_guest_who_is_staff_too_sees_both_each_once() -> None:
    firm, own = Firm.objects.get(name="ours"), Shop.objects.get(name="of none")
    user = make_member(firm, Role.VIEWER)
    guest = Guest(shops=frozenset([own.pk]), user=user)
    assert sorted(Shop.objects.visible_to(guest).values_list("name", flat=True)) == ["client", "of none"]
    assert changeable_by(guest) == {"of none"}


def test_visible_to_nobody_is_nothing() -> None:
    make_shop()
    assert seen_by(AnonymousUser()) == seen_by(NOBODY) == set()


def test_visible_to_a_guest_are_the_shops_of_the_browser() -> None:
    own, _ = make_shop("own"), make_shop("other")
    assert seen_by(Guest(shops=frozenset([own.pk]))) == {"own"}


def test_shop_without_a_name_is_called_something() -> None:
    assert str(make_shop("")) == "A shop without a name"


def test_shop_with_a_name_is_called_by_it() -> None:
    assert str(make_shop("Northside")) == "Northside"


def test_example_stands_for_one_shop_only() -> None:
    make_shop(example="bob")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_shop(example="bob")


def test_real_shops_may_be_many() -> None:
    make_shop("same")
    make_shop("same")
    assert Shop.objects.filter(example="").count() == 2


def test_who_is_in_charge_goes_with_the_firm() -> None:
    firm, day = make_firm(), AT.date()
    carl = make_member(firm)
    shop = make_shop(firm=firm, in_charge=carl, review_due=day, phone="(555) 0123")
    shop.withdraw(who=NOBODY)
    shop.refresh_from_db()
    assert (shop.in_charge, shop.review_due, shop.phone, shop.dialed) == (None, None, "(555) 0123", "5550123")
    shop.join(firm, at=AT)
    Shop.objects.update(in_charge=carl, review_due=day)
    shop.refresh_from_db()
    Tag.objects.create(firm=firm, name="north").shops.add(shop)
    shop.join(firm, at=LATER)
    assert (shop.in_charge, shop.review_due, shop.tags.count()) == (carl, day, 1)
    shop.join(make_firm("other"), at=LATER)
    shop.refresh_from_db()
    assert (shop.in_charge, shop.review_due, shop.tags.count(), str(shop.firm)) == (None, None, 0, "other")


def test_who_may_no_longer_work_in_a_firm_is_in_charge_of_nothing_there() -> None:
    firm, other = make_firm(), make_firm("other")
    carl, vera = make_member(firm), make_member(firm)
    for each in (firm, other):
        make_shop(str(each), firm=each, in_charge=carl)
    make_shop("hers", firm=firm, in_charge=vera)
    carl.memberships.get().leave()
    vera.memberships.get().give_role(Role.VIEWER)
    assert dict(Shop.objects.values_list("name", "in_charge")) == {
        "Northern Advice": None,
        "other": carl.pk,
        "hers": None,
    }
    carl.delete()
    assert not Shop.objects.exclude(in_charge=None).exists()


def test_merge_takes_over_everything_and_fills_gaps() -> None:
    firm = make_firm()
    kept = make_shop("Northside", firm=firm, email="kept@example.com")
    other = make_shop("Northside PC", firm=firm, email="other@example.com", owner="Ann", phone="555 0123")
    Shop.objects.filter(pk=other.pk).update(review_due=AT.date(), in_charge=make_member(firm))
    other.refresh_from_db()
    tag = Tag.objects.create(firm=firm, name="north")
    other.tags.add(tag)
    assessment = other.assessments.create(slug="is-it-working", version="2026.1")
    kept.merge(other)
    assessment.refresh_from_db()
    kept.refresh_from_db()
    assert assessment.shop == kept
    assert (kept.name, kept.owner, kept.email) == ("Northside", "Ann", "kept@example.com")
    assert (kept.phone, kept.digits, kept.in_charge, kept.review_due) == (
        *("555 0123", "5550123"),
        *(other.in_charge, AT.date()),
    )
    assert [*kept.tags.all()] == [tag]
    assert [*Shop.objects.all()] == [kept]


def test_merged_entries_have_joined_when_the_later_did() -> None:
    """What an earlier firm wrote about one of them, before that, is nothing for this firm's people."""
    firm = make_firm()
    for joined in ((AT, LATER), (LATER, AT), (None, LATER), (LATER, None)):
        kept, other = (make_shop(firm=firm, joined=each) for each in joined)
        kept.merge(other)
        assert Shop.objects.get(pk=kept.pk).joined == LATER
    kept.merge(make_shop(firm=firm))
    assert Shop.objects.get(pk=kept.pk).joined == LATER


def test_merge_refuses_itself_and_other_firms() -> None:
    shop = make_shop(firm=make_firm())
    for other in (shop, make_shop(firm=make_firm()), make_shop()):
        with pytest.raises(ValueError, match="two entries of one firm"):
            shop.merge(other)
    assert Shop.objects.count() == 3


def test_time_zone_is_one_that_exists() -> None:
    make_shop(time_zone="Europe/Zurich").full_clean()
    assert make_shop(time_zone="Europe/Zurich").zone.key == "Europe/Zurich"
    assert make_shop().zone.key == "UTC"
    with pytest.raises(ValidationError) as error:
        make_shop(time_zone="../../etc/passwd").full_clean()
    assert list(error.value.message_dict) == ["time_zone"]


@pytest.mark.parametrize("name", ["Mars/Base", "../../etc/passwd", "\u0130stanbul", "Europe", "a" * 50])
def test_zone_that_this_machine_does_not_know_is_the_sites(name: str) -> None:
    assert make_shop(time_zone=name).zone.key == settings.TIME_ZONE


def test_merge_does_not_bring_back_who_has_left_since_it_was_read() -> None:
    firm = make_firm()
    kept, other = make_shop("kept", firm=firm), make_shop("other", firm=firm)
    Shop.objects.filter(pk=kept.pk).update(firm=None)
    for one, two in ((kept, other), (other, kept)):
        with pytest.raises(ValueError, match="only two entries"):
            one.merge(two)
    assert Shop.objects.get(pk=kept.pk).firm is None
    assert Shop.objects.count() == 2
