"""The page of one client: the scorecard as the owner sees it, and what only the consultant sees."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.models.history import Change
from clients.models.outbox import Mail
from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.site import framed, page
from desk.standing import standings_of_attempts
from evidence.models.kept_record import Record
from evidence.words.facts import facts
from opinions.core.beside import View, grouped
from opinions.models.opinion import Opinion
from plans.models.board import Board
from plans.models.item import Item
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports import proposed_steps
from reports.core.comparison import compare
from reports.core.cross_checks import contradicting, minutes_taken, unknown
from reports.core.report import Report
from reports.core.steps import Step
from reports.models.composing import report_of
from reports.models.review import LONGEST_NOTE, Note, Review

LINES = 50  # of the history


def shop_or_404(request: HttpRequest, pk: int) -> Shop:
    """Return the shop, if the consultant may see it, and for a POST change it.

    Raise Http404 if they may not see it, PermissionDenied if they may only see it.
    """
    seen = Shop.objects.visible_to(request.user).select_related("firm", "in_charge").defer("firm__logo")
    shop = get_object_or_404(seen, pk=pk)
    if request.method == "POST" and not may_change(request, shop):
        raise PermissionDenied
    return shop


def may_change(request: HttpRequest, shop: Shop) -> bool:
    return Shop.objects.changeable_by(request.user).filter(pk=shop.pk).exists()


def attempt_or_404(request: HttpRequest, pk: int, attempt: UUID) -> Assessment:
    """Return one attempt of a shop, with the errors of `shop_or_404`."""
    shop = shop_or_404(request, pk)
    assessment = get_object_or_404(attempts_of(request, shop), pk=attempt)
    assessment.shop = shop
    return assessment


def attempts_of(request: HttpRequest, shop: Shop) -> QuerySet[Assessment]:
    return Assessment.objects.visible_to(request.user).filter(shop=shop)


@page("clients/<int:pk>/", "client")
@never_cache
@require_safe
def client(request: HttpRequest, pk: int) -> HttpResponse:
    shop = shop_or_404(request, pk)
    every = list(attempts_of(request, shop).select_related("answered_with").order_by("-started", "pk"))
    for each in every:
        each.shop = shop
    attempts = Assessment.objects.attempts(shop)
    chosen = _chosen(request, every, attempts)
    history = Change.objects.visible_to(request.user).filter(shop=shop).select_related("who")
    context = {
        "title": str(shop),
        "shop": shop,
        "assessment": chosen,
        "every": every,
        "attempts": attempts,
        "may_change": may_change(request, shop),
        "history": history[:LINES],
        "lines": LINES,
        "mails": Mail.objects.about_client(shop).select_related("to").order_by("-asked", "-pk"),
        **(_read(request, chosen, every) if chosen else {}),
    }
    return render(request, "desk/client.html", framed(request, **context))


def _chosen(request: HttpRequest, every: list[Assessment], attempts: list[Assessment]) -> Assessment | None:
    """Return the attempt that was asked for; else the last one submitted, or the one in progress."""
    asked = request.GET.get("attempt", "")
    if asked:
        found = next((each for each in every if str(each.pk) == asked.lower()), None)
        if found is None:
            raise Http404
        return found
    if attempts:
        return next(each for each in every if each.pk == attempts[-1].pk)
    return every[0] if every else None


def _read(request: HttpRequest, assessment: Assessment, every: list[Assessment]) -> dict[str, Any]:
    """Return the page's context about one attempt."""
    report = report_of(assessment)
    before = assessment.earlier[-1] if assessment.submitted and assessment.earlier else None
    notes = notes_by_place(assessment)
    plan = Board.of(assessment, proposed_steps.of_report(report))
    invitations = Access.objects.filter(assessment=assessment, kind=Access.Kind.INVITE).select_related("made_by")
    newer = [each for each in every if not each.submitted and each.started > assessment.started]
    standings = standings_of_attempts([assessment, *newer[:1]], at=timezone.now())
    return {
        "report": report,
        "comparison": before and compare(report_of(before), report, before.questionnaire, assessment.questionnaire),
        "contradictions": contradicting(assessment.questionnaire, assessment.responses, report),
        "unknown": unknown(report),
        "minutes": minutes_taken(assessment.answers.values_list("changed", flat=True)),
        "standing": standings[assessment.pk],
        "review": review_of(assessment),
        "review_before": Review.objects.before(assessment),
        "whole": notes[""],
        "sections": [(section, notes[section.id]) for section in report.sections],
        "plan": plan,
        "actions": planned(report, plan),
        "tickets": tickets_beside(assessment, request.user),
        "opinions": opinions_on(assessment, request.user),
        "invitation": invitations.order_by("-created").first(),
        "newer": newer[0] if newer else None,
        "newer_standing": standings[newer[0].pk] if newer else None,
        "longest": LONGEST_NOTE,
    }


def planned(report: Report, plan: Board) -> list[tuple[Step | None, Item]]:
    """Return the plan's items in the order of the report's steps, then those that it doesn't propose."""
    steps = {step.question: step for step in report.steps}
    ordered = [key for key in steps if key in plan.named] + [key for key in plan.named if key not in steps]
    return [(steps.get(key), plan.named[key]) for key in ordered]


def tickets_beside(assessment: Assessment, viewer: Viewer) -> list[tuple[Record, list[str]]]:
    """Return what was kept of tickets, the firm's own first, each with facts for the talk."""
    if not assessment.submitted:
        return []
    found = Record.objects.visible_to(viewer).filter(assessment=assessment).select_related("by").order_by("shown", "pk")
    return [(each, facts(each.kept, assessment.questionnaire, assessment.responses)) for each in found]


def opinions_on(assessment: Assessment, viewer: Viewer) -> list[tuple[Opinion, str, int]]:
    """Return who was asked for a second opinion, why their link is over, and how many answers differ."""
    found = Opinion.objects.visible_to(viewer).filter(assessment=assessment).select_related("by")
    now = timezone.now()
    for each in found:
        each.assessment = assessment
    return [(each, each.over(now), len(grouped(each.pairs)[View.DIFFERENT])) for each in found]


def review_of(assessment: Assessment) -> Review:
    found = Review.objects.filter(assessment=assessment).select_related("changed_by").first()
    return found or Review(assessment=assessment)


def notes_by_place(assessment: Assessment) -> dict[str, tuple[Note, Note]]:
    """Return the private and the shared note of each section, and of the whole under ""; unsaved ones for gaps.

    Each knows what stood in its place beside the result before.
    """
    written: dict[str, dict[bool, Note]] = defaultdict(dict)
    for note in Note.objects.of(assessment).select_related("changed_by"):
        note.assessment = assessment
        written[note.section][note.shared] = note
    found = {
        place: (
            written[place].get(False) or new_note(assessment, place, shared=False),
            written[place].get(True) or new_note(assessment, place, shared=True),
        )
        for place in ("", *assessment.questionnaire.section)
    }
    before = Note.objects.before(assessment)
    for note in (each for pair in found.values() for each in pair):
        note.earlier = before.get((note.section, note.shared))
    return found


def new_note(assessment: Assessment, section: str, *, shared: bool) -> Note:
    return Note(assessment=assessment, firm=assessment.shop.firm, section=section, shared=shared)


@page("clients/former/", "former")
@never_cache
@require_safe
def former(request: HttpRequest) -> HttpResponse:
    """Show the firm's own notes on shops that it no longer sees."""
    left = Note.objects.left_behind(request.user)
    return render(request, "desk/former.html", framed(request, title=_("Notes on former clients"), notes=left))
