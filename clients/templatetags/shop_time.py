"""Shows moments in the shop's time zone, so that pages, mails, files and lists all give the same date."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format

from clients.models.shops import local

register = template.Library()


class Moment(datetime):
    """A moment that templates show as it is, without converting it to the site's time zone."""

    convert_to_local_time = False


@register.filter
def at_shop(moment: datetime | None, shop: Any) -> datetime | None:
    """Convert the moment to the `zone` of a shop or of any other row; None stays None. Format it with `date`."""
    if moment is None:
        return None
    there = local(moment, shop)
    return Moment.combine(there.date(), there.timetz())


def said_at_shop(moment: datetime | None, shop: Any) -> str:
    """Write the moment in the shop's time zone, for Django's own lists and forms; a dash for None."""
    return date_format(local(moment, shop), "DATETIME_FORMAT") if moment else "-"
