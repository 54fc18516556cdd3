"""Gives the pages of what others say a submitted assessment, to who may ask others about it and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from clients.viewers import Guest
from questions.browser import viewer_of
from questions.fetch import is_lent, visible_or_404
from questions.models.assessment import Assessment

View = Callable[..., HttpResponseBase]


def of_asking(view: View) -> Callable[..., HttpResponseBase]:
    """Decorate a view of a submitted assessment for its owner and for consultants who may change it.

    Who may only read, or holds a colleague's link, gets 403 for a GET too; before submitting it redirects to the hub.
    """

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID, **more: int) -> HttpResponseBase:
        viewer = viewer_of(request)
        assessment = visible_or_404(request, pk, viewer)
        if not may_ask(viewer, assessment):
            raise PermissionDenied
        return view(request, assessment, viewer, **more) if assessment.submitted else redirect("questions:hub", pk)

    return fetched


def may_ask(viewer: Guest, assessment: Assessment) -> bool:
    """Whether the viewer is the owner, or works for the shop's firm and may change what is the shop's."""
    if assessment.shop_id in viewer.shops:
        return True
    may = Assessment.objects.changeable_by(viewer.user) if viewer.user else Assessment.objects.none()
    return not is_lent(viewer, assessment) and may.filter(pk=assessment.pk).exists()
