"""Firms and the people who work in them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.logo import MOST_IN, BadLogo, Logo, clean, is_blank
from clients.models.charge import workers
from clients.models.firms import MANAGING, WORKING, Firm, LastOwner, Membership, Role
from clients.models.leaving import leave_to, step_back
from clients.sign_in.factors import ask_again, has_factors
from clients.sign_in.helping import may_help
from clients.viewers import full_name
from desk.admin.forgiving import folded
from desk.admin.roles import ByRole
from desk.site import row_id

USE, LEAVE = "use", "leave"
NOBODY_TAKES_OVER = "nobody"


class FirmForm(forms.ModelForm[Firm]):
    """A firm; an uploaded logo stays with the page while other fields have errors, so it is chosen only once."""

    new_logo = forms.FileField(
        label=gettext_lazy("New logo"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("PNG, JPEG or SVG, up to {kilobytes} KB. It stands on invitations and reports."),
            kilobytes=MOST_IN // 1024,
        ),
    )
    kept_logo = forms.CharField(required=False, widget=forms.HiddenInput)
    invisible = forms.ChoiceField(
        label=gettext_lazy("A logo that cannot be seen"),
        required=False,
        choices=[(USE, gettext_lazy("Use it anyway")), (LEAVE, gettext_lazy("Leave the logo as it was"))],
        widget=forms.HiddenInput,
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Use no logo"), required=False)
    stands_for = {"new_logo": "logo_sha256"}
    replacing = ("kept_logo", "without_logo")

    def clean_new_logo(self) -> Logo | None:
        file = self.cleaned_data["new_logo"]
        return _cleaned(file.read(MOST_IN + 1)) if file else None

    def clean_kept_logo(self) -> Logo | None:
        """Clean it again, because the browser had it."""
        try:
            data = b64decode(self.cleaned_data["kept_logo"], validate=True)
        except ValueError:
            return None
        return _cleaned(data) if data else None

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        new, kept = (self.cleaned_data.get(name) for name in ("new_logo", "kept_logo"))
        logo, answer = new or kept, self.cleaned_data.get("invisible") if new in (None, kept) else ""
        if new is None and (answer == LEAVE or self.cleaned_data.get("without_logo")):
            logo = None
        if logo and logo.blank and answer != USE:
            self._ask()
        self.cleaned_data["new_logo"] = logo
        self._keep(logo)
        return data

    def _ask(self) -> None:
        field = self.fields["invisible"]
        field.widget = forms.RadioSelect(choices=field.choices)  # type: ignore[attr-defined]  # it is a choice field
        self.add_error(
            "invisible",
            _("Nothing of this logo can be seen on white paper: it is empty, or white all over. Use it anyway?"),
        )

    def _keep(self, logo: Logo | None) -> None:
        """Put the logo into the form, so that the page sends it back, and show it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix("kept_logo")] = b64encode(logo.data).decode() if logo else ""
        data.pop(self.add_prefix("invisible"), None)
        self.data = data
        if logo:
            self["new_logo"].help_text = format_html(
                "{}<br>{}",
                _("The one you chose is kept; nothing needs to be chosen again."),
                shown(logo.kind, logo.data),
            )

    def save(self, commit: bool = True) -> Firm:
        firm, logo = self.instance, self.cleaned_data.get("new_logo")
        if logo:
            firm.logo, firm.logo_kind, firm.logo_sha256 = logo.data, logo.kind, logo.sha256
        elif self.cleaned_data.get("without_logo"):
            firm.logo, firm.logo_kind, firm.logo_sha256 = b"", "", ""
        if "name" in self.changed_data:
            firm.named = True
        return super().save(commit)


def _cleaned(data: bytes) -> Logo:
    try:
        return clean(data)
    except BadLogo as bad:
        raise ValidationError(str(bad)) from bad


def shown(kind: str, data: bytes) -> SafeString:
    """Return a logo as an image; a white one gets a gray background, so that it can be seen."""
    address = f"data:image/{'svg+xml' if kind == 'svg' else 'png'};base64,{b64encode(data).decode()}"
    return format_html(
        '<img class="logo{}" src="{}" alt="{}">', " pale" if is_blank(kind, data) else "", address, _("The firm's logo")
    )


@admin.register(Firm)
class FirmAdmin(ByRole[Firm]):
    form = FirmForm
    changers = MANAGING
    list_display = ["name", "contact", "created"]
    sortable_by = ("name", "created")
    sort_keys: ClassVar = {"name": F("folded")}
    search_fields = ["folded"]
    fields = ["name", "slug", "colour", "contact", "footer", "region", "logo_now"]
    fields += ["new_logo", "kept_logo", "invisible", "without_logo", "second_factor"]
    readonly_fields = ["logo_now"]

    @admin.display(description=gettext_lazy("logo"))
    def logo_now(self, firm: Firm) -> str:
        return shown(firm.logo_kind, bytes(firm.logo)) if firm.logo else _("none")

    def firm_of(self, row: Firm) -> int:
        return row.pk

    def save_model(self, request: HttpRequest, obj: Firm, form: Any, change: bool) -> None:
        if "second_factor" in form.changed_data:
            ask_again(request)
        super().save_model(request, obj, form, change)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Firm]) -> Any:
        """Write nothing: a firm's history is deleted with it."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Allow deleting everything that is the firm's own, even what nobody may delete alone; its shops stay."""
        found, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return found, counts, set(), protected


