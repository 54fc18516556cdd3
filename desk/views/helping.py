"""Pages to help colleagues who cannot sign in: a link to a new password, and the removal of their second factors."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clients.models.firms import Membership
from clients.sign_in.factors import ask_again
from clients.sign_in.helping import help_to_password, hours, may_help, remove_factors
from desk.site import framed, page


def helped(request: HttpRequest, pk: int) -> User:
    """Return the colleague with this membership; asks the helper for the password or a key again."""
    found = get_object_or_404(Membership.objects.managed_by(request.user).select_related("user"), pk=pk)
    if not may_help(request.user, found.user):
        raise PermissionDenied
    ask_again(request)
    return found.user


@page("colleagues/<int:pk>/password/", "colleague-password")
@never_cache
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    user = helped(request, pk)
    link = help_to_password(user, by=request.user, at=timezone.now())
    if link:
        context = framed(request, title=_("Link to copy"), opts=Membership._meta, who=user, link=link, hours=hours())
        return render(request, "desk/password_link.html", context)
    messages.success(request, _("A link to a new password is on its way to %(email)s.") % {"email": user.email})
    return redirect("admin:clients_membership_change", pk)


@page("colleagues/<int:pk>/factors/", "colleague-factors")
@require_POST
def factors(request: HttpRequest, pk: int) -> HttpResponse:
    user = helped(request, pk)
    remove_factors(user, by=request.user)
    messages.success(request, _("Removed: %(name)s signs in with the password alone.") % {"name": user.get_username()})
    return redirect("admin:clients_membership_change", pk)
