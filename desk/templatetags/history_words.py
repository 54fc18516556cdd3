"""What a line of the history says."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from clients.models.firms import Role
from clients.models.history import Change
from clients.viewers import full_name
from reports.models.review import ActionState, Review

register = template.Library()


@register.filter
def who_did(change: Change) -> str:
    """Without an account it was the owner, or a colleague whose account is gone; mails go by themselves."""
    if change.what.startswith("mailed-") and change.who is None:
        return _("this site")
    return full_name(change.who) or _("the shop's owner")


@register.filter
def what_was_done(change: Change) -> str:
    """The line in words; a code that nobody has put into words stands for itself."""
    detail = {"kind": "", "name": "", "before": "", "after": "", "to": "", "reason": "", **change.detail}
    detail["fields"] = ", ".join(change.detail.get("fields", []))
    names: dict[str, Any] = dict((*Role.choices, *Review.State.choices, *ActionState.State.choices))
    detail.update({name: names.get(detail.get(name, ""), detail.get(name, "")) for name in ("role", "before", "after")})
    detail["title"] = change.detail.get("title") or _("on the whole")
    words = {
        "added": _("%(kind)s added: %(name)s"),
        "changed": _("%(kind)s %(name)s, changed: %(fields)s"),
        "deleted": _("%(kind)s deleted: %(name)s"),
        "archived": _("archived"),
        "unarchived": _("taken out of the archive"),
        "tagged": _("tagged “%(tag)s”"),
        "untagged": _("tag “%(tag)s” taken off"),
        "merged": _("%(name)s merged into this entry"),
        "invited": _("invited"),
        "invited-again": _("invited again, with a new link"),
        "invitation-revoked": _("invitation taken back"),
        "link-made": _("made a link that opens the answers once, for the owner to go on"),
        "read-link-made": _("made a link to read the result"),
        "together": _("fills it in together with the owner"),
        "mailed-submitted": _("handed in; told by mail: %(to)s"),
        "mailed-notes": _("notes: the owner told by mail"),
        "joined": _("accepted the firm's invitation"),
        "opened": _("opened without working for its firm: %(reason)s"),
        "keys-ended": _("the owner ended the links that colleagues made"),
        "withdrawn": _("%(name)s withdrew: the firm no longer sees the shop"),
        "role": _("%(name)s: %(before)s, now %(after)s"),
        "renamed": _("%(before)s is called %(after)s now"),
        "note": _("private note, %(title)s"),
        "note-shared": _("shared note, %(title)s"),
        "review": _("review: %(before)s, now %(after)s"),
        "action": _("“%(title)s”: %(before)s, now %(after)s"),
        "colleague-invited": _("%(name)s invited as %(role)s"),
        "colleague-invited-again": _("%(name)s: invitation sent again"),
        "colleague-invitation-revoked": _("%(name)s: invitation taken back"),
        "colleague-joined": _("%(name)s joined as %(role)s"),
    }
    return words[change.what] % detail if change.what in words else change.what.replace("-", " ")
