"""Client shops in the admin, and a firm's tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.contrib import admin, messages
from django.db.models import F, QuerySet, Value
from django.db.models.functions import StrIndex, Substr
from django.forms import CheckboxSelectMultiple, Select
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.models.charge import workers
from clients.models.firms import MANAGING, WORKING, Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.templatetags.shop_time import said_at_shop
from desk.admin.people import ShopForm
from desk.admin.roles import ByRole, choose_firm
from desk.asking import SURE, ask, page_that_asks, say
from desk.bulk import ActionForm, Refused, act_once
from desk.site import row_id
from questions.forms import page_key

# Names such as Europe/Zurich, without the short ones of older programs.
ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
)


class TagFilter(admin.SimpleListFilter):
    """A filter by tag; Django's own would offer the tags of every firm."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(tag.pk), tag.name) for tag in Tag.objects.visible_to(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Shop]) -> QuerySet[Shop]:
        tag = row_id(self.value() or "")
        return queryset.filter(tags=tag) if tag else queryset


class ArchiveFilter(admin.SimpleListFilter):
    title = _("archive")
    parameter_name = "archive"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("in", _("Archived")), ("out", _("Not archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Shop]) -> QuerySet[Shop]:
        return queryset.filter(archived__isnull=self.value() == "out") if self.value() else queryset


class ExampleFilter(admin.EmptyFieldListFilter):
    """A filter that says what the values mean, not how they are stored."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        names = (_("All"), _("Real shops"), _("Examples"))
        for choice, name in zip(super().choices(changelist), names, strict=True):
            yield {**choice, "display": name}


@admin.register(Shop)
class ShopAdmin(ByRole[Shop]):
    members_only = True
    adders = changers = WORKING
    deleters = MANAGING
    form = ShopForm
    list_display = ["__str__", "owner", "people", "firm", "archived_at", "example", "created_at"]
    list_filter = [ArchiveFilter, TagFilter, ("example", ExampleFilter)]
    list_select_related = ["firm"]
    search_fields = ["searched"]  # and what else Shop.objects.search looks through
    sortable_by = ("owner", "people", "firm", "archived_at", "created_at")
    sort_keys: ClassVar = {"owner": Substr("searched", StrIndex("searched", Value("\n")) + 1)}  # after the name
    fields = [
        "firm",
        "name",
        "owner",
        "email",
        "phone",
        "contact",
        "people",
        "time_zone",
        "region",
        "in_charge",
        "review_due",
        "tags",
        "joined_at",
        "archived_at",
    ]
    actions = ["archive", "unarchive", "merge"]

    def get_fields(self, request: HttpRequest, obj: Shop | None = None) -> Any:
        return [str(name) for name in self.fields or [] if obj or name not in ("joined_at", "archived_at", "tags")]

    def get_readonly_fields(self, request: HttpRequest, obj: Shop | None = None) -> list[str]:
        """Keep the firm: a shop changes firms only when its owner accepts another one's invitation."""
        return ["firm", "joined_at", "archived_at"] if obj else []

    def get_form(self, request: HttpRequest, obj: Shop | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if zone := form.base_fields.get("time_zone"):
            names = sorted({*ZONES, obj.time_zone} - {""} if obj else ZONES)
            zone.widget = Select(choices=[("", _("as this site")), *((name, name) for name in names)])
            zone.help_text = _("The dates in its reports follow it.")
        if region := form.base_fields.get("region"):
            region.choices = [("", _("as its firm, or else its time zone")), *region.choices[1:]]
            region.help_text = _("A report keeps what holds on the day its answers are submitted.")
        firms = Firm.objects.of_member(request.user, WORKING)
        choose_firm(form, firms)
        if "in_charge" in form.base_fields:
            form.base_fields["in_charge"].queryset = workers([obj.firm_id] if obj else firms)
        if obj and "tags" in form.base_fields:
            form.base_fields["tags"].queryset = Tag.objects.filter(firm=obj.firm_id)
        return form

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Shop], search_term: str
    ) -> tuple[QuerySet[Shop], bool]:
        return queryset.search(search_term), False  # type: ignore[attr-defined]  # ShopQuerySet

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Show check boxes; Django's list needs a key held down, which phones don't have."""
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple(), **kwargs)

    @admin.display(description=_("joined the firm"))
    def joined_at(self, shop: Shop) -> str:
        return said_at_shop(shop.joined, shop)

    @admin.display(description=_("archived"), ordering="archived")
    def archived_at(self, shop: Shop) -> str:
        return said_at_shop(shop.archived, shop)

    @admin.display(description=_("created"), ordering="created")
    def created_at(self, shop: Shop) -> str:
        return said_at_shop(shop.created, shop)

    def save_model(self, request: HttpRequest, obj: Shop, form: Any, change: bool) -> None:
        if "name" in form.changed_data:
            obj.self_named = False
        super().save_model(request, obj, form, change)

    def response_post_save_change(self, request: HttpRequest, obj: Shop) -> HttpResponseRedirect:
        return redirect("admin:client", obj.pk)

    response_post_save_add = response_post_save_change

    def has_delete_permission(self, request: HttpRequest, obj: Shop | None = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or Shop.objects.deletable_by(request.user).filter(pk=obj.pk).exists()

    def write(self, request: HttpRequest, what: Code, row: Shop, **detail: Any) -> None:
        lines = {} if what == Code.DELETED else {"shop": row}  # a shop's own lines are deleted with it
        super().write(request, what, row, **lines, **detail)

    def history_of(self, row: Shop) -> QuerySet[Change]:
        return Change.objects.filter(shop=row)

    @admin.action(description=_("Archive the selected shops"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Shop]) -> HttpResponse | None:
        return self._many("archive", request, queryset)

    @admin.action(description=_("Take the selected shops out of the archive"), permissions=["change"])
    def unarchive(self, request: HttpRequest, queryset: QuerySet[Shop]) -> HttpResponse | None:
        return self._many("restore", request, queryset)

    def _many(self, name: str, request: HttpRequest, queryset: QuerySet[Shop]) -> HttpResponse | None:
        """Ask first, as the list of clients does, and do it once."""
        form, key = ActionForm({}), page_key(request.POST)
        try:
            if SURE not in request.POST:
                question = ask(name, queryset, form, who=request.user)
                return page_that_asks(request, question, back=request.get_full_path())
            say(request, act_once(key, name, lambda: queryset, form, who=request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        return None

    @admin.action(description=_("Merge two entries of one shop"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Shop]) -> HttpResponse | None:
        keys = [*queryset.values_list("pk", flat=True)[:3]]
        if len(keys) == 2:  # noqa: PLR2004 -- a merge is of two
            return redirect(f"{reverse('admin:merge')}?shop={keys[0]}&shop={keys[1]}")
        messages.warning(request, gettext("Pick exactly two entries to merge."))
        return None


@admin.register(Tag)
class TagAdmin(ByRole[Tag]):
    members_only = True
    adders = changers = deleters = WORKING
    list_display = ["name", "firm"]
    list_select_related = ["firm"]
    sort_keys: ClassVar = {"name": F("folded")}
    search_fields = ["folded"]
    fields = ["firm", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return ["firm"] if obj else []

    def get_form(self, request: HttpRequest, obj: Tag | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return choose_firm(form, Firm.objects.of_member(request.user, WORKING))
