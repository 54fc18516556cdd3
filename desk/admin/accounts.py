"""Accounts and background tasks, for superusers only. Django's groups and permission rows are not used."""

from __future__ import annotations

from typing import Any, ClassVar

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 -- registers what is unregistered below
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from clients.account_text import FIELD_CLASSES
from clients.models.firms import Membership
from clients.models.history import Change, Code
from clients.sign_in.factors import ask_again, proven
from desk.admin.forgiving import Forgiving, folded
from desk.admin.roles import SUPERUSER, has_role
from desk.site import refusing


class ForSuperusers:
    """Superusers only, because anyone who may change an account could take over a superuser's."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_role(request, SUPERUSER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request, SUPERUSER)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class UserForm(UserChangeForm[User]):
    class Meta(UserChangeForm.Meta):
        field_classes = FIELD_CLASSES

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        leaves = not (data.get("is_active") and data.get("is_staff"))
        if leaves and any(each.is_last_owner for each in Membership.objects.filter(user=self.instance)):
            raise ValidationError(_("The firm would have no owner. Make someone else an owner first."))
        if leaves and (problem := still_in_charge(self.instance)):
            raise ValidationError(problem)
        return data


def still_in_charge(user: User) -> str:
    """Say that this colleague has to hand over first; empty if nobody's client is in their charge."""
    number = user.shops.count()
    said = ngettext(
        "%(n)d client is in their charge. Remove them from their firm first: that page asks who takes over.",
        "%(n)d clients are in their charge. Remove them from their firm first: that page asks who takes over.",
        number,
    )
    return said % {"n": number} if number else ""


class NewUserForm(AdminUserCreationForm[User]):
    class Meta(AdminUserCreationForm.Meta):
        field_classes = FIELD_CLASSES


class Users(ForSuperusers, Forgiving[User], UserAdmin[User]):
    form, add_form = UserForm, NewUserForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Person"), {"fields": ("first_name", "last_name", "email")}),
        (gettext_lazy("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser")
    filter_horizontal = ()
    sort_keys: ClassVar = {name: folded(name) for name in ("username", "email", "first_name", "last_name")}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return _asked(self, request) or super().add_view(request, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and self.has_change_permission(request):
            ask_again(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found and (problem := still_in_charge(found)):
            messages.error(request, problem)
            return redirect("admin:auth_user_change", found.pk)
        return super().delete_view(request, object_id, extra_context)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 -- the name is Django's
        if asked := _asked(self, request):
            return asked
        page: HttpResponse = refusing(super().user_change_password(request, id, form_url))
        return page

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Tell the firms too, and the security log, which of an account's fields changed."""
        fields = [str(name) for each in message for name in each.get("changed", {}).get("fields", [])]
        for firm in obj.memberships.values_list("firm", flat=True) or [None] if fields else []:
            Change.objects.write_edit(Code.CHANGED, obj, who=request.user, firm=firm, fields=fields)
        return super().log_change(request, obj, message)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Hide accounts from others: Django's history page looks up the user first, and would show which ids exist."""
        return super().get_queryset(request) if has_role(request, SUPERUSER) else User.objects.none()


def _asked(users: Users, request: HttpRequest) -> HttpResponse | None:
    """Ask for the password or a key once more; None if it was just shown.

    What was sent is not kept meanwhile, because it holds a password.
    """
    if not users.has_add_permission(request) or proven(request):
        return None
    if request.method == "POST":
        return redirect(request.path)
    raise ReauthenticationRequired


class Tasks(Forgiving[Any], DBTaskResultAdmin):
    has_module_permission = ForSuperusers.has_module_permission
    has_view_permission = ForSuperusers.has_view_permission


# Factors and sessions are shown to their user alone, and an account has one address.
admin.site.unregister([Group, Authenticator, EmailAddress, UserSession])
for model, its_admin in ((User, Users), (DBTaskResult, Tasks)):
    admin.site.unregister(model)
    admin.site.register(model, its_admin)
