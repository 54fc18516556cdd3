"""The owner's pages from the first question to submitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.viewers import Guest
from questions.browser import viewer_of
from questions.core.every_level import QUICK
from questions.core.question import Question
from questions.core.questionnaire import Section
from questions.fetch import already_submitted, is_lent, to_ask_or_404, to_save_or_404, visible_or_404
from questions.forms import RespondentForm, SectionForm
from questions.limits import SUBMITTING, take, take_save
from questions.models.assessment import AlreadySubmitted, Assessment, Unanswered
from questions.models.respondent import Respondent
from questions.outline import left, outline
from questions.progress import Progress, SectionProgress, numbers
from questions.shown import AsShown, Shown
from questions.whole_page import look_of, whole_page

# Up to this many gaps are named one by one; more are counted by section.
FEW = 10
# Where a change link leads back to: the page it stands on, or the next gap.
BACK = ("check", "check-section", "gap")


@never_cache
@require_safe
def hub(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    if assessment.submitted:
        return redirect("reports:result", pk)
    progress = Progress.of(assessment.worded, assessment.responses)
    left = assessment.quick and any(name not in assessment.responses for name in assessment.questionnaire.quick)
    context = {"assessment": assessment, "lent": is_lent(viewer, assessment), "progress": progress}
    context |= {"own": assessment.shop_id in viewer.shops, "quick_left": left, "quick": QUICK}
    return render(request, "questions/hub.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: UUID, section_id: str) -> HttpResponseBase:
    assessment = to_ask_or_404(request, pk)
    asked = _asked(assessment, section_id)
    if asked is None:
        raise Http404
    if assessment.submitted:
        return already_submitted(request, assessment) if request.method == "POST" else redirect("reports:result", pk)
    if request.method != "POST":
        return _section_page(request, assessment, asked)
    take_save(request)
    form = SectionForm(asked, assessment.responses, request.POST, before=assessment.before)
    valid, changes = form.is_valid(), form.changes
    try:
        assessment.record(changes, at=timezone.now())
    except AlreadySubmitted:
        return already_submitted(request, assessment)
    if not valid:
        again = SectionForm(asked, assessment.responses, request.POST, before=assessment.before)
        return _section_page(request, assessment, asked, again)
    for question in asked.questions:
        # Without scripts, the page with the answer is gone by now.
        if question.id in changes and (understood := form.understood(question)):
            messages.info(request, f"{question.text} {understood}.")
    for name, doubt in assessment.worded.doubts(assessment.responses).items():
        if doubt and name in asked.ids and changes:
            messages.warning(request, doubt)
    return redirect(_next(assessment, asked, request.POST.get("then", ""), request.POST.get("at", "")))


@never_cache
@require_POST
def answer(request: HttpRequest, pk: UUID, section_id: str, question_id: str) -> HttpResponseBase:
    """Save one answer when it is given, and return a line that says so."""
    assessment = to_save_or_404(request, pk)
    section = _asked(assessment, section_id)
    question = assessment.worded.question.get(question_id)
    if section is None or question is None or question not in section.questions:
        raise Http404
    take_save(request)
    only, stored = replace(section, questions=(question,)), assessment.responses
    form = SectionForm(only, stored, request.POST, before=assessment.before)
    form.is_valid()
    try:
        if form.changes:
            assessment.record(form.changes, at=timezone.now())
    except AlreadySubmitted:
        return render(request, "questions/parts/saved.html", {"already_submitted": True}, status=HTTPStatus.CONFLICT)
    now = {name: value for name, value in {**stored, **form.changes}.items() if value is not None}
    progress = Progress.of(assessment.worded, now)
    here = progress.at(section.id) if section.id != QUICK else None
    context = {"form": form, "question": question, "was": form.was(question), "left": left(progress, here, again=True)}
    asked = assessment.worded.doubts(now)
    context["doubts"] = {each.id: asked[each.id] for each in section.questions if each.id in asked}
    context["understood"] = form.understood(question)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    # It shows nothing of the request, so it needs none.
    return HttpResponse(render_to_string("questions/parts/saved.html", context), status=status)


def _asked(assessment: Assessment, section_id: str) -> Section | None:
    """Return the questions of a section, or those of the quick check at its address; None if there are none."""
    worded = assessment.worded
    if section_id == QUICK and worded.quick:
        lead = _("%(number)d questions first. The others can wait.") % {"number": len(worded.quick)}
        return Section(QUICK, _("Quick check"), lead, 0, worded.quick_questions)
    return worded.section.get(section_id)


def _section_page(
    request: HttpRequest, assessment: Assessment, asked: Section, form: SectionForm | None = None
) -> HttpResponse:
    progress = Progress.of(assessment.worded, assessment.responses)
    back, at = (request.GET.get(name, "") or request.POST.get(name, "") for name in ("back", "at"))
    beside: AsShown = {
        "save_url": request.path,
        "numbers": numbers(assessment.worded, quick=asked.id == QUICK),
        "doubts": assessment.worded.doubts(assessment.responses),
        "from_tickets": _taken(assessment),
    }
    here, hub = progress.at(asked.id) if asked.id != QUICK else None, reverse("questions:hub", args=[assessment.pk])
    back, at = back if back in BACK else "", at if at in assessment.questionnaire.question else ""
    live = {
        "hub": hub,
        "outline": outline(progress, here, hub) if here else "",
        "left": left(progress, here),
        "needed": progress.needed,
        "answered": progress.answered,
    }
    about = {"assessment": assessment, "here": here, "of": len(progress.sections), "back": back, "at": at}
    about |= {"begun": progress.answered > 0 or bool(form and form.errors), "heading": asked.title}
    if form:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "questions/section.html", {**beside, **about, **live, "form": form}, status=status)
    shown = Shown(asked, assessment.responses, assessment.before, **beside)
    whose = assessment.worded.checksum, assessment.worded is assessment.questionnaire
    depends = (*whose, asked.id, back, about["begun"], look_of(assessment.shop.firm))
    live |= {"html": shown.html, **({"at": at} if at else {})}
    return whole_page(request, "questions/section.html", {**about, "form": shown}, depends=depends, live=live)


def _taken(assessment: Assessment) -> dict[str, date]:
    """Return the answers taken from tickets, with their days; only a correction can have any."""
    return assessment.answers.taken_from_tickets() if assessment.corrects_id else {}


def _next(assessment: Assessment, asked: Section, then: str, at: str) -> str:
    """Return the address after saving: where the pressed button leads, else the next section."""
    if then == "hub":
        return reverse("questions:hub", args=[assessment.pk])
    if asked.id == QUICK:
        return reverse("reports:quick", args=[assessment.pk])
    if then in BACK:
        return _back(assessment, asked, then, at)
    sections = assessment.questionnaire.sections
    number = [section.id for section in sections].index(asked.id)
    if then == "previous" and number:
        last = sections[number - 1].questions[-1].id
        return reverse("questions:section", args=[assessment.pk, sections[number - 1].id]) + f"#q-{last}"
    if then != "previous" and number + 1 == len(sections):
        return reverse("questions:check", args=[assessment.pk])
    following = sections[number + (then != "previous")]
    left_out = Progress.of(assessment.worded, assessment.responses).at(following.id).left_out
    page = "optional" if left_out and then != "previous" else "section"
    return reverse(f"questions:{page}", args=[assessment.pk, following.id])


def _back(assessment: Assessment, asked: Section, then: str, at: str) -> str:
    """Return the address of the next gap, or of the page of answers that was left for the question `at`."""
    if then == "gap" and (gap := Progress.of(assessment.worded, assessment.responses).gap):
        return _gap_address(assessment, *gap)
    place = f"#a-{at}" if at in assessment.questionnaire.question else ""
    if then == "check-section":
        return reverse("questions:check-section", args=[assessment.pk, asked.id]) + place
    return reverse("questions:check", args=[assessment.pk]) + place


def _gap_address(assessment: Assessment, where: SectionProgress, question: Question) -> str:
    address = reverse("questions:section", args=[assessment.pk, where.section.id])
    return f"{address}?back=gap&at={question.id}#q-{question.id}"


@never_cache
@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    if assessment.submitted:
        return redirect("reports:result", pk)
    return _check_page(request, assessment, viewer)


@never_cache
@require_safe
def check_section(request: HttpRequest, pk: UUID, section_id: str) -> HttpResponseBase:
    assessment = visible_or_404(request, pk)
    if section_id not in assessment.questionnaire.section:
        raise Http404
    if assessment.submitted:
        return redirect("reports:result", pk)
    progress = Progress.of(assessment.worded, assessment.responses, _taken(assessment))
    context = {"assessment": assessment, "here": progress.at(section_id), "progress": progress}
    return render(request, "questions/check_section.html", context)


def _check_page(
    request: HttpRequest,
    assessment: Assessment,
    viewer: Guest,
    *,
    refused: bool = False,
    form: RespondentForm | None = None,
) -> HttpResponse:
    progress = Progress.of(assessment.worded, assessment.responses, _taken(assessment))
    context = {
        "form": form or RespondentForm(initial={"respondent": assessment.respondent or Respondent.OWNER}),
        "assessment": assessment,
        "lent": is_lent(viewer, assessment),
        "progress": progress,
        "gap": _gap_address(assessment, *progress.gap) if progress.gap else "",
        "doubts": [
            (assessment.worded.question[name], text)
            for name, text in assessment.worded.doubts(assessment.responses).items()
            if text
        ],
        "unanswered": assessment.unanswered,
        "few": len(assessment.unanswered) <= FEW,
        "refused": refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused or (form and form.errors) else HTTPStatus.OK
    return render(request, "questions/check.html", context, status=status)


@never_cache
@require_POST
def submit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    if assessment.submitted:
        return redirect("reports:result", pk)
    form = RespondentForm(request.POST)
    if not form.is_valid():
        return _check_page(request, assessment, viewer, form=form)
    try:
        with transaction.atomic():
            take(request, SUBMITTING)
            assessment.submit(at=timezone.now(), respondent=form.cleaned_data["respondent"])
    except Unanswered:
        return _check_page(request, assessment, viewer, refused=True)
    except AlreadySubmitted:
        pass  # the second click of a double click; the first did it
    return redirect("reports:result", pk)
