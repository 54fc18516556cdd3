"""Enters the clients of a sheet, new shops and what was missing of those the firm has already; and takes it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from clients.core.text import same
from clients.fields import Folded
from clients.models.acts import Act, Row
from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop, ShopQuerySet
from clients.models.tags import Tag
from clients.viewers import Viewer

EMPTY = Shop()
FILLED = ("name", "owner", "email", "phone", "people", "time_zone", "contact", "in_charge_id")


@dataclass(slots=True)
class Entered:
    """A row of the sheet as a shop that is not stored, its tags, and the key of the client that it is, if it is one."""

    shop: Shop
    tags: list[str] = field(default_factory=list)
    client: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The new shops, the clients that were filled in, and what an act keeps of each to take it back."""

    new: list[Shop]
    filled: list[Shop]
    rows: list[Row]


@transaction.atomic
def enter(rows: Sequence[Entered], *, firm: Firm, by: Viewer) -> Stored:
    """Store the new shops and fill in the others.

    A client that left the firm meanwhile stays as it is. What a client has already is never replaced.
    """
    new = [row.shop for row in rows if row.client is None]
    for shop in new:
        shop.firm = firm
    Shop.objects.bulk_create(new)
    wanted = {row.client for row in rows if row.client}
    known = {shop.pk: shop for shop in Shop.objects.select_for_update().filter(pk__in=wanted, firm=firm)}
    empty = {key: [name for name in FILLED if not getattr(shop, name)] for key, shop in known.items()}
    had = {*_tagged(known).values_list("pk", flat=True)}
    for row in rows:
        if row.client in known:
            known[row.client].fill_in(row.shop, FILLED)
    _store(known.values())
    _tag(((known.get(row.client or 0, row.shop), row.tags) for row in rows), firm)
    Change.objects.write_each(Code.ENTERED, who=by, shops=new)
    Change.objects.write_each(Code.FILLED_IN, who=by, shops=known.values())
    return Stored(new, [*known.values()], _kept({shop.pk for shop in new}, empty, had, firm))


def _store(shops: Collection[Shop]) -> None:
    folded = [each for each in Shop._meta.concrete_fields if isinstance(each, Folded)]
    for shop in shops:
        for column in folded:
            column.pre_save(shop, add=False)
    names = [name.removesuffix("_id") for name in FILLED]
    Shop.objects.bulk_update(shops, [*names, *(each.name for each in folded)])


def _tagged(shops: Iterable[int]) -> QuerySet[Any]:
    """The rows between these shops and their tags."""
    return Shop.tags.through._default_manager.filter(shop__in=shops)


def _kept(new: set[int], empty: Mapping[int, list[str]], had: set[int], firm: Firm) -> list[Row]:
    """Return what a new shop says, or what a client got that it didn't have, each with the tags it got."""
    got: dict[int, list[int]] = defaultdict(list)
    for key, shop in _tagged(new | {*empty}).exclude(pk__in=had).values_list("pk", "shop"):
        got[shop].append(key)
    told = Shop.objects.filter(pk__in=new | {*empty}).order_by("pk").values("pk", *FILLED)
    found: list[Row] = []
    for values in told:
        key = values["pk"]
        fields = {name: values[name] for name in FILLED if key in new or (name in empty[key] and values[name])}
        found.append([key, firm.pk, {"new": key in new, "fields": fields, "tags": got[key]}])
    return found


def undo_enter(act: Act, shops: ShopQuerySet, *, who: Viewer) -> int:
    """Delete the new shops, and empty again what was filled in, where all is as it was stored; return how many."""
    kept, here = act.kept, act.still_here(shops)
    tags: dict[int, set[int]] = defaultdict(set)
    for key, shop in _tagged(each.pk for each in here).values_list("pk", "shop"):
        tags[shop].add(key)
    same = [
        each for each in here if all(getattr(each, name) == value for name, value in kept[each.pk]["fields"].items())
    ]
    fresh = [each for each in same if kept[each.pk]["new"] and {*kept[each.pk]["tags"]} == tags[each.pk]]
    used = _used(fresh)
    gone = [each for each in fresh if each.pk not in used]
    back = [each for each in same if not kept[each.pk]["new"]]
    for each in back:
        for name in kept[each.pk]["fields"]:
            setattr(each, name, getattr(EMPTY, name))
    _store(back)
    added = _tagged(each.pk for each in back).filter(pk__in=[key for each in back for key in kept[each.pk]["tags"]])
    of_these = {*(added | _tagged(each.pk for each in gone)).values_list("tag", flat=True)}
    added.delete()
    Shop.objects.filter(pk__in=[each.pk for each in gone]).delete()
    Tag.objects.filter(pk__in=of_these, shops=None).delete()
    Change.objects.write_each(Code.UNDONE, who=who, shops=back, of=Code.FILLED_IN.value)
    if gone:
        Change.objects.write(Code.ENTERED_TAKEN_BACK, who=who, firm=gone[0].firm, number=len(gone))
    return len(gone) + len(back)


def _used(shops: Sequence[Shop]) -> set[int]:
    """Return the keys of those with which anything has been done since they were entered."""
    found = {each.pk for each in shops if each.archived or each.joined or each.review_due or each.mails_stopped}
    for relation in Shop._meta.related_objects:
        name, model = relation.field.name, relation.related_model
        if model is not Change:
            found.update(model._base_manager.filter(**{f"{name}__in": shops}).values_list(name, flat=True))
    return found


def _tag(rows: Iterable[tuple[Shop, list[str]]], firm: Firm) -> None:
    """Give each shop its tags, made where the firm lacks them."""
    pairs = [(shop.pk, same(name), name) for shop, names in rows if shop.pk for name in names]
    words = {word: name for _shop, word, name in reversed(pairs)}
    known = set(Tag.objects.filter(firm=firm, word__in=words).values_list("word", flat=True))
    Tag.objects.bulk_create(Tag(firm=firm, name=words[word]) for word in words if word not in known)
    keys = dict(Tag.objects.filter(firm=firm, word__in=words).values_list("word", "pk"))
    through = Shop.tags.through
    through._default_manager.bulk_create(
        (through(shop_id=shop, tag_id=keys[word]) for shop, word in dict.fromkeys((pk, w) for pk, w, _n in pairs)),
        ignore_conflicts=True,
    )
