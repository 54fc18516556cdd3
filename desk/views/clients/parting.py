"""A firm ends its work with a client, asks to hand it over to another firm, or erases what it wrote."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.firms import MANAGING, Firm
from clients.models.shops import Shop
from clients.viewers import staff
from desk.site import framed, page
from questions.limits import MAIL, take
from questions.models.parting import ANSWER_WITHIN, Parting, Settled

END, HAND_OVER, ERASE = "end", "hand-over", "erase"


class PartingForm(forms.Form):
    """What to do; being sure is asked of what can't be undone, the other firm's start address of a hand-over."""

    do = forms.ChoiceField(choices=[(each, each) for each in (END, HAND_OVER, ERASE)])
    erases = forms.ChoiceField(required=False, choices=[("no", "no"), ("yes", "yes")])
    sure = forms.BooleanField(required=False)
    to = forms.CharField(required=False, max_length=200)

    def __init__(self, firm: Firm, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.firm = firm

    def clean_to(self) -> Firm | None:
        """Find the firm by its start address, as its own people would write it."""
        slug = self.cleaned_data["to"].strip().rstrip("/").rpartition("/")[2].lower()
        return Firm.objects.filter(slug=slug).exclude(pk=self.firm.pk).first() if slug else None

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("do") == HAND_OVER and not self.errors and data.get("to") is None:
            self.add_error("to", _("No other firm here has this start address. Its owner finds it under Firms."))
        elif data.get("do") in (END, ERASE) and not data.get("sure"):
            self.add_error("sure", _("Check the box first: this can't be undone."))
        return data


@page("clients/<int:pk>/parting/", "client-parting")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def parting(request: HttpRequest, pk: int) -> HttpResponseBase:
    shop = get_object_or_404(Shop.objects.visible_to(request.user).select_related("firm"), pk=pk)
    firm, by = shop.firm, staff(request.user)
    if firm is None or by is None or not Firm.objects.of_member(by, MANAGING).filter(pk=firm.pk).exists():
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, shop, firm, PartingForm(firm))
    form = PartingForm(firm, request.POST)
    if not form.is_valid():
        return _page(request, shop, firm, form)
    if settings.MAIL_ENABLED and (shop.own_email or shop.email):
        take(request, MAIL)
    try:
        return _done(request, shop, firm, form, by)
    except Settled:
        messages.warning(request, _("Nothing was changed: the shop is no longer your firm's."))
        return redirect("admin:clients")


def _done(request: HttpRequest, shop: Shop, firm: Firm, form: PartingForm, by: User) -> HttpResponseBase:
    """Do what the button says and report it; raise Settled."""
    now, erases = timezone.now(), form.cleaned_data["erases"] == "yes"
    match form.cleaned_data["do"]:
        case "end":
            Parting.objects.end(shop, erases=erases, by=by, at=now)
            said = _("Done: %(shop)s is no longer your client. %(told)s") % {"shop": shop, "told": _told(shop)}
            messages.success(request, said)
            return redirect("admin:clients")
        case "erase":
            Parting.objects.erase(shop, by=by, at=now)
            said = _("Done: what your firm wrote about %(shop)s is erased. %(told)s")
            messages.success(request, said % {"shop": shop, "told": _told(shop)})
            return redirect("admin:client", shop.pk)
        case _other:
            to = form.cleaned_data["to"]
            asked, token = Parting.objects.ask(shop, to=to, erases=erases, by=by, at=now)
            if token:
                link = settings.SITE_URL + reverse("questions:hand-over", args=[token])
                return _page(request, shop, firm, PartingForm(firm), link=link)
            said = _("The owner is asked by mail whether %(firm)s may take over. Until they agree, nothing moves.")
            messages.success(request, said % {"firm": asked.to})
            return redirect("admin:client", shop.pk)


def _told(shop: Shop) -> str:
    if settings.MAIL_ENABLED and (shop.own_email or shop.email):
        return _("The owner is told by mail, and reads it on their page.")
    return _("The owner reads it on their page; no mail goes out, so tell them too.")


def _page(request: HttpRequest, shop: Shop, firm: Firm, form: PartingForm, *, link: str = "") -> HttpResponse:
    problem = " ".join(str(error) for errors in form.errors.values() for error in errors) if form.is_bound else ""
    context = framed(
        request,
        title=_("End or hand over"),
        shop=shop,
        firm=firm,
        form=form,
        problem=problem,
        link=link,
        waiting=Parting.objects.waiting(shop, at=timezone.now()).select_related("to").defer("to__logo").first(),
        days=ANSWER_WITHIN.days,
        held=bool(shop.joined or shop.own_email),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "desk/parting.html", context, status=status)
