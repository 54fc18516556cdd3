"""The page where an owner agrees, or not, to be handed over to another firm."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.firms import READING, Firm
from clients.models.shops import Shop
from clients.tokens import token_hash
from clients.viewers import held
from questions.browser import viewer_of
from questions.models.access import Access
from questions.models.parting import Parting, Settled


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who asks and what would move; only a button answers, once."""
    found = Parting.objects.filter(token_hash=token_hash(token), what=Parting.What.HAND_OVER)
    asked = found.select_related("shop", "firm", "to").defer("firm__logo", "to__logo").first()
    over = asked.over(timezone.now()) if asked else "unknown"
    member = asked is not None and _works_for_either(request, asked)
    elsewhere = asked is not None and not _is_the_owner(request, asked)
    if asked and not over and request.method == "POST":
        if member or elsewhere:
            raise PermissionDenied
        over = _answer(request, asked)
        if not over:
            return _page(request, asked, "", done=True)
    return _page(request, asked, over, member=member, elsewhere=elsewhere)


def answered_here(request: HttpRequest, shop: Shop) -> HttpResponse:
    """Take the answer from the owner's own page, and lead back to it."""
    asked = Parting.objects.waiting(shop, at=timezone.now()).select_related("shop", "firm", "to").first()
    if asked and str(asked.pk) == request.POST.get("asked"):
        _answer(request, asked)
    return redirect(request.path)


def _answer(request: HttpRequest, asked: Parting) -> str:
    """Store what the button says; return why it could not be, empty if it was."""
    try:
        asked.answer(agreed=request.POST.get("do") == "agree", at=timezone.now())
    except Settled:
        asked.refresh_from_db()
        return asked.over(timezone.now()) or "used"
    return ""


def _works_for_either(request: HttpRequest, asked: Parting) -> bool:
    """Whether a colleague has the link, who never answers in the owner's place."""
    firms = [firm for firm in (asked.firm_id, asked.to_id) if firm]
    return Firm.objects.of_member(viewer_of(request), READING).filter(pk__in=firms).exists()


def _is_the_owner(request: HttpRequest, asked: Parting) -> bool:
    """Whether the link alone, which the firm may have seen, or the browser shows that it is the owner."""
    mailed_to_them = settings.MAIL_ENABLED and bool(asked.shop.own_email)
    if mailed_to_them or asked.shop_id in held(viewer_of(request)):
        return True
    return not Access.objects.owners_of(asked.shop, at=timezone.now()).exists()


def _page(request: HttpRequest, asked: Parting | None, over: str, **more: bool) -> HttpResponse:
    context = {"asked": asked, "over": over, **more}
    return render(request, "questions/hand_over.html", context, status=HTTPStatus.GONE if over else HTTPStatus.OK)
