"""The mail that invites a colleague to a firm."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models.firms import JOIN_WITHIN, Invitation, Over
from clients.models.outbox import Kind, Mail
from clients.sending import Letter


def link_to(token: str) -> str:
    return settings.SITE_URL + reverse("clients:join", args=[token])


def invitation(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the mail with a new join link; None if the invitation is gone, used or revoked."""
    found = Invitation.objects.filter(pk=mail.about).select_related("firm").defer("firm__logo").first()
    try:
        token = found.renew(at=at) if found else ""
    except Over:
        token = ""
    if found is None or not token:
        return None
    context = {"invitation": found, "link": link_to(token), "days": JOIN_WITHIN.days}
    text = render_to_string("clients/mail/invitation.txt", context)
    return EmailMessage(_("You're invited to a consultant's desk"), text, None, [found.email])


LETTERS = {Kind.COLLEAGUE: Letter(invitation)}
