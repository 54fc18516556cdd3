"""The owner's pages from the first page to submitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.models.firms import Firm
from clients.models.shops import Shop
from questions.browser import hold, token_of, viewer_of
from questions.core.every_level import QUICK
from questions.core.questionnaire import Section
from questions.fetch import already_submitted, is_lent, to_save_or_404, visible_or_404
from questions.forms import RespondentForm, SectionForm, StartForm
from questions.library import asked_today
from questions.limits import STARTING, SUBMITTING, TooMany, take, take_save
from questions.models.access import Access
from questions.models.assessment import AlreadySubmitted, Assessment, AssessmentQuerySet, Unanswered
from questions.models.respondent import Respondent
from questions.progress import Progress

# How long the second click of a double click may take to arrive.
DOUBLE_CLICK = timedelta(minutes=1)
# Up to this many gaps are named one by one; more are counted by section.
FEW = 10
# Pages that a change link may come from and returns to.
BACK = ("check", "check-section")


def _own(request: HttpRequest) -> AssessmentQuerySet:
    """Return what this browser started; staff see more of it in the admin."""
    guest = Access.objects.guest(token_of(request), at=timezone.now())
    return Assessment.objects.visible_to(guest).select_related("shop")


@never_cache
@require_safe
def landing(request: HttpRequest, firm: str = "") -> HttpResponse:
    """Show the first page; with a firm, from the address or the site's default, it asks whether that firm may see."""
    slug = firm or settings.DEFAULT_FIRM
    asks = Firm.objects.filter(slug=slug).defer("logo").first() if slug else None
    if firm and asks is None:
        raise Http404
    return _landing_page(request, StartForm(), asks)


