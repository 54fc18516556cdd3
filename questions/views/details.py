"""The owner's page of the shop itself, which may be filled in at any time."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop
from questions.browser import viewer_of
from questions.fetch import owners_only, visible_or_404


class ShopForm(forms.ModelForm[Shop]):
    """What an owner may say of their shop: its name, and what else the report shows or is written by."""

    class Meta:
        model = Shop
        fields = ("name", "owner", "people", "region")
        labels = {
            "name": _("What's your shop called?"),
            "owner": _("Your name"),
            "people": _("How many people work there, you included?"),
            "region": _("Dates, numbers and paper"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "owner", "people"):
            self.fields[name].widget.attrs |= {"class": "form-control"}
        for field in self.fields.values():
            field.show_hidden_initial = True  # a page from an old tab takes back nothing that another stored
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        self.fields["owner"].widget.attrs["autocomplete"] = "name"
        region = self.fields["region"]
        region.widget.attrs["class"] = "form-select"
        region.choices = [("", _("As this site does it")), *list(region.choices)[1:]]  # type: ignore[attr-defined]  # it has some

    @property
    def told(self) -> dict[str, Any]:
        """What was changed on this page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shop(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show and change the shop's name and details; afterwards, where it was opened from."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    owners_only(viewer, assessment)
    form = ShopForm(request.POST or None, instance=Shop.objects.get(pk=assessment.shop_id))
    if request.method == "POST" and form.is_valid():
        if form.told:
            assessment.shop.describe(form.told, who=viewer)
        messages.success(request, _("Saved."))
        return redirect("questions:check" if "check" in request.GET else "questions:hub", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/shop.html", {"assessment": assessment, "form": form}, status=status)
