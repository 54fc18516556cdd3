"""Help for people who cannot sign in: a link to a new password, and the removal of second factors they lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.sending import Letter
from clients.viewers import Viewer, staff


def link_for(user: User) -> str:
    """Return the link by which `user` chooses a new password, once, within PASSWORD_RESET_TIMEOUT."""
    where = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=where)


def hours() -> int:
    """Return how long such a link works."""
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) // timedelta(hours=1)


def may_help(helper: Viewer, user: User) -> bool:
    """Whether `helper` manages every firm that `user` works in, and so gains no rights by helping.

    Only superusers help superusers, and nobody helps themselves.
    """
    found = staff(helper)
    if found is None or found.pk == user.pk:
        return False
    if found.is_superuser or user.is_superuser:
        return found.is_superuser
    firms = Firm.objects.filter(memberships__user=user)
    return firms.exists() and not firms.exclude(pk__in=Firm.objects.managed_by(found).values("pk")).exists()


@transaction.atomic
def help_to_password(user: User, *, by: Viewer, at: datetime) -> str:
    """Queue a mail with the link and return an empty string; without mail, return the link, to be shown once."""
    Change.objects.write_in_firms_of(user, Code.PASSWORD_LINK, who=by)
    if user.email and Mail.objects.queue_if_enabled(Kind.PASSWORD, user.pk, at=at, to=user):
        return ""
    return link_for(user)


@transaction.atomic
def remove_factors(user: User, *, by: Viewer) -> None:
    """Remove all factors of `user`, so that the password alone signs in."""
    Authenticator.objects.filter(user=user).delete()
    Change.objects.write_in_firms_of(user, Code.FACTORS_REMOVED, who=by)


def new_password(mail: Mail, at: datetime) -> EmailMessage | None:
    """Make the mail with the link; None if the person may no longer sign in."""
    user = mail.to
    if user is None or not user.email or not user.is_active:
        return None
    context = {"link": link_for(user), "name": user.get_username(), "hours": hours()}
    text = render_to_string("clients/mail/password.txt", context)
    return EmailMessage(_("A new password for “Is it working?”"), text, None, [user.email])


LETTERS = {Kind.PASSWORD: Letter(new_password)}
