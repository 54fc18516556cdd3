"""A new password for who forgot theirs, and no second factor for who lost it: by mail, or by who manages the firm."""

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
    """Where `user` chooses a new password: once, for PASSWORD_RESET_TIMEOUT."""
    where = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=where)


def hours() -> int:
    """How long such a link works."""
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) // timedelta(hours=1)


def may_help(helper: Viewer, user: User) -> bool:
    """Whether `helper` manages every firm in which `user` works, and so gains nothing by it that they lack.

    Whoever may do everything is helped by their like alone, and nobody helps themselves.
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
    """Have a link mailed to `user`; where that cannot be done it is returned, to be shown this once."""
    _write(Code.PASSWORD_LINK, user, by)
    if user.email and Mail.objects.queue_if_enabled(Kind.PASSWORD, user.pk, at=at, to=user):
        return ""
    return link_for(user)


@transaction.atomic
def remove_factors(user: User, *, by: Viewer) -> None:
    """The password alone signs in, until a firm asks for a second factor again."""
    Authenticator.objects.filter(user=user).delete()
    _write(Code.FACTORS_REMOVED, user, by)


def _write(what: Code, user: User, by: Viewer) -> None:
    for firm in Firm.objects.filter(memberships__user=user).defer("logo"):
        Change.objects.write(what, who=by, firm=firm, name=str(user))


def new_password(mail: Mail, at: datetime) -> EmailMessage | None:
    """The mail with the link, to whom may still sign in."""
    user = mail.to
    if user is None or not user.email or not user.is_active:
        return None
    context = {"link": link_for(user), "name": user.get_username(), "hours": hours()}
    text = render_to_string("clients/mail/password.txt", context)
    return EmailMessage(_("A new password for “Is it working?”"), text, None, [user.email])


LETTERS = {Kind.PASSWORD: Letter(new_password)}
