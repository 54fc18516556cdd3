"""The pages of a plan, in each of their states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import uuid4

from clients.viewers import NOBODY
from plans.models.board import Board
from plans.models.item import Item
from questions.models.assessment import Assessment
from tests.journeys.states import LONG, State, open_all, own
from tests.journeys.visitor import Visitor
from tests.makers import AT, answers_of

OWN = {"wording": LONG, "who": "x" * 60, "due": date(2026, 1, 2), "note": "https://" + "y" * 300}


def planned(visitor: Visitor) -> Assessment:
    """A shop with items done, dropped, under way, overdue, of its own, offered, and done by its newest answers."""
    first = own(visitor, answers_of("bob-breakfix"), name=LONG)
    first.submit(at=AT)
    for item, state in zip(Board.of(first).items[1:], ("done", "dropped", "doing"), strict=False):
        Item.objects.change(item, {"state": state}, version=0, by=NOBODY, at=AT)
    Item.objects.add(first.shop, OWN, page=uuid4(), by=NOBODY)
    second = first.retake(key=uuid4())
    second.record(answers_of("strategic-partner") | {"goal": "become-msp"}, at=AT)
    second.submit(at=AT)
    return second


def plan(visitor: Visitor) -> int:
    status = visitor.go(f"/a/{planned(visitor).pk}/plan/")
    open_all(visitor)
    return status


def changed_meanwhile(visitor: Visitor) -> int:
    """An item that somebody changed while its page stood open."""
    assessment = planned(visitor)
    item = Item.objects.get(slug="")
    visitor.go(f"/a/{assessment.pk}/plan/{item.key}/")
    Item.objects.change(item, {"who": "Ann"}, version=item.version, by=NOBODY, at=AT)
    visitor.page.locator("[name=who]").fill("Bob")
    return visitor.follow("main form button")


PLANS: Mapping[str, tuple[State, int]] = MappingProxyType(
    {"plan": (plan, 200), "plan, changed meanwhile": (changed_meanwhile, 409)}
)
