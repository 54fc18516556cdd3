"""Whose shops one may see, and what a shop is called."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from clients.models import Shop
from clients.viewers import NOBODY, Guest, Viewer
from tests.makers import make_shop, make_user

pytestmark = pytest.mark.django_db


def seen_by(viewer: Viewer) -> set[str]:
    return {shop.name for shop in Shop.objects.visible_to(viewer)}


def test_visible_to_staff_is_every_shop() -> None:
    make_shop("one")
    make_shop("two")
    assert seen_by(make_user(is_staff=True)) == {"one", "two"}


@pytest.mark.parametrize(
    "fields", [{}, {"is_superuser": True}, {"is_staff": True, "is_active": False}], ids=["visitor", "no staff", "left"]
)
def test_visible_to_other_users_is_nothing(fields: dict[str, Any]) -> None:
    make_shop()
    assert seen_by(make_user(**fields)) == set()


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
