"""Shops that a superuser does not see: counted, not named, and opened only with a reason that the owner reads."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clients.fields import LineFormField
from clients.models.openings import OPEN_FOR, Opening
from clients.models.shops import Shop
from clients.viewers import staff, superuser
from desk.site import framed, page

PAGE = 50


class ReasonForm(forms.Form):
    reason = LineFormField(
        label=gettext_lazy("Why do you need to see it?"),
        help_text=gettext_lazy("The owner reads this, with your name and the time."),
        max_length=Opening._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@page("openings/", "openings")
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    if not superuser(request.user):
        raise PermissionDenied
    unseen = Shop.objects.unseen_by(request.user).select_related("firm").defer("firm__logo").order_by("-created", "pk")
    rows = Paginator(unseen, PAGE).get_page(request.GET.get("p"))
    context = framed(request, title=_("Shops you don't work for"), rows=rows, hours=OPEN_FOR.seconds // 3600)
    return render(request, "desk/openings.html", context)


@page("openings/<int:pk>/", "opening")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: int) -> HttpResponseBase:
    user = staff(request.user)
    if user is None or not user.is_superuser:
        raise PermissionDenied
    if Shop.objects.visible_to(user).filter(pk=pk).exists():  # a member, or the second click of a double click
        return redirect("admin:client", pk)
    shop = get_object_or_404(Shop.objects.unseen_by(user), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        Opening.objects.open(shop, by=user, reason=form.cleaned_data["reason"], at=timezone.now())
        return redirect("admin:client", pk)
    context = framed(
        request,
        title=_("Open shop %(number)d") % {"number": pk},
        form=form,
        refused=form if form.errors else None,
        hours=OPEN_FOR.seconds // 3600,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/opening.html", context, status=status)
