"""What pages ask of a plan."""

from __future__ import annotations

from datetime import date

from django import template

from plans.models.board import Board
from plans.models.item import Item

register = template.Library()


@register.filter
def item_of(plan: Board | None, key: str) -> Item | None:
    """Return the item of this key, in the plan or offered beside it; None if there is none."""
    return plan.named.get(key) if plan else None


@register.filter
def is_overdue(item: Item, today: date) -> bool:
    return item.overdue(today)
