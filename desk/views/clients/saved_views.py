"""Saved views of the clients list: keep one under a name, rename it, delete it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clients.fields import LineFormField
from clients.models.firms import WORKING, Firm
from clients.models.saved_view import LONGEST_QUERY, SavedView
from clients.viewers import staff
from desk.filters import Filtered
from desk.site import framed, page, row_id


class ViewForm(forms.Form):
    name = LineFormField(
        max_length=60,
        label=gettext_lazy("Name"),
        error_messages={"required": gettext_lazy("Give it a name first.")},
    )


@page("clients/views/", "saved-views")
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """List the views; a POST keeps the list of its address, or renames or deletes one."""
    if request.method != "POST":
        return _list_page(request)
    form, do = ViewForm(request.POST), request.POST.get("do", "")
    if do == "delete":
        gone = _mine_or_404(request)
        gone.delete()
        messages.success(request, _("Deleted: %(name)s") % {"name": gone})
        return redirect("admin:saved-views")
    if not form.is_valid():
        return _list_page(request, form=form)
    try:
        if do == "rename":
            kept = _mine_or_404(request)
            kept.name = form.cleaned_data["name"]
            kept.keep()
            messages.success(request, _("It is called %(name)s now.") % {"name": kept})
            return redirect("admin:saved-views")
        kept = _new(request, form.cleaned_data["name"])
        kept.keep()
    except ValidationError as error:
        form.add_error("name", error)
        return _list_page(request, form=form)
    messages.success(request, _("Kept: %(name)s") % {"name": kept})
    return redirect(f"{reverse('admin:clients')}?{kept.query}")


def _new(request: HttpRequest, name: str) -> SavedView:
    """Return a view of the list at this address; raise ValidationError if it asks for too much."""
    query = Filtered.of(request).query()
    if len(query) > LONGEST_QUERY:
        raise ValidationError(_("This list asks for too much to be kept. Take a filter off."))
    firm = None
    if wanted := request.POST.get("firm", ""):
        firm = Firm.objects.of_member(request.user, WORKING).filter(pk=row_id(wanted)).defer("logo").first()
        if firm is None:
            raise PermissionDenied
    return SavedView(by=staff(request.user), firm=firm, name=name, query=query)


def _mine_or_404(request: HttpRequest) -> SavedView:
    """Return the view named in the POST; raise Http404 if it can't be seen, PermissionDenied if only seen."""
    seen = SavedView.objects.visible_to(request.user)
    found = get_object_or_404(seen, pk=row_id(request.POST.get("view", "")))
    if not SavedView.objects.changeable_by(request.user).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


def _list_page(request: HttpRequest, *, form: ViewForm | None = None) -> HttpResponse:
    changeable = SavedView.objects.changeable_by(request.user).values_list("pk", flat=True)
    context: dict[str, Any] = {
        "views": SavedView.objects.visible_to(request.user).select_related("firm", "by").defer("firm__logo"),
        "changeable": {*changeable},
        "form": form,
        "problem": form.errors["name"][0] if form else "",
        "firm": request.POST.get("firm", ""),
        "renamed": row_id(request.POST.get("view", "")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "desk/saved_views.html", framed(request, title=_("Saved views"), **context), status=status)