def _landing_page(request: HttpRequest, form: StartForm, firm: Firm | None) -> HttpResponse:
    context = {
        "form": form,
        "firm": firm,
        "key": uuid4(),
        "questionnaire": asked_today(),
        "asked": asked_today().counted,
        "own": _own(request).not_replaced()[:5],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/landing.html", context, status=status)


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _landing_page(request, form, form.cleaned_data.get("firm"))
    key, now = form.cleaned_data["key"], timezone.now()
    try:
        with transaction.atomic():
            take(request, STARTING)
            shop = Shop.objects.begin(name=form.cleaned_data["name"], firm=form.seen_by, at=now)
            who = form.cleaned_data["respondent"]
            quick = form.cleaned_data["quick"] == "quick" and bool(asked_today().quick)
            assessment = Assessment.objects.start(asked_today(), shop=shop, key=key, respondent=who, quick=quick)
    except (IntegrityError, TooMany) as refused:
        # The page's key may have come twice: from this browser, or by a double click before its cookie was set. It must
        # not open an assessment that has answers, nor one started with a shop that a firm or owner already had, because
        # its key is known to everybody who sees it.
        twice = _own(request).filter(pk=key).first()
        fresh = Assessment.objects.filter(answers=None, started__gt=now - DOUBLE_CLICK, shop__firm=None)
        found = twice or fresh.filter(pk=key, previous=None, corrects=None).first()
        if found is None:
            raise (refused if isinstance(refused, TooMany) else Http404) from None
        assessment = found
    quick = assessment.quick and not assessment.responses
    to = ("questions:section", assessment.pk, QUICK) if quick else ("questions:hub", assessment.pk)
    response = redirect(*to)
    hold(request, response, assessment)
    return response


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
    context |= {"quick_left": left, "quick": QUICK}
    return render(request, "questions/hub.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: UUID, section_id: str) -> HttpResponseBase:
    assessment = visible_or_404(request, pk)
    asked = _asked(assessment, section_id)
    if asked is None:
        raise Http404
    if assessment.submitted:
        return already_submitted(request, assessment) if request.method == "POST" else redirect("reports:result", pk)
    if request.method != "POST":
        return _section_page(request, assessment, SectionForm(asked, assessment.responses, before=assessment.before))
    take_save(request)
    form = SectionForm(asked, assessment.responses, request.POST, before=assessment.before)
    valid, changes = form.is_valid(), form.changes
    try:
        assessment.record(changes, at=timezone.now())
    except AlreadySubmitted:
        return already_submitted(request, assessment)
    if not valid:
        again = SectionForm(asked, assessment.responses, request.POST, before=assessment.before)
        return _section_page(request, assessment, again)
    for question in asked.questions:
        # Without scripts, the page with the answer is gone by now.
        if question.id in changes and (understood := form.understood(question)):
            messages.info(request, f"{question.text} {understood}.")
    for name, doubt in assessment.worded.doubts(assessment.responses).items():
        if doubt and name in asked.ids and changes:
            messages.warning(request, doubt)
    at = request.POST.get("at", "")
    place = f"#a-{at}" if at in assessment.questionnaire.question and request.POST.get("then") in BACK else ""
    return redirect(_next(assessment, asked.id, request.POST.get("then", "")) + place)


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
    context = {"form": form, "question": question, "was": form.was(question), "progress": progress}
    asked = assessment.worded.doubts(now)
    context["doubts"] = {each.id: asked[each.id] for each in section.questions if each.id in asked}
    context["understood"] = form.understood(question)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/parts/saved.html", context, status=status)


def _asked(assessment: Assessment, section_id: str) -> Section | None:
    """Return the questions of a section, or those of the quick check at its address; None if there are none."""
    worded = assessment.worded
    if section_id == QUICK and worded.quick:
        lead = _("%(number)d questions first. The others can wait.") % {"number": len(worded.quick)}
        return Section(QUICK, _("Quick check"), lead, 0, worded.quick_questions)
    return worded.section.get(section_id)


def _section_page(request: HttpRequest, assessment: Assessment, form: SectionForm) -> HttpResponse:
    progress = Progress.of(assessment.worded, assessment.responses)
    back, at = (request.GET.get(name, "") or request.POST.get(name, "") for name in ("back", "at"))
    context = {
        "assessment": assessment,
        "form": form,
        "progress": progress,
        "here": progress.at(form.section.id) if form.section.id != QUICK else None,
        "back": back if back in BACK else "",
        "at": at if at in assessment.questionnaire.question else "",
        "save_url": request.path,
        "doubts": assessment.worded.doubts(assessment.responses),
        "from_tickets": _taken(assessment),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/section.html", context, status=status)


def _taken(assessment: Assessment) -> dict[str, date]:
    """Return the answers taken from tickets, with their days; only a correction can have any."""
    return assessment.answers.taken_from_tickets() if assessment.corrects_id else {}


def _next(assessment: Assessment, section_id: str, then: str) -> str:
    """Return the address after saving: where the pressed button leads, else the next section."""
    sections = [section.id for section in assessment.questionnaire.sections]
    if then == "hub":
        return reverse("questions:hub", args=[assessment.pk])
    if section_id == QUICK:
        return reverse("reports:quick", args=[assessment.pk])
    if then == "check-section":
        return reverse("questions:check-section", args=[assessment.pk, section_id])
    place = sections.index(section_id) + (-1 if then == "previous" else 1)
    if then == "check" or place == len(sections):
        return reverse("questions:check", args=[assessment.pk])
    return reverse("questions:section", args=[assessment.pk, sections[max(place, 0)]])


@never_cache
@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    assessment = visible_or_404(request, pk)
    if assessment.submitted:
        return redirect("reports:result", pk)
    return _check_page(request, assessment)


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
    request: HttpRequest, assessment: Assessment, *, refused: bool = False, form: RespondentForm | None = None
) -> HttpResponse:
    context = {
        "form": form or RespondentForm(initial={"respondent": assessment.respondent or Respondent.OWNER}),
        "assessment": assessment,
        "progress": Progress.of(assessment.worded, assessment.responses, _taken(assessment)),
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
    assessment = visible_or_404(request, pk)
    if assessment.submitted:
        return redirect("reports:result", pk)
    form = RespondentForm(request.POST)
    if not form.is_valid():
        return _check_page(request, assessment, form=form)
    try:
        with transaction.atomic():
            take(request, SUBMITTING)
            assessment.submit(at=timezone.now(), respondent=form.cleaned_data["respondent"])
    except Unanswered:
        return _check_page(request, assessment, refused=True)
    except AlreadySubmitted:
        pass  # the second click of a double click; the first did it
    return redirect("reports:result", pk)
