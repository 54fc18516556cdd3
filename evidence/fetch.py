"""Gives the views of tickets an assessment and an upload, to those who may bring tickets and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from clients.tokens import token_hash
from clients.viewers import Guest
from evidence.models.upload import Upload
from questions.browser import on_behalf, token_of
from questions.fetch import of_changeable
from questions.models.assessment import Assessment

StepView = Callable[[HttpRequest, Upload], HttpResponseBase]


def of_owned(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view of a submitted assessment for its owner's own browser; everybody else who sees it gets 403."""

    @wraps(view)
    def owned(request: HttpRequest, assessment: Assessment, viewer: Guest, **arguments: str) -> HttpResponseBase:
        if not is_own(viewer, assessment):
            raise PermissionDenied
        return view(request, assessment, viewer, **arguments)

    return of_changeable(owned)


def is_own(viewer: Guest, assessment: Assessment) -> bool:
    return assessment.shop_id in viewer.shops


def of_upload(view: StepView) -> Callable[[HttpRequest, UUID, UUID], HttpResponseBase]:
    """Decorate a step: 404 for an upload of another browser or colleague, or one whose hour is over."""

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID, key: UUID) -> HttpResponseBase:
        def found(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
            mine = Upload.objects.visible_to(viewer, holder_of(request, assessment, viewer))
            upload = get_object_or_404(mine.select_related("by"), pk=key, assessment=assessment)
            upload.assessment = assessment
            return view(request, upload)

        return of_changeable(found)(request, pk)

    return fetched


def holder_of(request: HttpRequest, assessment: Assessment, viewer: Guest) -> str:
    """Return what an upload is bound to: a colleague, or else this browser."""
    by = on_behalf(viewer, assessment)
    return f"user {by.pk}" if by else f"browser {token_hash(token_of(request))}"
