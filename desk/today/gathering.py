"""Gathers what is known of each shop today, in as many queries for a thousand shops as for ten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, F, Min
from django.utils import timezone

from clients.models.outbox import Mail, Reason
from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.portfolio import Client
from desk.today.calling import Facts
from plans.models.item import Item
from questions.core.tones import strain_tone
from questions.models.underway import State
from reports.models.review import Review

# Another try can help where the mail server or this site was the cause.
NOT_THE_ADDRESS = (Reason.UNREACHABLE, Reason.SIGN_IN, Reason.MANY, Reason.UNSURE, Reason.OTHER)


def facts_of(clients: Iterable[Client], viewer: Viewer, *, at: datetime) -> list[Facts]:
    due, mails = _due(viewer, timezone.localdate(at)), _failed(viewer)
    found = []
    for each in clients:
        open_review = each.review != Review.State.SHARED and each.moved(at=at)
        number, since = due.get(each.pk, (0, None))
        found.append(
            Facts(
                key=each.pk,
                name=str(each),
                heat=heat_of(each),
                band=each.band_name,
                readiness=each.readiness,
                strain=each.strain,
                readiness_moved=each.readiness_moved if open_review else 0,
                strain_moved=each.strain_moved if open_review else 0,
                new_for=(at - each.submitted).days if each.waits and each.submitted else None,
                stopped_for=(at - each.since).days if each.state == State.STOPPED and each.since else None,
                due=number,
                due_since=since,
                review_due=each.review_due,
                mail=_why(mails[each.pk]) if each.pk in mails else "",
                mail_again=mails.get(each.pk) in NOT_THE_ADDRESS,
            )
        )
    return found


def heat_of(client: Client) -> int:
    """Return how strained a shop is, from 1 for calm to 3 for burning; 0 if that is not known."""
    asked = client.questionnaire
    if asked is None or not client.band or client.strain is None:
        return 0
    cuts = asked.strain_bands
    return strain_tone(cuts, next((cut for cut in cuts if cut.id == client.band), None))


def _due(viewer: Viewer, today: date) -> dict[int, tuple[int, date]]:
    """Return how many items of each shop's plan are due, and since when the first of them is."""
    rows = Item.objects.due_until(today, viewer).select_related(None).order_by().values("shop")
    counted = rows.annotate(number=Count("pk"), first=Min("due")).values_list("shop", "number", "first")
    return {shop: (number, first) for shop, number, first in counted}


def _failed(viewer: Viewer) -> dict[int, str]:
    """Return the reason for which the last failed mail to each shop's owner failed; empty if none is known."""
    shops = Shop.objects.visible_to(viewer).filter(archived=None)
    rows = Mail.objects.filter(shop__in=shops, firm=F("shop__firm"), to=None, state=Mail.State.FAILED)
    return dict(rows.order_by("asked", "pk").values_list("shop", "reason"))


def _why(reason: str) -> str:
    return str(Reason(reason).label) if reason else str(Mail.State.FAILED.label)
