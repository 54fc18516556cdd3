"""Inviting owners: all of a list or none, once for a page's key, and each with a link of their own."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop
from questions import inviting
from questions.inviting import invite, invited_by
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.makers import AT, make_firm, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def by(firm: Firm) -> User:
    return make_member(firm)


def listed(firm: Firm, by: User, key: UUID, *names: str) -> Any:
    return invite([Shop(name=name) for name in names], firm=firm, by=by, key=key, at=AT)


def test_each_owner_gets_a_shop_an_assessment_and_a_link(firm: Firm, by: User) -> None:
    made = listed(firm, by, uuid4(), "One", "Two")
    assert [each.shop.name for each in made] == ["One", "Two"]
    assert len({each.link for each in made}) == 2
    assert {(shop.firm, shop.joined) for shop in Shop.objects.all()} == {(firm, None)}
    assert {(row.kind, row.made_by) for row in Access.objects.all()} == {("invite", by)}
    assert [(each.what, each.who) for each in Change.objects.all()] == [(Code.INVITED, by)] * 2


def test_the_same_page_twice_invites_once_and_shows_the_same_links(firm: Firm, by: User) -> None:
    key = uuid4()
    first, second = listed(firm, by, key, "One", "Two"), listed(firm, by, key, "One", "Two")
    assert [each.link for each in first] == [each.link for each in second]
    assert (Shop.objects.count(), Assessment.objects.count(), Access.objects.count()) == (2, 2, 2)


def test_what_fails_half_way_leaves_nothing(firm: Firm, by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(inviting, "_token", fail)
    with pytest.raises(RuntimeError):
        listed(firm, by, uuid4(), "One")
    assert not Shop.objects.exists()
    assert not Change.objects.exists()


def test_links_of_a_page_are_shown_to_whoever_made_them(firm: Firm, by: User) -> None:
    key = uuid4()
    listed(firm, by, key, "One")
    assert [each.shop.name for each in invited_by(key, by)] == ["One"]
    assert invited_by(key, make_member(firm)) == []
    assert invited_by(uuid4(), by) == []
