"""The list of invitations with the state of each, and the buttons to repeat or revoke them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
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
from desk.standing import Standing
from desk.templatetags.client_words import mail_words
from desk.views.invite import links_page
from questions.forms import page_key
from questions.inviting import invite_again
from questions.limits import MAIL, take
from questions.models.access import Access, AccessQuerySet, Settled
from questions.models.assessment import Assessment
from questions.models.invitations import LINKS
from questions.models.underway import State, answered_of

ON_A_PAGE = 100
TOLD = ("made", "waiting", "failed", "sent", "expired")  # of links that nobody has used yet


@page("invitations/", "invitations")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponseBase:
    """List the latest invitation of each shop by its state; a POST repeats one, or revokes it."""
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
        return _done(request, access, by, key)
    except Settled:
        problem = _("Nothing was changed for %(shop)s: its owner has started, or there is a newer invitation.")
        problem %= {"shop": access.assessment}
        return _list_page(request, seen, problem=problem, status=HTTPStatus.CONFLICT)


def _done(request: HttpRequest, access: Access, by: User, key: UUID) -> HttpResponseBase:
    """Do what the button says and report it; raise Settled if there is nothing to do."""
    now, shop = timezone.now(), {"shop": access.assessment}
    if request.POST.get("do") != "revoke" and access.by_mail:
        take(request, MAIL)
    match request.POST.get("do"):
        case "go-on":
            return _go_on(request, access, by)
        case "revoke":
            access.revoke(by=by, at=now)
            said = _("The link for %(shop)s opens nothing anymore.")
        case "send":
            access.send_again(at=now)
            said = _("The invitation to %(shop)s is sent again.")
        case _other:
            made = invite_again(access, by=by, key=key, at=now)
            if made.link:
                return links_page(request, [made])
            said = _("A new invitation to %(shop)s goes out by mail.")
    messages.success(request, said % shop)
    return redirect("admin:invitations")


def _go_on(request: HttpRequest, access: Access, by: User) -> HttpResponseBase:
    """Mail or show a link to continue, for an owner who has accepted but lost the browser; raise Settled otherwise."""
    assessment = access.assessment
    if not access.used and not assessment.submitted:
        raise Settled
    if not access.by_mail:
        return redirect("questions:elsewhere", assessment.pk)  # that page shows one
    if Access.objects.mail_link(assessment, at=timezone.now(), by=by):
        messages.success(request, _("A link to go on is on its way to %(email)s.") % {"email": assessment.shop.email})
    else:
        messages.warning(request, _("This address has had five mails within the hour. Try again later."))
    return redirect("admin:invitations")


def _changeable_or_404(request: HttpRequest) -> Access:
    """Return the invitation named in the POST; raise Http404 if it can't be seen, PermissionDenied if only seen."""
    every = Access.objects.filter(kind=Access.Kind.INVITE).select_related("assessment__shop")
    seen = every.filter(assessment__in=Assessment.objects.visible_to(request.user))
    access = get_object_or_404(seen.defer("assessment__scorecard"), pk=row_id(request.POST["invitation"]))
    if not Assessment.objects.changeable_by(request.user).filter(pk=access.assessment_id).exists():
        raise PermissionDenied
    return access


def _standings(rows: Iterable[Any]) -> list[tuple[Any, Standing]]:
    """Return each invitation with how far its attempt is, and what became of a link that nobody has used yet."""
    found = list(rows)
    counts = answered_of([row.assessment_id for row in found if State(row.state).counts])
    return [
        (row, Standing(State(row.state), _since(row), *counts.get(row.assessment_id, (0, 0)), link=_link_words(row)))
        for row in found
    ]


def _since(row: Any) -> datetime:
    if row.state == State.WITHDRAWN:
        return row.revoked or row.created  # type: ignore[no-any-return]  # a row with its state
    if row.state == State.INVITED:
        return row.sent or row.created  # type: ignore[no-any-return]  # as above
    return row.assessment.since(row.state)  # type: ignore[no-any-return]  # as above


def _link_words(row: Any) -> str:
    if row.state != State.INVITED:
        return ""
    return mail_words(row.mail_state, row.why) if row.link in ("waiting", "failed") else str(LINKS[row.link])


def _list_page(request: HttpRequest, seen: AccessQuerySet, *, problem: str = "", status: int = 200) -> HttpResponse:
    stated = seen.with_state(at=timezone.now())
    if shop := row_id(request.GET.get("shop", "")):
        stated = stated.filter(assessment__shop=shop)
    counts = Counter[tuple[str, str]]()
    for row_state, row_link, number in stated.order_by().values_list("state", "link").annotate(Count("pk")):
        counts[row_state, ""] += number
        counts[row_state, row_link] += number
    states = [(value, "", name, counts[value, ""]) for value, name in State.choices if value != State.NEW]
    states[1:1] = [
        (State.INVITED, link, LINKS[link], counts[State.INVITED, link]) for link in TOLD if counts[State.INVITED, link]
    ]
    state, link = request.GET.get("state", ""), request.GET.get("link", "")
    if not any((state, link) == each[:2] for each in states):
        state = link = ""
    found = stated.filter(state=state) if state else stated
    found = found.filter(link=link) if link else found
    asked = {"state": state, "link": link, "shop": shop}
    rows = Paginator(found.order_by("-created", "-pk"), ON_A_PAGE).get_page(request.GET.get("p"))
    changeable = Assessment.objects.changeable_by(request.user).filter(pk__in=[row.assessment_id for row in rows])
    context = framed(
        request,
        title=_("Invitations"),
        problem=problem,
        page=rows,
        rows=_standings(rows),
        state=state,
        link=link,
        shop=shop,
        query=urlencode({name: value for name, value in asked.items() if value}),
        states=states,
        total=sum(each[3] for each in states if not each[1]),
        changeable=set(changeable.values_list("pk", flat=True)),
        key=uuid4(),
        mail=settings.MAIL_ENABLED,
        may_invite=Firm.objects.of_member(request.user, WORKING).exists(),
    )
    return render(request, "desk/invitations.html", context, status=status)
