"""How others see the shop: the owner asks, and reads what they said."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.viewers import Guest
from opinions.core.beside import grouped
from opinions.forms.asking import AskForm
from opinions.models.opinion import ANSWERED_WITHIN, MOST, Enough, Opinion
from questions.browser import on_behalf
from questions.fetch import of_changeable
from questions.forms import page_key
from questions.limits import ASKING, take
from questions.models.assessment import Assessment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def others(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Show whom the owner asked, and make a link for one more person."""
    by = on_behalf(viewer, assessment)
    alone = assessment.questionnaire.works_alone(assessment.responses, assessment.shop.people)
    if request.method != "POST":
        return _page(request, assessment, viewer, alone=alone, form=AskForm(for_owner=by is None, alone=alone))
    if not assessment.questionnaire.rated:  # the page says so, and has no form
        return redirect("opinions:others", assessment.pk)
    form = AskForm(request.POST, for_owner=by is None, alone=alone)
    if not form.is_valid():
        return _page(request, assessment, viewer, alone=alone, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    take(request, ASKING)
    name, role = form.cleaned_data["name"], form.cleaned_data["role"]
    key = page_key(request.POST)
    try:
        token = Opinion.objects.ask(assessment, name, role, key=key, at=timezone.now(), by=by)
    except Enough:
        form.add_error(None, _("You've asked %(most)s people. Remove one to ask another.") % {"most": MOST})
        return _page(request, assessment, viewer, alone=alone, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    link = settings.SITE_URL + reverse("opinions:opinion", args=[token])
    qr = segno.make(link, micro=False).svg_data_uri(scale=4, border=2, dark="#1b2733")
    made = {"form": AskForm(for_owner=by is None, alone=alone), "link": link, "qr": qr, "name": name}
    return _page(request, assessment, viewer, alone=alone, **made)


def _page(
    request: HttpRequest, assessment: Assessment, viewer: Guest, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    now = timezone.now()
    asked = Opinion.objects.visible_to(viewer).filter(assessment=assessment).select_related("by")
    context |= {
        "assessment": assessment,
        "by": on_behalf(viewer, assessment),
        "asked": [(each, each.over(now)) for each in asked],
        "count": len(assessment.questionnaire.rated),
        "days": ANSWERED_WITHIN.days,
        "key": uuid4(),
    }
    return render(request, "opinions/others.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def beside(request: HttpRequest, assessment: Assessment, viewer: Guest, opinion: int) -> HttpResponseBase:
    """Show one opinion beside the owner's answers; a POST ends the link and deletes what was said."""
    row = get_object_or_404(Opinion.objects.visible_to(viewer).filter(assessment=assessment), pk=opinion)
    row.assessment = assessment
    if request.method == "POST":
        row.remove(who=viewer, at=timezone.now())
        messages.success(request, _("Removed. The link no longer works, and the answers are deleted."))
        return redirect("opinions:others", assessment.pk)
    if row.over(timezone.now()) != "used":
        return redirect("opinions:others", assessment.pk)
    pairs = row.pairs
    context = {
        "assessment": assessment,
        "opinion": row,
        "by": on_behalf(viewer, assessment),
        "groups": grouped(pairs),
        "uncompared": [each for each in pairs if not each.compared],
        "left_out": len(assessment.questionnaire.rated) - len(pairs),
    }
    return render(request, "opinions/beside.html", context)
