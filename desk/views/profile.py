"""The user's own name, which owners read under notes and on their report."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.account_text import FIELD_CLASSES
from clients.models.firms import Membership
from clients.viewers import full_name, staff
from desk.locking import locked
from desk.site import framed, page


class NameForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("first_name", "last_name")
        field_classes = FIELD_CLASSES
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name", "class": "vTextField", "dir": "auto"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name", "class": "vTextField", "dir": "auto"}),
        }


OWN_NAME: Any = locked(NameForm)  # the same account may be open in two places


@page("profile/", "profile")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    signed_in = staff(request.user)
    if signed_in is None:
        raise PermissionDenied
    user = User.objects.get(pk=signed_in.pk)  # a copy, so that a refused name does not appear in the page's header
    form = OWN_NAME(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        Membership.objects.rename(user, before=full_name(signed_in))
        messages.success(request, _("Saved. Owners read “%(name)s” from now on.") % {"name": full_name(user)})
        return redirect("admin:profile")
    context = framed(request, title=_("Your name"), form=form, refused=form if form.errors else None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/profile.html", context, status=HTTPStatus.CONFLICT if form.conflict else status)
