"""Pages for an owner and a firm: accepting an invitation, seeing who sees what, and withdrawing."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.allowance import MAILBOX
from clients.models.firms import READING, Firm
from clients.models.once import Once
from clients.models.shops import Shop
from clients.tokens import token_hash, why_over
from clients.viewers import NOBODY, Guest
from questions.browser import hold, token_of, viewer_of
from questions.fetch import visible_or_404
from questions.forms import page_key
from questions.limits import MAIL, take
from questions.models.access import INVITE_WITHIN, RESUME_HOURS, Access
from questions.models.assessment import Assessment
from questions.models.parting import Parting
from questions.signals import withdrawn
from questions.views.parting import answered_here
from questions.views.starting import DOUBLE_CLICK


class AcceptForm(forms.Form):
    """Which shop joins: the firm's entry, or one that this browser started."""

    bring = forms.ModelChoiceField(
        Shop.objects.none(), required=False, error_messages={"invalid_choice": _("Pick one of these.")}
    )

    def __init__(self, guest: Guest, invited: Shop, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.own = Shop.objects.visible_to(guest).filter(firm=None).exclude(pk=invited.pk)
        self.fields["bring"].queryset = self.own  # type: ignore[attr-defined]  # a ModelChoiceField has one
        self.invited = invited

    @cached_property
    def same(self) -> Shop | None:
        """The latest of the owner's shops with the name the firm uses, which is the one they mean; or None."""
        called = self.invited.folded
        alike = [shop for shop in self.own if called and shop.folded == called]
        return max(alike, key=lambda shop: shop.pk, default=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Accept an invitation; a GET says who asks and what they will see, and only the button uses the link up."""
    now = timezone.now()
    guest = Access.objects.guest(token_of(request), at=now)
    known = Access.objects.filter(kind=Access.Kind.INVITE, token_hash=token_hash(token))
    found = known.select_related("assessment__shop__firm", "made_by").defer("assessment__shop__firm__logo").first()
    if found is not None and found.used and _is_theirs(request, found, guest, now):
        return _welcome(request, found.assessment)
    over = _why_over(found, now)
    if found is None or over:
        return _over_page(request, found if over == "used" else None, over, now)
    form = AcceptForm(guest, found.assessment.shop, request.POST if request.method == "POST" else None)
    members = Firm.objects.of_member(viewer_of(request), READING).filter(shops=found.assessment.shop_id)
    if request.method == "POST" and members.exists():
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        accepted = found.accept(at=now, bring=form.cleaned_data["bring"], page=page_key(request.POST))
        if accepted is not None:
            return _welcome(request, accepted)
        found.refresh_from_db()
        if _is_theirs(request, found, guest, now):
            return _welcome(request, found.assessment)
        return _over_page(request, found, "used", now)
    context = {
        "access": found,
        "firm": found.assessment.shop.firm,
        "assessment": found.assessment,
        "form": form,
        "member": members.exists(),
        "key": uuid4(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/invitation.html", context, status=status)


def _over_page(request: HttpRequest, used: Access | None, over: str, now: datetime) -> HttpResponse:
    """Show why the link no longer works; if it was used in another browser, a button mails the owner a new one."""
    mail = used is not None and used.by_own_mail
    if used is None or not mail or request.method != "POST" or request.POST.get("do") != "mail":
        context = {"over": over, "mail": mail, "days": INVITE_WITHIN.days}
        return render(request, "questions/invitation.html", context, status=HTTPStatus.GONE)
    take(request, MAIL)
    Access.objects.mail_link(used.assessment, at=now)
    context = {"over": over, "mailed": True, "hours": RESUME_HOURS, "mails": MAILBOX.mailbox}
    return render(request, "questions/invitation.html", context)


def _is_theirs(request: HttpRequest, access: Access, guest: Guest, now: datetime) -> bool:
    """Whether this browser accepted it: it has the cookie, or this is the second click of a double click."""
    twice = request.method == "POST" and access.used and access.used > now - DOUBLE_CLICK
    twice = twice and Once.objects.filter(key=access.clicked(page_key(request.POST))).exists()
    return access.assessment.shop_id in guest.shops or bool(twice and not access.assessment.answers.exists())


def _why_over(access: Access | None, now: datetime) -> str:
    """Return why an invitation no longer works; empty if it does."""
    if access is None or access.assessment.shop.firm is None:
        return "unknown"
    if not access.used and not Access.objects.filter(pk=access.pk).backed().exists():
        return "revoked"  # with the right of the colleague who has the link
    return why_over(used=access.used, revoked=access.revoked, expires=access.expires, at=now)


def _welcome(request: HttpRequest, assessment: Assessment) -> HttpResponseBase:
    response = redirect("questions:hub", assessment.pk)
    hold(request, response, assessment)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who sees the answers; only the browser that holds them as their owner can withdraw them from the firm."""
    assessment = visible_or_404(request, pk)
    now, token = timezone.now(), token_of(request)
    shop = assessment.shop
    own = shop.pk in Access.objects.guest(token, at=now).shops
    context: dict[str, object] = {"assessment": assessment, "firm": shop.firm, "own": own}
    if request.method == "POST" and not own:
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") == "end-lent":
        context["ended"] = Access.objects.end_lent(shop, at=now, who=NOBODY)
    elif request.method == "POST" and request.POST.get("do") in ("agree", "decline"):
        return answered_here(request, shop)
    elif request.method == "POST":
        if shop.firm:  # else it is the second click of a double click
            _withdraw(shop, now, keep=token)
        context |= {"firm": None, "withdrawn": True}
    context |= {"partings": Parting.objects.told_to(shop), "asked": Parting.objects.waiting(shop, at=now).first()}
    context |= {"lent": Access.objects.lent(shop, at=now), "openings": shop.openings.select_related("user")}
    return render(request, "questions/firm.html", context)


@transaction.atomic
def _withdraw(shop: Shop, now: datetime, *, keep: str) -> None:
    """Leave the firm and revoke every key to the shop except this browser's, even those of the owner's own people."""
    firm = shop.firm
    shop.withdraw(who=Guest())
    Access.objects.cut_off(shop, at=now, keep=keep)
    withdrawn.send(sender=Shop, shop=shop, firm=firm)
