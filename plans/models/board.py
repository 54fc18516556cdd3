"""A shop's plan as pages show it: what is in it, and what its newest result offers beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Self

from clients.models.shops import Shop, local
from plans.core.proposal import Proposal, reached
from plans.models.item import OF_SHOP, Item
from plans.models.plan import newest_result
from plans.proposing import proposals_of
from questions.models.assessment import Assessment
from questions.recent import Recent

reached_lately: Recent[frozenset[str]] = Recent(500, timedelta(minutes=10))


@dataclass(frozen=True)
class Board:
    """The items of a plan; `offered` are steps of the newest result that are not in it, as unsaved items.

    `good` names the questions whose newest answers have reached what their steps were for.
    """

    items: tuple[Item, ...]
    offered: tuple[Item, ...] = ()
    good: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        assessment: Assessment,
        proposals: Iterable[Proposal] | None = None,
        *,
        newest: tuple[Assessment, bool] | None = None,
    ) -> Self:
        """Return the plan of the assessment's shop; `proposals` are the assessment's steps if they are known already.

        So is `newest`, what `newest_result` says of the shop.

        Only the newest result offers anything. Before the plan has begun, its steps are the plan.
        """
        shop = assessment.shop
        items = tuple(OF_SHOP(shop.pk))
        for item in items:
            item.shop = shop
        last, begun = newest or newest_result(shop)
        if last is None:
            return cls(items)
        this = last.pk == assessment.pk
        last = assessment if this else last
        steps = proposals if this and proposals is not None else proposals_of(last)
        known = {item.key for item in items}
        place = {"shop": shop, "slug": last.slug, "edition": last.version}
        new = tuple(Item(key=each.question, due=each.due, **place) for each in steps if each.question not in known)
        # Answers and scorecard are frozen, so only the questionnaire of a draft can change what was reached.
        key = (last.pk, last.checksum, last.questionnaire.checksum)
        good = reached_lately.get(key, lambda: reached(last.score())) - {each.question for each in steps}
        if not begun:
            return cls((*items, *new), (), good)
        for item in new:
            item.offered = True
        return cls(items, new, good)

    @cached_property
    def named(self) -> dict[str, Item]:
        return {item.key: item for item in (*self.items, *self.offered)}

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """All that a page can show of it, as values that tell two plans apart."""
        names = [field.attname for field in Item._meta.concrete_fields]
        rows = (tuple(getattr(item, name) for name in names) for item in (*self.items, *self.offered))
        return (len(self.items), *rows, self.good)

    @property
    def by_day(self) -> list[Item]:
        """The items that are not dropped, those left first, by their day."""
        return sorted(self.kept, key=lambda item: (not item.left, item.due or date.max))

    @property
    def kept(self) -> list[Item]:
        return [item for item in self.items if item.state != Item.State.DROPPED]

    @property
    def dropped(self) -> list[Item]:
        return [item for item in self.items if item.state == Item.State.DROPPED]

    @property
    def done(self) -> int:
        return sum(item.state == Item.State.DONE for item in self.items)

    @property
    def total(self) -> int:
        return len(self.kept)

    @property
    def to_confirm(self) -> list[Item]:
        """The items left whose answers say by now that they are done."""
        return [item for item in self.items if item.left and item.key in self.good]


def today_at(shop: Shop, moment: datetime) -> date:
    """Return the day it is for the shop."""
    return local(moment, shop).date()
