"""Pages to invite colleagues by mail or with a link to copy, and to revoke or repeat invitations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clients.colleague_mail import link_to
from clients.models.firms import JOIN_WITHIN, MANAGING, Firm, Invitation, Over
from clients.models.outbox import Mail
from clients.sign_in.factors import ask_again
from desk.admin.forgiving import folded
from desk.admin.roles import ByRole, choose_firm
from desk.site import framed, page
from desk.templatetags.client_words import mail_words
from questions.limits import MAIL, take

LIST = "admin:clients_invitation_changelist"


class InvitationForm(forms.ModelForm[Invitation]):
    def clean(self) -> dict[str, Any] | None:
        firm = self.cleaned_data.get("firm")
        if firm and firm.unnamed:
            raise ValidationError(
                _("Your colleague will read the firm's name: give “%(firm)s” its own under Firms first."),
                params={"firm": firm},
            )
        return super().clean()


@admin.register(Invitation)
class InvitationAdmin(ByRole[Invitation]):
    """Only a firm's owners see its invitations; a sent one cannot be changed, only revoked."""

    form = InvitationForm
    readers = adders = MANAGING
    changers = deleters = None
    list_display = ["email", "role", "firm", "state", "created", "expires"]
    list_select_related = ["firm"]
    search_fields = ["email"]
    sort_keys: ClassVar = {"email": folded("email")}
    fields = ["firm", "email", "role"]
    change_form_template = "desk/colleague.html"
    add_words = gettext_lazy("Invite a colleague")

    def seen_by(self, request: HttpRequest) -> QuerySet[Invitation]:
        return Invitation.objects.managed_by(request.user).with_mail()

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Any) -> str:
        names = {"": _("open"), "used": _("accepted"), "revoked": _("taken back"), "expired": _("expired")}
        over = invitation.over(timezone.now())
        unsent = not over and invitation.mail_state and invitation.mail_state != Mail.State.SENT
        return mail_words(invitation.mail_state, invitation.why) if unsent else names[over]

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        return [*self.fields, "state", "created", "expires"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        return ["state", "created", "expires"] if obj else []

    def get_form(self, request: HttpRequest, obj: Invitation | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return choose_firm(form, Firm.objects.managed_by(request.user))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_add_permission(request):
            ask_again(request)
        words = {"title": self.add_words, "save_words": _("Invite")}
        return super().add_view(request, form_url, {**(extra_context or {}), **words})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        over = found.over(timezone.now()) if found else ""
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "over": over})

    def once(self) -> bool:
        """Mail once; without mail the link is shown only after the last click, so every click makes one."""
        return bool(settings.MAIL_ENABLED)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        if settings.MAIL_ENABLED:
            take(request, MAIL)
        made, token = Invitation.objects.invite(
            firm=obj.firm, email=obj.email, role=obj.role, at=timezone.now(), by=request.user
        )
        obj.pk, obj.expires, obj.created, obj.shown_token = made.pk, made.expires, made.created, token

    def log_addition(self, request: HttpRequest, obj: Invitation, message: Any) -> Any:
        """Write nothing: `invite` does."""

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None) -> HttpResponse:
        return hand_over(request, obj, obj.shown_token)


def hand_over(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Say that the link goes out by mail, or without a mail server show the page with the link, once."""
    if not token:
        messages.success(
            request,
            _("An invitation is on its way to %(email)s. It works for %(days)d days.")
            % {"email": invitation.email, "days": JOIN_WITHIN.days},
        )
        return redirect(LIST)
    context = framed(
        request,
        title=_("Link to copy"),
        opts=Invitation._meta,
        invitation=invitation,
        link=link_to(token),
        days=JOIN_WITHIN.days,
    )
    return render(request, "desk/colleague_link.html", context)


@page("colleagues/<int:pk>/again/", "colleague-again")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the invitation's link by a new one."""
    invitation = get_object_or_404(Invitation.objects.managed_by(request.user), pk=pk)
    ask_again(request)
    if settings.MAIL_ENABLED:
        take(request, MAIL)
    try:
        token = invitation.invite_again(at=timezone.now(), by=request.user)
    except Over:
        messages.warning(request, _("This invitation was used or taken back. You can make a new one."))
        return redirect(LIST)
    return hand_over(request, invitation, token)


@page("colleagues/<int:pk>/revoke/", "colleague-revoke")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke the invitation, so that its link no longer works."""
    invitation = get_object_or_404(Invitation.objects.managed_by(request.user), pk=pk)
    try:
        invitation.revoke(at=timezone.now(), by=request.user)
    except Over:
        messages.warning(request, _("This invitation was used or taken back before."))
    else:
        messages.success(request, _("Taken back: the link no longer works."))
    return redirect(LIST)
