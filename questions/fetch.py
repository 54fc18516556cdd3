"""Gives views the assessments their viewer may see, and no others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from clients.models.shops import Shop
from clients.viewers import Guest, Viewer
from questions.browser import viewer_of
from questions.models.assessment import Assessment, AssessmentQuerySet

# What saving an answer reads of an assessment; the rest would double its time.
TO_SAVE = ("slug", "version", "shop", "submitted", "respondent", "previous")
# And what a page of questions shows besides; whole rows would cost it as much as all the rest of the page.
LOOK = ("name", "colour", "footer", "logo_sha256", "logo_kind")
TO_ASK = (
    *TO_SAVE,
    "corrects",
    "quick",
    "previous__slug",
    "previous__version",
    *(f"shop__firm__{each}" for each in LOOK),
)


def visible_or_404(request: HttpRequest, pk: UUID, viewer: Viewer | None = None) -> Assessment:
    """Return the assessment with its shop and firm, if the viewer may see it, and for a POST change it.

    Raise Http404 if they may not see it, PermissionDenied if they may only see it.
    """
    related = Assessment.objects.select_related("shop__firm", "previous", "answered_with").defer("shop__firm__logo")
    return _of(related, request, pk, viewer)


def to_save_or_404(request: HttpRequest, pk: UUID) -> Assessment:
    """Do as `visible_or_404`, with only what saving an answer reads."""
    return _of(Assessment.objects.only(*TO_SAVE), request, pk)


def to_ask_or_404(request: HttpRequest, pk: UUID) -> Assessment:
    """Do as `visible_or_404`, with only what a page of questions shows."""
    return _of(Assessment.objects.select_related("shop__firm", "previous").only(*TO_ASK), request, pk)


def _of(every: AssessmentQuerySet, request: HttpRequest, pk: UUID, viewer: Viewer | None = None) -> Assessment:
    viewer = viewer or viewer_of(request)
    seen = every.order_by().visible_to(viewer).filter(pk=pk)
    if request.method != "POST":
        return get_object_or_404(seen)
    for found in seen.changeable_by(viewer):
        return found
    if seen.exists():
        raise PermissionDenied
    raise Http404


View = Callable[[HttpRequest, Assessment, Guest], HttpResponseBase]


def of_submitted(view: View, *, for_owner: bool = False) -> Callable[[HttpRequest, UUID], HttpResponseBase]:
    """Decorate a view of a submitted assessment; before that, it redirects to the page of sections.

    `for_owner`: a browser whose only access is a colleague's link gets 403.
    """

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        viewer = viewer_of(request)
        assessment = visible_or_404(request, pk, viewer)
        if for_owner:
            owners_only(viewer, assessment)
        return view(request, assessment, viewer) if assessment.submitted else redirect("questions:hub", pk)

    return fetched


of_submitted_for_owner = partial(of_submitted, for_owner=True)


def is_lent(viewer: Guest, assessment: Assessment) -> bool:
    """Whether the viewer's only access is a colleague's link: it may answer, but has no other right of an owner."""
    if assessment.shop_id not in viewer.lent:
        return False
    return viewer.user is None or not Shop.objects.visible_to(viewer.user).filter(pk=assessment.shop_id).exists()


def owners_only(viewer: Guest, assessment: Assessment) -> None:
    """Raise PermissionDenied if the viewer may only answer, not make keys, share, delete or withdraw."""
    if is_lent(viewer, assessment):
        raise PermissionDenied


def may_add_to(viewer: Guest, assessment: Assessment) -> bool:
    """Whether the viewer may put tickets or others' answers beside a result: the owner, or who works for its firm."""
    if assessment.shop_id in viewer.shops:
        return True
    return (
        viewer.user is not None
        and not is_lent(viewer, assessment)
        and Assessment.objects.changeable_by(viewer.user).filter(pk=assessment.pk).exists()
    )


def of_changeable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view of a submitted assessment for those who may add to it.

    Who may only read, or holds a colleague's link, gets 403 for a GET too; before submitting it redirects to the hub.
    """

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID, **more: object) -> HttpResponseBase:
        viewer = viewer_of(request)
        assessment = visible_or_404(request, pk, viewer)
        if not may_add_to(viewer, assessment):
            raise PermissionDenied
        return view(request, assessment, viewer, **more) if assessment.submitted else redirect("questions:hub", pk)

    return fetched


def already_submitted(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Return a 409 page, for answers from a tab that was opened before the submitting."""
    assessment.refresh_from_db()
    return render(request, "questions/already_submitted.html", {"assessment": assessment}, status=HTTPStatus.CONFLICT)
