"""The first page, and starting from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clients.models.firms import Firm
from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.viewers import Guest, answerable
from questions.browser import hold, token_of
from questions.core.every_level import QUICK
from questions.forms import StartForm
from questions.library import asked_today
from questions.limits import STARTING, TooMany, take
from questions.models.access import Access
from questions.models.assessment import Assessment, AssessmentQuerySet
from questions.whole_page import look_of, whole_page

# How long the second click of a double click may take to arrive.
DOUBLE_CLICK = timedelta(minutes=1)


def _own(request: HttpRequest) -> AssessmentQuerySet:
    """Return what this browser started; staff see more of it in the admin."""
    guest = Access.objects.guest(token_of(request), at=timezone.now())
    return Assessment.objects.visible_to(guest).select_related("shop")


def _latest(shops: Sequence[int]) -> AssessmentQuerySet:
    """Return what a browser that holds these shops changed last."""
    seen = Assessment.objects.visible_to(Guest(shops=frozenset(shops))).select_related("shop")
    return seen.not_replaced()[:5]


LATEST = Prepared(_latest)


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
    asked, site = asked_today(), settings.SITE_URL
    guest = Access.objects.guest(token_of(request), at=timezone.now())
    own = LATEST([*answerable(guest)])
    context = {
        "form": form,
        "firm": firm,
        "questionnaire": asked,
        "asked": asked.counted,
        "site": site,
        "own": own,
        "as_new": None if form.is_bound else True,
    }
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "questions/landing.html", {**context, "key": uuid4()}, status=status)
    shown = tuple((each.pk, each.submitted, each.changed, str(each.shop), each.shop.time_zone) for each in own)
    depends = (asked.slug, asked.version, asked.checksum, site, firm and firm.slug, look_of(firm), shown)
    return whole_page(request, "questions/landing.html", context, depends=depends, live={"key": uuid4()})


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _landing_page(request, form, form.cleaned_data.get("firm"))
    key, now, answered = form.cleaned_data["key"], timezone.now(), False
    try:
        with transaction.atomic():
            take(request, STARTING)
            shop = Shop.objects.begin(name=form.cleaned_data["name"], firm=form.seen_by, at=now)
            who = form.cleaned_data["respondent"]
            quick = form.cleaned_data["quick"] == "quick" and bool(asked_today().quick)
            assessment = Assessment.objects.start(
                asked_today(), shop=shop, key=key, respondent=who, quick=quick, opened=now
            )
    except (IntegrityError, TooMany) as refused:
        # The page's key may have come twice: from this browser, or by a double click before its cookie was set. It must
        # not open an assessment that has answers, nor one started with a shop that a firm or owner already had, because
        # its key is known to everybody who sees it.
        twice = _own(request).filter(pk=key).first()
        fresh = Assessment.objects.filter(answers=None, started__gt=now - DOUBLE_CLICK, shop__firm=None)
        found = twice or fresh.filter(pk=key, previous=None, corrects=None).first()
        if found is None:
            raise (refused if isinstance(refused, TooMany) else Http404) from None
        assessment, answered = found, bool(found.responses)
    first = QUICK if assessment.quick else assessment.questionnaire.sections[0].id
    to = ("questions:hub", assessment.pk) if answered else ("questions:section", assessment.pk, first)
    response = redirect(*to)
    hold(request, response, assessment)
    return response
