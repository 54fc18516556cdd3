"""Undoing says how much of an act is as it was, and how much somebody changed meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clients.models.acts import Act
from clients.models.history import Change
from clients.models.shops import Shop
from desk.asking import ASKED
from desk.bulk import ACTIONS, ActionForm, act
from desk.portfolio import Portfolio
from desk.undoing import UNDOING, TooLate, undo
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


def test_every_action_is_asked_about_and_can_be_undone() -> None:
    assert ASKED.keys() == ACTIONS.keys()
    # "enter" is "tag"; reminders and sheets have pages of their own, and are undone like the rest.
    assert UNDOING.keys() == ACTIONS.keys() - {"enter"} | {"remind", "bring"}


def test_reviews_go_back_but_for_those_changed_meanwhile() -> None:
    firm = make_firm()
    ann, carl = make_member(firm, name="ann"), make_member(firm, name="carl")
    for name in "ABC":
        make_submitted(shop=make_shop(name, firm=firm))
    one = Assessment.objects.get(shop__name="A")
    Review.write({"assessment": one}, {"state": "in-review"}, version=0, by=ann)
    sent: Any = {"review": "new", "seen": (AT + timedelta(days=999)).isoformat(timespec="microseconds")}
    assert act("review", Portfolio(Shop).all(), ActionForm(sent), who=ann).said == "Review of 3 shops: new."
    sent["review"] = "in-review"
    act("review", Portfolio(Shop).all(), ActionForm(sent), who=ann)
    done = Act.objects.latest("at")
    Review.write({"assessment": Assessment.objects.get(shop__name="B")}, {"state": "shared"}, version=1, by=carl)
    said = undo(done, who=ann, at=done.at)
    assert said == "Undone: 2 shops are as they were. 1 was changed meanwhile and stays as it is."
    states = {each.assessment.shop.name: each.state for each in Review.objects.all()}
    assert states == {"A": "new", "B": "shared", "C": "new"}
    assert {(str(each.shop), each.detail["after"]) for each in Change.objects.filter(what="undone")} == {
        ("A", "in-review"),
        ("C", "in-review"),
    }
    with pytest.raises(TooLate, match="undone already"):
        undo(done, who=ann, at=done.at)


def test_after_ten_minutes_nothing_is_changed() -> None:
    ann = make_member(make_shop("A", firm=make_firm()).firm)
    act("archive", Portfolio(Shop).all(), ActionForm({}), who=ann)
    done = Act.objects.get()
    with pytest.raises(TooLate, match="for 10 minutes"):
        undo(done, who=ann, at=done.until)
    assert Shop.objects.get().archived
    assert not Change.objects.filter(what="undone").exists()