class MembershipForm(forms.ModelForm[Membership]):
    """A colleague's role; whoever is in charge of clients and is only to read from now on hands them over."""

    heir = forms.ChoiceField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("Only if they stop working with clients: their clients, and what is left in the plans."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heirs = {str(user.pk): user for user in heirs_of(self.instance)} if self.instance.pk else {}
        choices = [("", _("choose")), *((key, full_name(user)) for key, user in self.heirs.items())]
        self.fields["heir"].choices = [*choices, (NOBODY_TAKES_OVER, _("nobody for now"))]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if self.instance.pk and role != Role.OWNER and self.instance.is_last_owner:
            raise ValidationError(_("The firm would have no owner. Make someone else an owner first."))
        return role

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        role, heir = self.cleaned_data.get("role"), self.cleaned_data.get("heir")
        number = in_charge_of(self.instance) if self.instance.pk and role and role not in WORKING else 0
        if number and not heir and "heir" not in self.errors:
            said = ngettext(
                "%(n)d client is in their charge. Choose who takes over first.",
                "%(n)d clients are in their charge. Choose who takes over first.",
                number,
            )
            self.add_error("heir", said % {"n": number})
        return found

    @property
    def heir_chosen(self) -> User | None:
        return self.heirs.get(self.cleaned_data.get("heir", ""))


@admin.register(Membership)
class MembershipAdmin(ByRole[Membership]):
    """Colleagues come by invitation; only a superuser, who sees every account, adds them by hand."""

    changers = MANAGING
    deleters = MANAGING
    delete_confirmation_template = "desk/member_leaves.html"
    form = MembershipForm
    change_form_template = "desk/member.html"
    list_display = ["person", "role", "firm", "created"]
    list_select_related = ["user", "firm"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email"]
    sort_keys: ClassVar = {"user__username": folded("user__username")}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_add_permission(request):
            ask_again(request)
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Say how the viewer may help this colleague to sign in."""
        if found := kwargs.get("obj"):
            context |= {"can_help": may_help(request.user, found.user), "has_factors": has_factors(found.user)}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        if obj is None:
            return ["firm", "user", "role"]
        asks = self.has_change_permission(request, obj) and in_charge_of(obj)
        return ["firm", "person", "role", *(["heir"] if asks else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        return ["firm", "person"] if obj else []

    @admin.display(description=gettext_lazy("person"), ordering="user__username")
    def person(self, row: Membership) -> str:
        """Return the name, not the account, which Django would link to a page for superusers."""
        name, account = row.user.get_full_name(), row.user.get_username()
        return f"{name} ({account})" if name else account

    def get_actions(self, request: HttpRequest) -> Any:
        """Leave out deleting many at once: only the single page shows who would be the last owner."""
        return {name: each for name, each in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_owner)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        try:
            if obj.role in WORKING:
                obj.give_role(obj.role, by=request.user)
            else:
                step_back(obj, obj.role, form.heir_chosen, who=request.user)
        except LastOwner:  # the other owner left while this page was open
            obj.refresh_from_db()
            messages.error(request, _("The firm would have no owner. Make someone else an owner first."))

    def log_change(self, request: HttpRequest, obj: Membership, message: Any) -> Any:
        """Write nothing: `give_role` does."""

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask who takes over the colleague's clients, unless they have none."""
        found = self.get_object(request, object_id)
        if found is None or not self.has_delete_permission(request, found):
            return super().delete_view(request, object_id, extra_context)
        context = {"number": in_charge_of(found), "heirs": heirs_of(found)}
        if request.POST and context["number"] and not chosen_heir(request, found)[0]:
            messages.error(request, _("Choose who takes over the clients first. Nothing was changed."))
            return redirect(request.path)
        return super().delete_view(request, object_id, {**(extra_context or {}), **context})

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        try:
            leave_to(obj, chosen_heir(request, obj)[1], who=request.user)
        except LastOwner:
            messages.error(request, _("The firm would have no owner. Make someone else an owner first."))


def in_charge_of(membership: Membership) -> int:
    """Return of how many of the firm's clients this colleague is in charge."""
    return membership.firm.shops.filter(in_charge=membership.user_id).count()


def heirs_of(membership: Membership) -> QuerySet[User]:
    return workers([membership.firm_id]).exclude(pk=membership.user_id)


def chosen_heir(request: HttpRequest, membership: Membership) -> tuple[bool, User | None]:
    """Return whether one was chosen, and who: a colleague, or nobody."""
    sent = request.POST.get("heir", "")
    heir = heirs_of(membership).filter(pk=row_id(sent)).first()
    return heir is not None or sent == NOBODY_TAKES_OVER, heir
