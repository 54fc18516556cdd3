"""What stands on each tab of a client's page, about one attempt; a tab is a page of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models.history import Change
from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.views.clients.brief import brief, planned
from evidence.models.kept_record import Record
from evidence.words.facts import facts
from opinions.core.beside import View, grouped
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from opinions.models.retest import Retest
from plans.models.board import Board
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports import proposed_steps
from reports.core.briefing import minutes_taken
from reports.core.report import Report
from reports.models.meeting import Meeting
from reports.models.review import LONGEST_NOTE, Note, Review

LINES = 50  # of the history
ALL = "all"  # every section of the answers is open


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose page it is: the request, the attempt, its report, and every attempt of the shop."""

    request: HttpRequest
    assessment: Assessment
    report: Report
    every: list[Assessment]


@dataclass(frozen=True, slots=True)
class Tab:
    title: str | Promise
    context: Callable[[Shown], dict[str, Any]]


def _brief(shown: Shown) -> dict[str, Any]:
    return brief(shown.assessment, shown.report)


def _answers(shown: Shown) -> dict[str, Any]:
    notes = notes_by_place(shown.assessment)
    return {
        "sections": [(section, notes[section.id]) for section in shown.report.sections],
        "open": shown.request.GET.get("section", ""),
        "open_all": shown.request.GET.get("section") == ALL,
        "longest": LONGEST_NOTE,
    }


def _plan(shown: Shown) -> dict[str, Any]:
    board = Board.of(shown.assessment, proposed_steps.of_report(shown.report))
    every = planned(shown.report, board)
    groups = [[each for each in every if each[1].offered == offered] for offered in (False, True)]
    return {"plan": board, "groups": [group for group in groups if group]}


def _notes(shown: Shown) -> dict[str, Any]:
    notes = notes_by_place(shown.assessment)
    return {
        "meetings": Meeting.objects.of(shown.assessment.shop),
        "whole": notes[""],
        "elsewhere": [(section, notes[section.id]) for section in shown.report.sections if written(notes[section.id])],
        "review_before": Review.objects.before(shown.assessment),
        "longest": LONGEST_NOTE,
    }


def _opinions(shown: Shown) -> dict[str, Any]:
    assessment, viewer = shown.assessment, shown.request.user
    pulses, now = Pulse.objects.visible_to(viewer).prefetch_related("replies"), timezone.now()
    customers, team = (pulses.latest_of(assessment, kind) for kind in (Pulse.Kind.CUSTOMERS, Pulse.Kind.TEAM))
    retest = Retest.objects.visible_to(viewer).of(assessment)
    return {
        "opinions": opinions_on(assessment, viewer),
        "customers": customers,
        "customers_over": customers is not None and customers.over(now),
        "team": team,
        "team_over": team is not None and team.over(now),
        "published": team.published(now) if team else None,
        "agreement": retest.agreement if retest else None,
    }


def _tickets(shown: Shown) -> dict[str, Any]:
    return {"tickets": tickets_beside(shown.assessment, shown.request.user)}


def _history(shown: Shown) -> dict[str, Any]:
    assessment = shown.assessment
    invitations = Access.objects.filter(assessment=assessment, kind=Access.Kind.INVITE).select_related("made_by")
    return {
        "minutes": minutes_taken(assessment.answers.values_list("changed", flat=True)),
        "invitation": invitations.order_by("-created").first(),
        **history_of(shown.request, assessment.shop),
    }


FIRST = "brief"
TABS: Mapping[str, Tab] = {
    FIRST: Tab(_("Brief"), _brief),
    "answers": Tab(_("Answers and notes"), _answers),
    "plan": Tab(_("Plan"), _plan),
    "notes": Tab(_("Notes"), _notes),
    "opinions": Tab(_("Opinions"), _opinions),
    "tickets": Tab(_("Tickets"), _tickets),
    "history": Tab(_("History"), _history),
}


def tab_address(assessment: Assessment, tab: str, anchor: str = "", **more: str) -> str:
    """Return the address of a tab about one attempt."""
    query = urlencode({"attempt": str(assessment.pk), "tab": tab, **more})
    return f"{reverse('admin:client', args=[assessment.shop_id])}?{query}" + (f"#{anchor}" if anchor else "")


def note_address(note: Note, anchor: str = "") -> str:
    """Return where a note stands: beside its section's answers, or among the notes on the whole."""
    if not note.section:
        return tab_address(note.assessment, "notes", anchor)
    return tab_address(note.assessment, "answers", anchor, section=note.section)


def without_answers(request: HttpRequest, shop: Shop) -> dict[str, Any]:
    """Return what the page of a shop shows that nobody has begun to assess."""
    return {"meetings": Meeting.objects.of(shop), **history_of(request, shop)}


def history_of(request: HttpRequest, shop: Shop) -> dict[str, Any]:
    history = Change.objects.visible_to(request.user).filter(shop=shop).select_related("who")
    return {"history": history[:LINES], "lines": LINES}


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
    found_notes: dict[str, dict[bool, Note]] = defaultdict(dict)
    for note in Note.objects.of(assessment).select_related("changed_by"):
        note.assessment = assessment
        found_notes[note.section][note.shared] = note
    found = {
        place: (
            found_notes[place].get(False) or new_note(assessment, place, shared=False),
            found_notes[place].get(True) or new_note(assessment, place, shared=True),
        )
        for place in ("", *assessment.questionnaire.section)
    }
    before = Note.objects.before(assessment)
    for note in (each for pair in found.values() for each in pair):
        note.earlier = before.get((note.section, note.shared))
    return found


def written(notes: tuple[Note, Note]) -> bool:
    """Whether something stands in one of these, or stood there beside the result before."""
    return any(note.text or note.earlier for note in notes)


def new_note(assessment: Assessment, section: str, *, shared: bool) -> Note:
    return Note(assessment=assessment, firm=assessment.shop.firm, section=section, shared=shared)
