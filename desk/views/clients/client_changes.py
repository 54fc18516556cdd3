"""Pages to write about a client: notes, the state of the review, and of each action."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clients.models.versioned import Stale
from desk.forms import THEIRS, ActionForm, NoteForm, ReviewForm
from desk.site import framed, page
from desk.templatetags.client_words import place_of
from desk.views.clients.brief import planned
from desk.views.clients.client_page import attempt_or_404, may_change
from desk.views.clients.tabs import new_note, note_address, review_of, tab_address
from plans.models.board import Board
from plans.models.item import Item
from plans.models.plan import Plan
from questions.models.assessment import Assessment
from reports import proposed_steps
from reports.core.report import Report
from reports.core.steps import Step
from reports.models.composing import report_of
from reports.models.review import LONGEST_NOTE, Note, Review, owner_is_mailed


@page("clients/<int:pk>/<uuid:attempt>/note/", "client-note")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int, attempt: UUID) -> HttpResponseBase:
    """Save a note; if a colleague has written meanwhile, show both, and save what is chosen.

    A GET shows the note alone: without scripts each has a page of its own, so that no other typed text is lost.
    """
    assessment = attempt_or_404(request, pk, attempt)
    if not may_change(request, assessment.shop):
        raise PermissionDenied
    form = NoteForm(request.POST if request.method == "POST" else request.GET)
    valid = form.is_valid()
    section = form.cleaned_data.get("section")
    if section is None or (section and section not in assessment.questionnaire.section):
        raise Http404
    place = new_note(assessment, section, shared=form.cleaned_data["shared"])
    stored = _stored(place)
    if request.method != "POST":
        return _note_part(request, stored)
    typed = request.POST.get("text", "").replace("\0", "")
    if not valid:
        return _note_part(request, stored, form=form, typed=typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.cleaned_data["keep"] == THEIRS:
        return _note_saved(request, stored)
    text = form.merged_text(stored.text, stored.earlier.text if stored.earlier else "")
    if len(text) > LONGEST_NOTE:
        return _note_part(
            request, stored, typed=typed, conflict=True, too_long=len(text), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        Note.objects.save_note(place, text, version=form.cleaned_data["version"], by=request.user)
    except Stale:
        return _note_part(request, _stored(place), typed=typed, conflict=True, status=HTTPStatus.CONFLICT)
    return _note_saved(request, _stored(place))


def _stored(place: Note) -> Note:
    found = Note.objects.of(place.assessment).filter(section=place.section, shared=place.shared)
    stored = found.select_related("changed_by").first() or place
    stored.assessment = place.assessment
    stored.earlier = Note.objects.before(place.assessment).get((place.section, place.shared))
    return stored


def _note_saved(request: HttpRequest, stored: Note) -> HttpResponseBase:
    if request.headers.get("X-Part"):
        return _note_part(request, stored, saved=True)
    return redirect(note_address(stored, place_of(stored)))


def _note_part(request: HttpRequest, stored: Note, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"note": stored, "may_change": True, "longest": LONGEST_NOTE, "review": review_of(stored.assessment)}
    context["back"] = note_address(stored)
    section = stored.assessment.questionnaire.section.get(stored.section)
    context |= {"section_title": section.title if section else "", **more}
    return _part(request, "desk/parts/note.html", stored.assessment, context, status=status)


@page("clients/<int:pk>/<uuid:attempt>/action/<slug:question>/", "client-action")
@never_cache
@require_POST
def action(request: HttpRequest, pk: int, attempt: UUID, question: str) -> HttpResponseBase:
    """Move an item of the shop's plan on; what a colleague or the owner changed meanwhile stays, and is shown."""
    assessment = _handed_in_or_404(request, pk, attempt)
    Plan.objects.ensure(assessment.shop, at=timezone.now())
    report = report_of(assessment)
    found = dict(_items(report, assessment)).get(question)
    form = ActionForm(request.POST)
    if found is None:
        raise Http404
    status, conflict = HTTPStatus.UNPROCESSABLE_ENTITY, False
    if form.is_valid():
        version, now = form.cleaned_data["version"], timezone.now()
        try:
            Item.objects.change(found[1], form.values, version=version, by=request.user, at=now)
            status = HTTPStatus.OK
        except Stale:
            status, conflict = HTTPStatus.CONFLICT, True
    saved = status == HTTPStatus.OK
    if saved and not request.headers.get("X-Part"):
        return redirect(tab_address(assessment, "plan", f"action-{question}"))
    step, item = dict(_items(report, assessment))[question]
    context: dict[str, Any] = {"step": step, "report": report, "item": item, "may_change": True, "conflict": conflict}
    context |= {"saved": saved, "back": tab_address(assessment, "plan"), "no_day": form.errors.get("due")}
    context["lost"] = not saved and not conflict and not context["no_day"]
    return _part(request, "desk/parts/action.html", assessment, context, status=status)


def _items(report: Report, assessment: Assessment) -> Iterator[tuple[str, tuple[Step | None, Item]]]:
    plan = Board.of(assessment, proposed_steps.of_report(report))
    yield from ((item.key, (step, item)) for step, item in planned(report, plan))


@page("clients/<int:pk>/<uuid:attempt>/review/", "client-review")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int, attempt: UUID) -> HttpResponseBase:
    """Change the state of the review; before it is shared, show what the owner will read."""
    assessment = _handed_in_or_404(request, pk, attempt)
    if request.method != "POST":
        return _review_page(request, assessment)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        problem = _("Not changed: the page has lost its place. This is how it stands now; please choose once more.")
        return _review_page(request, assessment, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = Review.State(form.cleaned_data["state"])
    try:
        moved = Review.objects.move(assessment, wanted, version=form.cleaned_data["version"], by=request.user)
    except Stale:
        return _review_page(request, assessment, wanted=wanted, status=HTTPStatus.CONFLICT)
    if moved and wanted == Review.State.SHARED:
        mailed, unmailed = _("Shared; the owner gets a mail."), _("Shared. No mail goes out: tell the owner yourself.")
        messages.success(request, mailed if owner_is_mailed(assessment) else unmailed)
    return redirect(tab_address(assessment, "notes", "review"))


def _review_page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    wanted: Review.State | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    shared = Note.objects.of(assessment).filter(shared=True).exclude(text="")
    titles = {"": _("On the whole")} | {each.id: each.title for each in assessment.questionnaire.sections}
    notes = sorted(shared, key=lambda each: list(titles).index(each.section) if each.section in titles else -1)
    context = {
        "title": _("Share with the owner"),
        "assessment": assessment,
        "shop": assessment.shop,
        "review": review_of(assessment),
        "wanted": wanted,
        "problem": problem,
        "may_change": may_change(request, assessment.shop),
        "notes": [(titles[each.section], each) for each in notes if each.section in titles],
        "back": tab_address(assessment, "notes"),
    }
    return render(request, "desk/client_review.html", framed(request, **context), status=status)


def _handed_in_or_404(request: HttpRequest, pk: int, attempt: UUID) -> Assessment:
    assessment = attempt_or_404(request, pk, attempt)
    if assessment.submitted is None:
        raise Http404
    return assessment


def _part(
    request: HttpRequest, template: str, assessment: Assessment, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Return a part of the client's page alone, for a script to insert, or as a page without scripts."""
    context = {**context, "assessment": assessment, "shop": assessment.shop}
    if request.headers.get("X-Part"):
        return render(request, template, context, status=status)
    whole = framed(request, title=str(assessment.shop), part=template, **context)
    return render(request, "desk/client_part.html", whole, status=status)
