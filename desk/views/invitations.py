"""What became of each invitation, and doing it again or taking it back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.firms import WORKING, Firm
from clients.models.shops import Shop
from clients.viewers import staff
from desk.site import framed, page, row_id
from desk.views.invite import links_page
from questions.forms import page_key
from questions.inviting import Settled, invite_again, revoke
from questions.models.access import INVITED, Access, AccessQuerySet
from questions.models.assessment import Assessment

ON_A_PAGE = 100


@page("invitations/", "invitations")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponseBase:
    """The latest invitation of each shop by its state; a POST repeats one, or takes it back."""
    seen = Access.objects.invitations().filter(assessment__shop__in=Shop.objects.visible_to(request.user))
    if request.method != "POST":
        return _list_page(request, seen)
    if not Firm.objects.of_member(request.user, WORKING).exists():
        raise PermissionDenied
    if not request.POST.get("invitation"):
        return redirect("admin:invitations")
    access = _changeable_or_404(request)
    by, key = staff(request.user), page_key(request.POST)
    if by is None:
        raise PermissionDenied
    try:
        if request.POST.get("do") == "revoke":
            revoke(access, by=by, at=timezone.now())
            messages.success(request, _("The link for %(shop)s opens nothing any more.") % {"shop": access.assessment})
        else:
            made = invite_again(access, by=by, key=key, at=timezone.now())
            if made.link:
                return links_page(request, [made])
            messages.success(request, _("A new invitation to %(shop)s goes out by mail.") % {"shop": access.assessment})
    except Settled:
        messages.warning(
            request,
            _("Nothing was changed for %(shop)s: its owner has begun, or there is a newer invitation.")
            % {"shop": access.assessment},
        )
        return _list_page(request, seen, status=HTTPStatus.CONFLICT)
    return redirect("admin:invitations")


def _changeable_or_404(request: HttpRequest) -> Access:
    """The invitation named in the POST, if whoever asks may also change it; 403 for who may only see it."""
    every = Access.objects.filter(kind=Access.Kind.INVITE).select_related("assessment__shop")
    seen = every.filter(assessment__in=Assessment.objects.visible_to(request.user))
    access = get_object_or_404(seen.defer("assessment__scorecard"), pk=row_id(request.POST["invitation"]))
    if not Assessment.objects.changeable_by(request.user).filter(pk=access.assessment_id).exists():
        raise PermissionDenied
    return access


def _list_page(request: HttpRequest, seen: AccessQuerySet, status: int = 200) -> HttpResponse:
    stated = seen.with_state(at=timezone.now())
    counts = dict(stated.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    state = state if state in INVITED else ""
    found = stated.filter(state=state) if state else stated
    rows = Paginator(found.order_by("-created", "-pk"), ON_A_PAGE).get_page(request.GET.get("p"))
    changeable = Assessment.objects.changeable_by(request.user).filter(pk__in=[row.assessment_id for row in rows])
    context = framed(
        request,
        title=_("Invitations"),
        page=rows,
        rows=[(row, INVITED[row.state]) for row in rows],
        state=state,
        query=f"state={state}" if state else "",
        states=[(code, name, counts.get(code, 0)) for code, name in INVITED.items()],
        total=sum(counts.values()),
        changeable=set(changeable.values_list("pk", flat=True)),
        key=uuid4(),
        mail=settings.MAIL_ENABLED,
        may_invite=Firm.objects.of_member(request.user, WORKING).exists(),
    )
    return render(request, "desk/invitations.html", context, status=status)
