"""Words for the page of one client."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from clients.models.history import Change
from clients.models.outbox import Mail, Reason
from clients.viewers import full_name
from reports.models.review import Note

register = template.Library()


@register.filter
def person(user: User | None) -> str:
    """Return a user's name; without an account it was the owner, or a colleague whose account is gone."""
    return full_name(user) or _("someone without an account")


@register.filter
def mail_words(state: str, reason: str) -> str:
    """Return the state of a mail in words, and why it has not gone out."""
    why = Reason(reason).label if reason else ""
    if state == Mail.State.FAILED:
        return _("failed: %(reason)s") % {"reason": why}
    if why:
        return _("not sent yet: %(reason)s. It is tried again by itself.") % {"reason": why}
    return str(Mail.State(state).label)


@register.filter
def place_of(note: Note) -> str:
    """Return a note's id on the page."""
    return f"note-{note.section}-{'shared' if note.shared else 'private'}"


@register.filter
def has_texts(change: Change) -> bool:
    return change.code is not None and change.code.has_texts
