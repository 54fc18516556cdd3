"""What a colleague is mailed."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models.firms import JOIN_WITHIN, Invitation


def link_to(token: str) -> str:
    return settings.SITE_URL + reverse("clients:join", args=[token])


def mail_invitation(invitation: Invitation, token: str) -> None:
    context = {"invitation": invitation, "link": link_to(token), "days": JOIN_WITHIN.days}
    text = render_to_string("clients/mail/invitation.txt", context)
    send_mail(_("You are invited to a consultant's desk"), text, None, [invitation.email])
