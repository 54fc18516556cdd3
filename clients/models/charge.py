"""Who may be in charge of a shop: the people who work in its firm."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import QuerySet

from clients.models.firms import WORKING, Firm


def workers(firms: Iterable[Firm | int | None]) -> QuerySet[User]:
    """Return the people who work in any of these firms, each once, by name; nobody whose account is closed."""
    found = User.objects.filter(memberships__firm__in=firms, memberships__role__in=WORKING)
    return found.filter(is_active=True, is_staff=True).distinct().order_by("first_name", "last_name", "username")
