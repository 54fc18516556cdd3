"""Enters the clients of a sheet: new shops, and what was missing of those the firm has already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from clients.core.text import same
from clients.fields import Folded
from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer

FILLED = ("name", "owner", "email", "phone", "people", "time_zone", "contact", "in_charge_id")


@dataclass(slots=True)
class Entered:
    """A row of the sheet as a shop that is not stored, its tags, and the key of the client that it is, if it is one."""

    shop: Shop
    tags: list[str] = field(default_factory=list)
    client: int | None = None


@transaction.atomic
def enter(rows: Sequence[Entered], *, firm: Firm, by: Viewer) -> tuple[list[Shop], list[Shop]]:
    """Store the new shops and fill in the others; return both.

    A client that left the firm meanwhile stays as it is. What a client has already is never replaced.
    """
    new = [row.shop for row in rows if row.client is None]
    for shop in new:
        shop.firm = firm
    Shop.objects.bulk_create(new)
    wanted = {row.client for row in rows if row.client}
    known = {shop.pk: shop for shop in Shop.objects.select_for_update().filter(pk__in=wanted, firm=firm)}
    for row in rows:
        if row.client in known:
            known[row.client].fill_in(row.shop, FILLED)
    folded = [each for each in Shop._meta.concrete_fields if isinstance(each, Folded)]
    for shop in known.values():
        for column in folded:
            column.pre_save(shop, add=False)
    names = [name.removesuffix("_id") for name in FILLED]
    Shop.objects.bulk_update(known.values(), [*names, *(each.name for each in folded)])
    _tag(((known.get(row.client or 0, row.shop), row.tags) for row in rows), firm)
    Change.objects.write_each(Code.ENTERED, who=by, shops=new)
    Change.objects.write_each(Code.FILLED_IN, who=by, shops=known.values())
    return new, [*known.values()]


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
