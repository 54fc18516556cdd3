"""Rights in the admin: they follow from roles in firms; Django's permission rows are not used."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.models.acts import Act
from clients.models.firms import MANAGING, READING, Firm, Membership, Role
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.viewers import full_name, staff
from desk.admin.forgiving import Forgiving
from desk.site import framed

M = TypeVar("M", bound=Model)
Roles = tuple[Role, ...]
SUPERUSER: Roles = ()  # no role is enough
PAGE = 100


def has_role(request: HttpRequest, roles: Roles, firm: int | None = None) -> bool:
    """Whether the user has one of these roles in this firm, or in any firm if it is None; a superuser always has."""
    user = staff(request.user)
    if user is None or user.is_superuser:
        return user is not None
    return is_member(request, roles, firm)


def is_member(request: HttpRequest, roles: Roles, firm: int | None = None) -> bool:
    """Do as `has_role`, but a superuser needs a membership too."""
    user = staff(request.user)
    if user is None:
        return False
    if not hasattr(request, "_roles"):  # asked dozens of times for one page
        request._roles = dict(Membership.objects.filter(user=user).values_list("firm", "role"))  # type: ignore[attr-defined]  # our own attribute
    held: dict[int, str] = request._roles  # type: ignore[attr-defined]  # set above
    return held.get(firm) in roles if firm else any(role in roles for role in held.values())


def choose_firm(form: Any, firms: QuerySet[Firm]) -> Any:
    """Offer these firms in the form's firm field; a single one is set and hidden."""
    if field := form.base_fields.get("firm"):
        field.queryset, field.required = firms, True
        if firms.count() == 1:
            field.initial, field.widget = firms.get(), HiddenInput()
    return form


class ByRole(Forgiving[M]):
    """Says which roles may do what with the rows of their firm; None means nobody.

    Changes are written to our history, not to Django's, which knows no firms.
    """

    readers: Roles | None = READING
    adders: Roles | None = SUPERUSER
    changers: Roles | None = SUPERUSER
    deleters: Roles | None = SUPERUSER
    # Whether only the firm's people may use a row; a superuser without a membership may do nothing with it.
    members_only = False
    object_history_template = "desk/history.html"

    def seen_by(self, request: HttpRequest) -> QuerySet[M]:
        """Return the rows that this user may see."""
        return self.model._default_manager.visible_to(request.user)  # type: ignore[attr-defined,no-any-return]  # each has it

    def firm_of(self, row: M) -> int | None:
        return row.firm_id  # type: ignore[attr-defined,no-any-return]  # most models have it

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        ordering = self.get_ordering(request)
        return self.seen_by(request).order_by(*ordering) if ordering else self.seen_by(request)

    def _may(self, request: HttpRequest, roles: Roles | None, row: M | None) -> bool:
        firm = self.firm_of(row) if row else None
        if roles is None or (row and firm is None and not has_role(request, SUPERUSER)):
            return False
        return is_member(request, roles, firm) if row and self.members_only else has_role(request, roles, firm)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return self._may(request, self.readers, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        if self.members_only and self.adders is not None:
            return is_member(request, self.adders)
        return self._may(request, self.adders, None)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return self._may(request, self.changers, obj)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return self._may(request, self.deleters, obj)

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        """Show the field without Django's four buttons that open the related row in another window."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = field.widget if field and isinstance(db_field, ForeignKey) else None
        if field and isinstance(wrapper, RelatedFieldWidgetWrapper):
            field.widget = wrapper.widget
        return field

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        self._offer_only_what_is_seen(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        self._offer_only_what_is_seen(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _offer_only_what_is_seen(self, field: Field[Any, Any], request: HttpRequest, kwargs: dict[str, Any]) -> None:
        manager = field.related_model._default_manager  # type: ignore[union-attr]  # a relation has one
        if hasattr(manager, "visible_to"):
            kwargs["queryset"] = manager.visible_to(request.user)
        elif not has_role(request, SUPERUSER):
            kwargs["queryset"] = manager.none()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Leave out the rows between shops and tags, which nobody made."""
        found, counts, needed, protected = super().get_deleted_objects(objs, request)
        counts.pop(str(Shop.tags.through._meta.verbose_name_plural), None)
        return found, counts, needed, protected

    # History -------------------------------------------------------------------------------------

    def write(self, request: HttpRequest, what: Code, row: M, **detail: Any) -> None:
        """Add a line to the history of the row's firm."""
        Change.objects.write_edit(what, row, who=request.user, firm=self.firm_of(row), **detail)

    def log_addition(self, request: HttpRequest, obj: M, message: Any) -> Any:
        self.write(request, Code.ADDED, obj)

    def log_change(self, request: HttpRequest, obj: M, message: Any) -> Any:
        fields = [name for each in message for name in each.get("changed", {}).get("fields", [])]
        if fields:
            self.write(request, Code.CHANGED, obj, fields=[str(name) for name in fields])

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[M]) -> Any:
        for row in queryset:
            self.write(request, Code.DELETED, row)

    def history_of(self, row: M) -> QuerySet[Change]:
        """Return the history lines about a row."""
        return Change.objects.filter(firm=self.firm_of(row), shop=None)

    def changed_by(self, row: M) -> str:
        about = self.history_of(row).filter(what__in=("changed", "role"), detail__kind=self.opts.model_name)
        last = about.select_related("who").first()
        return full_name(last.who) if last else ""

    @method_decorator(require_safe)
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]  # Django's own
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        seen = Change.objects.visible_to(request.user)
        if not has_role(request, MANAGING, self.firm_of(row)):
            seen = seen.without_private()
        lines = self.history_of(row) & seen
        page = Paginator(lines.select_related("who", "shop"), PAGE).get_page(request.GET.get("p"))
        context = framed(request, title=_("History"), subtitle=str(row), opts=self.opts, object=row, lines=page)
        context["acts"] = Act.objects.undoable_by(request.user, at=timezone.now())
        context["module_name"] = capfirst(str(self.opts.verbose_name_plural))
        return TemplateResponse(request, "desk/history.html", context)
