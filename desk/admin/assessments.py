"""Assessments in the admin: a list to sort and filter; a single one is shown on its client's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.models.firms import MANAGING
from clients.models.history import Change
from clients.models.shops import Shop
from clients.templatetags.shop_time import said_at_shop
from desk.admin.roles import ByRole
from desk.admin.shops import ExampleFilter
from questions.core.questionnaire import Cut, name_of
from questions.core.scorecard import Verdict
from questions.library import asked_today
from questions.models.assessment import Assessment


class CutFilter(admin.SimpleListFilter):
    """A filter by the named parts of a score."""

    def cuts(self) -> tuple[Cut, ...]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [(cut.id, cut.name) for cut in self.cuts()]


class StageFilter(CutFilter):
    title = _("stage")
    parameter_name = "stage"

    def cuts(self) -> tuple[Cut, ...]:
        return asked_today().stages

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        return queryset.filter(stage=self.value()) if self.value() in {cut.id for cut in self.cuts()} else queryset


class StrainFilter(CutFilter):
    title = _("strain")
    parameter_name = "strain"

    def cuts(self) -> tuple[Cut, ...]:
        return asked_today().strain_bands

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        cuts = self.cuts()
        for cut, after in zip(cuts, (*cuts[1:], None), strict=True):
            if cut.id == self.value():
                within = Q(strain__gte=cut.least) & (Q(strain__lt=after.least) if after else Q())
                return queryset.filter(within).exclude(verdict=Verdict.INCOMPLETE)
        return queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("open", _("Being answered")), ("submitted", _("Submitted")), ("held", _("Held by a gate"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        match self.value():
            case "open":
                return queryset.filter(submitted=None)
            case "submitted":
                return queryset.exclude(submitted=None)
            case "held":
                return queryset.filter(verdict=Verdict.HELD)
        return queryset


@admin.register(Assessment)
class AssessmentAdmin(ByRole[Assessment]):
    """Answers are the owner's; a consultant reads them, and may delete none of an owner who has joined."""

    members_only = True
    adders = changers = None
    deleters = MANAGING
    list_display = [
        "shop",
        "stage_name",
        "readiness",
        "strain_name",
        "verdict_name",
        "submitted_at",
        "changed_at",
        "example",
    ]
    list_display_links = ["shop"]
    list_select_related = ["shop"]
    list_filter = [StageFilter, StrainFilter, StateFilter, "submitted", ("shop__example", ExampleFilter)]
    search_fields = ["shop__searched"]
    ordering = ["-changed"]

    def seen_by(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().seen_by(request).select_related("shop__firm")

    def firm_of(self, row: Assessment) -> int | None:
        return row.shop.firm_id

    def has_delete_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or Shop.objects.deletable_by(request.user).filter(pk=obj.shop_id).exists()

    def history_of(self, row: Assessment) -> QuerySet[Change]:
        return Change.objects.filter(shop=row.shop)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect a GET to the assessment on its client's page."""
        found = self.get_object(request, object_id) if request.method in ("GET", "HEAD") else None
        if found is None or not self.has_view_permission(request, found):
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect(f"{reverse('admin:client', args=[found.shop_id])}?attempt={found.pk}")

    @admin.display(description=_("stage"), ordering="readiness")
    def stage_name(self, assessment: Assessment) -> str | None:
        return name_of(assessment.questionnaire.stages, assessment.stage) or None

    @admin.display(description=_("strain"), ordering="strain")
    def strain_name(self, assessment: Assessment) -> str | None:
        if assessment.strain is None:
            return None
        return str(assessment.strain)

    @admin.display(description=_("verdict"), ordering="verdict")
    def verdict_name(self, assessment: Assessment) -> Any:
        names = {
            Verdict.INCOMPLETE.value: _("incomplete"),
            Verdict.HELD.value: _("held by a gate"),
            Verdict.COMPOSED.value: _("given"),
        }
        return names.get(assessment.verdict)

    @admin.display(description=_("submitted"), ordering="submitted")
    def submitted_at(self, assessment: Assessment) -> str:
        return said_at_shop(assessment.submitted, assessment.shop)

    @admin.display(description=_("last change"), ordering="changed")
    def changed_at(self, assessment: Assessment) -> str:
        return said_at_shop(assessment.changed, assessment.shop)

    @admin.display(description=_("example"), boolean=True, ordering="shop__example")
    def example(self, assessment: Assessment) -> bool:
        return bool(assessment.shop.example)
