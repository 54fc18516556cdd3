"""The button to fill in the questionnaire together with an owner."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clients.viewers import staff
from desk.site import page
from desk.views.clients.client_page import shop_or_404
from questions.models.together import fill_in_together


@page("together/<int:pk>/", "together")
@never_cache
@require_POST
def together(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open the owner's own pages for a shop, marked as answered together with this consultant."""
    shop, by = shop_or_404(request, pk), staff(request.user)
    if by is None:
        raise PermissionDenied
    return redirect("questions:hub", fill_in_together(shop, by=by).pk)
