"""The button by which a consultant fills the questionnaire in together with an owner."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clients.models import Shop
from clients.viewers import staff
from questions.together import fill_in_together
from reports.desk import page


@page("together/<int:pk>/", "together")
@never_cache
@require_POST
def together(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open the owner's own pages for a shop, marked with who sits beside them."""
    by, found = staff(request.user), Shop.objects.changeable_by(request.user).filter(pk=pk).first()
    if found is None and Shop.objects.visible_to(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    if found is None or by is None:
        raise Http404
    return redirect("questions:hub", fill_in_together(found, by=by).pk)
