"""An act on many shops is undone once, in time, by whoever did it, and only where nobody changed anything since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from clients.models.acts import UNDO_WITHIN, Act
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from desk.bulk import ActionForm, act
from desk.portfolio import Portfolio
from tests.makers import AT, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    firm = make_firm()
    for name in "ABC":
        make_shop(name, firm=firm)
    return make_member(firm, name="ann")


def mine(user: User) -> Portfolio:
    return Portfolio(Shop).changeable_by(user)


def do(name: str, user: User, shops: str = "ABC", **sent: str) -> Act:
    done = act(name, mine(user).filter(name__in=shops), ActionForm(sent), who=user).act
    assert done is not None
    return done


def archived() -> list[str]:
    return [shop.name for shop in Shop.objects.exclude(archived=None)]


def tagged(word: str) -> list[str]:
    return [shop.name for shop in Shop.objects.filter(tags__word=word)]


def test_archive_is_undone_but_for_what_a_colleague_did_since(ann: User) -> None:
    Shop.objects.filter(name="A").update(archived=AT)
    done = do("archive", ann)
    assert done.number == 2
    colleague = make_member(Shop.objects.all()[0].firm, name="carl")
    for turn in ("restore", "archive"):
        do(turn, colleague, "B")
    assert done.undo_archive(mine(ann), who=ann) == 1
    assert archived() == ["A", "B"]
    last = Change.objects.get(what="undone")
    assert (str(last.shop), last.who, last.detail) == ("C", ann, {"of": "archived"})


def test_what_comes_back_to_the_archive_has_its_own_day(ann: User) -> None:
    Shop.objects.filter(name="A").update(archived=AT)
    Shop.objects.filter(name__in="BC").update(archived=AT + timedelta(days=1))
    done = do("restore", ann)
    for turn in ("archive", "restore"):
        do(turn, ann, "C")
    assert done.undo_restore(mine(ann), who=ann) == 2
    days = dict(Shop.objects.values_list("name", "archived"))
    assert days == {"A": AT, "B": AT + timedelta(days=1), "C": None}


def test_tag_is_taken_off_where_the_act_put_it(ann: User) -> None:
    do("tag", ann, "A", tag="north")
    done = do("tag", ann, tag="North")
    do("untag", ann, "B", tag="north")
    do("tag", ann, "B", tag="north")
    assert done.undo_tag(mine(ann), who=ann) == 1
    assert tagged("north") == ["A", "B"]


def test_last_tag_goes_and_comes_back_with_the_name_it_had(ann: User) -> None:
    done = do("tag", ann, tag="North")
    done.undo_tag(mine(ann), who=ann)
    assert not Tag.objects.exists()
    do("tag", ann, tag="North")
    off = do("untag", ann, tag="NORTH")
    do("tag", ann, "A", tag="other")
    for turn in ("tag", "untag"):
        do(turn, ann, "C", tag="north")
    assert off.undo_untag(mine(ann), who=ann) == 2
    assert (tagged("north"), str(Tag.objects.get(word="north"))) == (["A", "B"], "North")


def test_shop_of_another_firm_by_now_stays_as_it_is(ann: User) -> None:
    done = do("archive", ann)
    Shop.objects.filter(name="A").update(firm=make_firm("Other"))
    other = make_firm("Third")
    make_member(other, name="x")
    Shop.objects.filter(name="B").update(firm=other)
    other.memberships.create(user=ann, role="owner")
    assert done.undo_archive(mine(ann), who=ann) == 1
    assert archived() == ["A", "B"]


def test_undo_is_had_once_and_for_ten_minutes(ann: User) -> None:
    done = do("archive", ann)
    assert not done.claim_undo(at=done.at + UNDO_WITHIN)
    assert done.claim_undo(at=done.at + UNDO_WITHIN - timedelta(seconds=1))
    assert not done.claim_undo(at=done.at)
    assert not Act.objects.undoable_by(ann, at=done.at).exists()


def test_only_the_one_who_did_it_finds_it(ann: User) -> None:
    done = do("archive", ann)
    carl = make_member(Shop.objects.all()[0].firm, name="carl")
    assert [*Act.objects.undoable_by(ann, at=done.at)] == [done]
    assert not Act.objects.made_by(carl).exists()


def test_act_that_changes_nothing_is_not_kept(ann: User) -> None:
    do("archive", ann)
    assert act("archive", mine(ann), ActionForm({}), who=ann).act is None
    assert Act.objects.count() == 1
