"""Reads the address of the clients list: filters, search and order; exports of the list use the same address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.db.models import Case, F, OrderBy, When
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.core.text import clean_line
from clients.models.shops import Shop
from clients.viewers import Viewer, staff
from desk.filter_choices import EVERYONE, MINE, Filter, filters_for
from desk.portfolio import Portfolio
from desk.site import row_id
from reports.models.review import Review

LONGEST = 100  # characters of a search
SET = "set"  # the form field that says which shops the page's list had
SHOWN = 40  # characters of an unknown value to show
RANGE = re.compile(r"(\d{1,3})-(\d{1,3})", re.ASCII)
RANGES = {"readiness": gettext_lazy("Readiness"), "strain": gettext_lazy("Strain")}
WAITING = Case(When(review=Review.State.NEW, then=0), default=1)


def last(expression: Any, *, falling: bool = False) -> OrderBy:
    """Order by this, with null last in either direction."""
    return OrderBy(expression, descending=falling, nulls_last=True)


SORTS: Mapping[str, tuple[Promise, Any]] = {
    "name": (gettext_lazy("shop"), F("folded")),
    "readiness": (gettext_lazy("readiness"), F("readiness")),
    "change": (gettext_lazy("change of readiness"), F("readiness_change")),
    "strain": (gettext_lazy("strain"), F("strain")),
    "weakest": (gettext_lazy("points of the weakest section"), F("weakest_points")),
    "active": (gettext_lazy("last activity"), F("active")),
}


class Moved(Exception):  # noqa: N818 -- an answer, not an error
    """The list has changed since its page was opened; the message is for the user who chose all of it."""

    def __init__(self, before: str, now: int) -> None:
        known = before.partition("-")[0]
        words = {"before": known if known.isascii() and known.isdecimal() else "?", "now": now}
        super().__init__(
            _(
                "The list has changed since you opened the page: it had %(before)s entries then and has %(now)d now. "
                "Nothing was done. Please look again and choose once more."
            )
            % words
        )


def set_of(keys: Iterable[Any]) -> str:
    """Return the number of rows and a fingerprint of their keys, for a page to send back."""
    each = sorted(keys)
    return f"{len(each)}-{sha256(repr(each).encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Filtered:
    """What an address asks for; `ignored` says what it has that is unknown and was left out."""

    viewer: Viewer
    filters: tuple[Filter, ...]
    ranges: Mapping[str, tuple[int, int]]
    search: str
    sort: str
    ignored: tuple[str, ...]
    own: bool = False  # whether the viewer is in charge of shops, so that a bare address shows theirs

    @classmethod
    def of(cls, request: HttpRequest) -> Filtered:
        """Read a request's address; other parameters, such as the page, are left to the view."""
        asked, ignored = request.GET, []
        filters, ranges = [], {}
        for each in filters_for(request.user, at=timezone.now()):
            value = asked.get(each.name, "")
            if value and value not in {choice.value for choice in each.choices}:
                ignored.append(_left_out(value, each.label))
                value = ""
            filters.append(Filter(each.name, each.label, each.choices, value))
        for name, label in RANGES.items():
            if found := RANGE.fullmatch(asked.get(name, "")):
                ranges[name] = (int(found[1]), int(found[2]))
            elif asked.get(name):
                ignored.append(_left_out(asked[name], str(label)))
        search, sort = clean_line(asked.get("q", "")), asked.get("sort", "")
        if len(search) > LONGEST:
            ignored.append(_("A search has at most %(most)d characters, so it was left out.") % {"most": LONGEST})
            search = ""
        if sort and sort.removeprefix("-") not in SORTS:
            ignored.append(_left_out(sort, _("Order")))
            sort = ""
        known = {"q", "sort", "page", *RANGES, *(each.name for each in filters)}
        ignored += [
            _("This list has no filter called “%(name)s”, so it was left out.") % {"name": name[:SHOWN]}
            for name in asked
            if name not in known
        ]
        own = Shop.objects.visible_to(request.user).filter(in_charge=staff(request.user), archived=None).exists()
        if own and not known & {*asked} - {"sort", "page"}:
            filters = [replace(each, chosen=MINE) if each.name == "charge" else each for each in filters]
        return cls(request.user, tuple(filters), ranges, search, sort, tuple(ignored), own)

    def queryset(self) -> Portfolio:
        """Return the filtered shops, with their latest attempt, in order."""
        shops = Portfolio(Shop).visible_to(self.viewer).with_latest()
        for each in self.filters:
            if each.chosen:
                shops = shops.filter(next(choice.condition for choice in each.choices if choice.value == each.chosen))
        if not any(each.name == "archived" and each.chosen for each in self.filters):
            shops = shops.filter(archived=None)
        for name, bounds in self.ranges.items():
            shops = shops.filter(**{f"{name}__range": bounds})
        return shops.search(self.search).order_by(*self._order())

    def keys(self) -> list[int]:
        return list(self.queryset().order_by().values_list("pk", flat=True))

    def _order(self) -> Iterator[Any]:
        if self.sort:
            yield last(SORTS[self.sort.removeprefix("-")][1], falling=self.sort.startswith("-"))
        yield from (WAITING, F("active").desc(), "pk")

    def selected(self, sent: QueryDict) -> Portfolio:
        """Return the shops chosen on the list: the ticked `shop`s, or with `scope=all` the whole filtered list.

        Raise Http404 if one is not visible or does not exist, and Moved if all were chosen and the list has changed.
        """
        if sent.get("scope") == "all":
            keys = self.keys()
            if sent.get(SET, set_of(keys)) != set_of(keys):
                raise Moved(str(sent[SET]), len(keys))
            return self.queryset().filter(pk__in=keys)  # a shop that joins the list meanwhile is not included
        asked = {row_id(value) for value in sent.getlist("shop")}
        shops = Portfolio(Shop).visible_to(self.viewer).filter(pk__in=asked)
        if shops.count() < len(asked):
            raise Http404
        return shops.with_latest().order_by("folded", "pk")

    def query(self, **changes: str) -> str:
        """Return the address with these changes, an empty value for none; without the page, which may no longer fit."""
        found = {each.name: each.chosen for each in self.filters}
        found |= {name: f"{low}-{high}" for name, (low, high) in self.ranges.items()}
        found |= {"q": self.search, "sort": self.sort} | changes
        kept = {name: value for name, value in found.items() if value}
        if self.own and not kept.keys() - {"sort"}:
            kept["charge"] = EVERYONE
        query = QueryDict(mutable=True)
        query.update(kept)
        return query.urlencode()

    @property
    def picked(self) -> bool:
        return any(each.narrows for each in self.filters)

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.ranges or self.picked)

    def chips(self) -> Iterator[tuple[str, str]]:
        """Yield what narrows the list, in words, each with the list's address without it."""
        if self.search:
            yield _("Search: %(words)s") % {"words": self.search}, self.query(q="")
        for each in self.filters:
            if each.narrows:
                name = next(choice.name for choice in each.choices if choice.value == each.chosen)
                yield f"{each.label}: {name}", self.query(**{each.name: ""})
        for measure, (low, high) in self.ranges.items():
            label = _("%(measure)s: %(low)d to %(high)d") % {"measure": RANGES[measure], "low": low, "high": high}
            yield label, self.query(**{measure: ""})


def _left_out(value: str, label: str) -> str:
    return _("“%(value)s” is no choice for %(filter)s, so it was left out.") % {
        "value": value[:SHOWN],
        "filter": label,
    }
