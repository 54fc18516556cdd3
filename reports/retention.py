"""What goes only because a setting says so: answers that nobody went on with, and old sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction

from clients.models.shops import Shop
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.models.review import Note, Review

OFF = "never; ABANDONED_DAYS sets a limit"


def when_abandoned() -> str:
    days = settings.ABANDONED_DAYS
    return f"{days} days after their last change, if never submitted" if days else OFF


def when_sessions() -> str:
    days = settings.SESSION_DAYS
    return f"{days} days after they began, or when they end" if days else "when they end"


def abandoned(at: datetime, days: int | None = None) -> models.QuerySet[Assessment]:
    """Answers never submitted nor changed for so many days, by the setting unless given; none without one.

    What a consultant wrote something about stays, and what an owner is still invited to.
    """
    days = days or settings.ABANDONED_DAYS
    if not days:
        return Assessment.objects.none()
    invited = Access.objects.filter(kind=Access.Kind.INVITE, used=None, revoked=None, expires__gt=at)
    return (
        Assessment.objects.filter(submitted=None, changed__lte=at - timedelta(days=days))
        .exclude(pk__in=Note.objects.values("assessment"))
        .exclude(pk__in=Review.objects.values("assessment"))
        .exclude(pk__in=invited.values("assessment"))
        .order_by("changed", "pk")
    )


@transaction.atomic
def discard(due: models.QuerySet[Assessment]) -> int:
    """Delete these, and shops of no firm that have nothing else: nobody has a way to them then.

    The rows are locked while they are found, so what is saved at the same moment stays.
    """
    found = list(due.select_for_update().values_list("pk", "shop"))
    Assessment.objects.filter(pk__in=[pk for pk, _shop in found]).delete()
    Shop.objects.filter(pk__in={shop for _pk, shop in found}, firm=None, assessments=None).delete()
    return len(found)


def listing(found: models.QuerySet[Assessment]) -> Iterator[str]:
    """A line for each, without a name: who runs the site need not know whose they are."""
    for each in found.annotate(given=models.Count("answers")):
        yield f"{each.pk}  last changed {each.changed:%Y-%m-%d}, {each.given} answers"


def old_sessions(at: datetime, days: int | None = None) -> models.QuerySet[Session]:
    """Those that ended, and those whose sign-in was so many days ago, by the setting unless given."""
    ended = models.Q(expire_date__lte=at)
    if days := days or settings.SESSION_DAYS:
        signed_in = UserSession.objects.filter(created_at__lte=at - timedelta(days=days))
        ended |= models.Q(session_key__in=signed_in.values("session_key"))
    return Session.objects.filter(ended)
