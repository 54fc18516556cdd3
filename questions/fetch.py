"""Gives views the assessments their viewer may see, and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.viewers import Guest, answerable
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


class Read:
    """One way to read an assessment that a viewer may see or change: with these columns and what is related to it.

    For a browser without an account the SQL is written once; staff's depends on their firms and on the time.
    """

    def __init__(self, every: Callable[[], AssessmentQuerySet]) -> None:
        self.every = every
        self._seen, self._changeable = Prepared(self._seen_in), Prepared(self._changeable_in)

    def _seen_in(self, shops: Sequence[int], pk: UUID) -> AssessmentQuerySet:
        return self.every().order_by().visible_to(Guest(shops=frozenset(shops))).filter(pk=pk)

    def _changeable_in(self, shops: Sequence[int], pk: UUID) -> AssessmentQuerySet:
        return self._seen_in(shops, pk).changeable_by(Guest(shops=frozenset(shops)))

    def seen(self, viewer: Guest, pk: UUID) -> Sequence[Assessment] | AssessmentQuerySet:
        if viewer.user is None and not viewer.assessments:
            return self._seen([*answerable(viewer)], pk)
        return self.every().order_by().visible_to(viewer).filter(pk=pk)

    def changeable(self, viewer: Guest, pk: UUID) -> Sequence[Assessment] | AssessmentQuerySet:
        if viewer.user is None and not viewer.assessments:
            return self._changeable([*answerable(viewer)], pk)
        return self.every().order_by().visible_to(viewer).filter(pk=pk).changeable_by(viewer)


WHOLE = Read(
    lambda: Assessment.objects.select_related("shop__firm", "previous", "answered_with").defer("shop__firm__logo")
)
SAVED = Read(lambda: Assessment.objects.only(*TO_SAVE))
ASKED = Read(lambda: Assessment.objects.select_related("shop__firm", "previous").only(*TO_ASK))


def visible_or_404(request: HttpRequest, pk: UUID, viewer: Guest | None = None, read: Read = WHOLE) -> Assessment:
    """Return the assessment with its shop and firm, if the viewer may see it, and for a POST change it.

    Raise Http404 if they may not see it, PermissionDenied if they may only see it.
    """
    viewer = viewer or viewer_of(request)
    for found in read.changeable(viewer, pk) if request.method == "POST" else read.seen(viewer, pk):
        return found
    if request.method == "POST" and read.seen(viewer, pk):
        raise PermissionDenied
    raise Http404


def to_save_or_404(request: HttpRequest, pk: UUID) -> Assessment:
    """Do as `visible_or_404`, with only what saving an answer reads."""
    return visible_or_404(request, pk, read=SAVED)


def to_ask_or_404(request: HttpRequest, pk: UUID) -> Assessment:
    """Do as `visible_or_404`, with only what a page of questions shows."""
    return visible_or_404(request, pk, read=ASKED)


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
