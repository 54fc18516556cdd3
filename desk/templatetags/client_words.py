"""Words for the page of one client."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from clients.models.history import Change
from clients.viewers import full_name
from reports.models.review import Note

register = template.Library()


@register.filter
def person(user: User | None) -> str:
    """Somebody's name; without an account it was the owner, or a colleague whose account is gone."""
    return full_name(user) or _("somebody without an account")


@register.filter
def place_of(note: Note) -> str:
    """A note's id on the page."""
    return f"note-{note.section}-{'shared' if note.shared else 'private'}"


@register.filter
def has_texts(change: Change) -> bool:
    return change.what in ("note", "note-shared")
