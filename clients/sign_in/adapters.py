"""What allauth does differently here: nobody signs up, mails use the outbox, addresses come from the proxy."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models.outbox import Kind, Mail
from clients.sign_in.factors import WRONG_CODE, came_just_now, has_factors, lacking
from clients.viewers import full_name
from msp_assess.signing_in import address_of

# The page shows these anyway.
SILENT = (
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
)


class Accounts(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "Please enter the correct username and password. Note that both fields may be case-sensitive."
        ),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts are made by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Queue the mail; its link is made when it is sent."""
        Mail.objects.queue_if_enabled(Kind.PASSWORD, user.pk, at=timezone.now(), to=user)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove who one is, in our words; no password where a second factor is still to be shown."""
        names = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        found = super().get_reauthentication_methods(user)
        if lacking(self.request) and has_factors(user):
            found = [each for each in found if each["id"] != "reauthenticate"]
        if not found and settings.OIDC and user.is_authenticated:
            by_provider = {"id": "provider", "description": "", "url": reverse("openid_connect_login", args=["firm"])}
            return [by_provider]
        return [{**each, "description": names.get(each["id"], each["description"])} for each in found]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return False for people who have only the provider and have just signed in there."""
        return not came_just_now(self.request) and super().is_reauthentication_required(app=app, **kwargs)


class Factors(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return _("Is it working?")

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": full_name(user)}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- the name is allauth's
        """Return the name of a passkey that was given none."""
        return _("Passkey")
