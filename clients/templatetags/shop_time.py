"""When something happened, where the shop is: one date for it on every page, in every mail, file and list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format

from clients.models.shops import local

register = template.Library()


class Moment(datetime):
    """A moment that templates show as it is, without turning it to the site's own zone."""

    convert_to_local_time = False


@register.filter
def at_shop(moment: datetime | None, shop: Any) -> datetime | None:
    """The moment by the clock of a shop, or of any row that has a `zone`; then Django's date says it in words."""
    if moment is None:
        return None
    there = local(moment, shop)
    return Moment.combine(there.date(), there.timetz())


def said_at_shop(moment: datetime | None, shop: Any) -> str:
    """The same in words, for Django's own lists and forms; a dash for never."""
    return date_format(local(moment, shop), "DATETIME_FORMAT") if moment else "-"
