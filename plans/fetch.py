"""Gives views the plan of a shop, and one item of it, to those who may see the shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from clients.models.shops import Shop
from clients.viewers import NOBODY, Guest, Viewer, answerable, held
from plans.models.board import Board
from plans.models.item import Item
from plans.models.plan import Plan
from questions.browser import on_behalf, viewer_of
from questions.fetch import visible_or_404
from questions.models.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Planned:
    """A submitted assessment, its shop's plan, and who looks at it."""

    assessment: Assessment
    viewer: Guest
    board: Board

    @property
    def shop(self) -> Shop:
        return self.assessment.shop

    @property
    def by(self) -> Viewer:
        """Who changes the plan: a colleague, or the owner, who has no account."""
        return on_behalf(self.viewer, self.assessment) or NOBODY

    @property
    def own(self) -> bool:
        """Whether the viewer's browser is the owner's."""
        return self.assessment.shop_id in held(self.viewer)

    @property
    def may_change(self) -> bool:
        return may_change(self.viewer, self.shop)


def may_change(viewer: Guest, shop: Shop) -> bool:
    """Whether the viewer may move items on: the owner, a browser that a link lends it to, who works for its firm."""
    return shop.pk in answerable(viewer) or Shop.objects.changeable_by(viewer).filter(pk=shop.pk).exists()


def of_plan(
    view: Callable[[HttpRequest, Planned], HttpResponseBase],
) -> Callable[[HttpRequest, UUID], HttpResponseBase]:
    """Decorate a view of a plan; before submitting it redirects to the hub. A POST begins a plan that has not begun."""

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        found = _planned(request, pk)
        return view(request, found) if found else redirect("questions:hub", pk)

    return fetched


def of_owned_plan(
    view: Callable[[HttpRequest, Planned], HttpResponseBase],
) -> Callable[[HttpRequest, UUID], HttpResponseBase]:
    """Do as `of_plan`, for what the owner alone may have: anyone else who may see the plan gets 403."""

    @wraps(view)
    def owned(request: HttpRequest, found: Planned) -> HttpResponseBase:
        if not found.own:
            raise PermissionDenied
        return view(request, found)

    return of_plan(owned)


def of_item(
    view: Callable[[HttpRequest, Planned, Item], HttpResponseBase],
) -> Callable[[HttpRequest, UUID, str], HttpResponseBase]:
    """Decorate a view of one item, in the plan or offered beside it."""

    @wraps(view)
    def fetched(request: HttpRequest, pk: UUID, key: str) -> HttpResponseBase:
        found = _planned(request, pk)
        item = found.board.named.get(key) if found else None
        if found is None or item is None:
            raise Http404
        return view(request, found, item)

    return fetched


def _planned(request: HttpRequest, pk: UUID) -> Planned | None:
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    if assessment.submitted is None:
        return None
    if request.method == "POST":
        Plan.objects.ensure(assessment.shop, at=timezone.now())
    return Planned(assessment, viewer, Board.of(assessment))
