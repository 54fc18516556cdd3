"""What was done to many shops, in words, and the way from a message to its undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models.acts import Act
from reports.models.review import Review

register = template.Library()
UNDO = "undo-"


@register.filter
def undo_key(message: Any) -> UUID | None:
    """The key of the act that a message tells of; None if there is nothing to undo."""
    found = [tag.removeprefix(UNDO) for tag in (message.extra_tags or "").split() if tag.startswith(UNDO)]
    return UUID(found[0]) if found else None


@register.filter
def act_words(act: Act) -> str:
    """Return what it did: “12 shops archived”."""
    words = {
        "archive": ngettext("%(n)d shop archived", "%(n)d shops archived", act.number),
        "restore": ngettext("%(n)d shop taken out of the archive", "%(n)d shops taken out of the archive", act.number),
        "tag": ngettext("%(n)d shop tagged “%(tag)s”", "%(n)d shops tagged “%(tag)s”", act.number),
        "untag": ngettext("tag “%(tag)s” taken off %(n)d shop", "tag “%(tag)s” taken off %(n)d shops", act.number),
        "bring": ngettext("%(n)d shop brought in from a sheet", "%(n)d shops brought in from a sheet", act.number),
        "remind": ngettext("%(n)d shop reminded by mail", "%(n)d shops reminded by mail", act.number),
        "review": ngettext("review of %(n)d shop: %(state)s", "review of %(n)d shops: %(state)s", act.number),
    }
    words["charge"] = (
        ngettext("%(n)d shop given to %(name)s", "%(n)d shops given to %(name)s", act.number)
        if act.detail.get("name")
        else ngettext("nobody in charge of %(n)d shop", "nobody in charge of %(n)d shops", act.number)
    )
    states: dict[str, Any] = dict(Review.State.choices)
    detail = {
        "tag": "",
        "name": "",
        **act.detail,
        "n": act.number,
        "state": states.get(act.detail.get("state", ""), ""),
    }
    return words.get(act.what, _("%(n)d shops changed")) % detail
