"""Links to go on, and the mails that carry them."""

from __future__ import annotations

from datetime import datetime
from email.utils import formataddr, parseaddr
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.models.firms import Firm
from clients.tokens import new_token, token_hash
from questions.models.access import RESUME_WITHIN, Access
from questions.models.assessment import Assessment


def make_link(assessment: Assessment, key: UUID | None = None, by: User | None = None) -> str:
    """A link that opens the assessment once, within 24 hours; `by` a colleague, if not by the owner."""
    now = timezone.now()
    token = Access.objects.issue(assessment, Access.Kind.RESUME, at=now, within=RESUME_WITHIN, key=key, by=by)
    return settings.SITE_URL + reverse("questions:resume", args=[token])


def mail_link(assessment: Assessment, by: User | None = None) -> None:
    """Mail such a link to the shop's address."""
    context = {"assessment": assessment, "link": make_link(assessment, by=by)}
    text = render_to_string("questions/mail/resume.txt", context)
    send_mail(_("Your link to go on"), text, None, [assessment.shop.email])


def link_to(token: str) -> str:
    """The address of an invitation."""
    return settings.SITE_URL + reverse("questions:invitation", args=[token])


def mail_invitation(access: Access, connection: BaseEmailBackend, *, at: datetime) -> None:
    """Mail an invitation with a token made only now, since of the one before it nothing but a hash is left."""
    token, shop = new_token(), access.assessment.shop
    unsent = Access.objects.filter(pk=access.pk, sent=None, used=None, revoked=None)
    if not unsent.update(token_hash=token_hash(token)):
        return
    by = access.made_by
    context = {
        "shop": shop,
        "firm": shop.firm,
        "by": by,
        "access": access,
        "link": link_to(token),
        "minutes": access.assessment.questionnaire.minutes,
    }
    text = render_to_string("questions/mail/invitation.txt", context)
    subject = _("%(firm)s asks: is what you're doing working?") % {"firm": firm_name(shop.firm)}
    EmailMessage(subject, text, sender(shop.firm), [shop.email], reply_to=reply_to(by), connection=connection).send()
    Access.objects.filter(pk=access.pk).update(sent=at)


def firm_name(firm: Firm | None) -> str:
    return " ".join(firm.name.split()) if firm else str(_("Your consultant"))


def sender(firm: Firm | None) -> str:
    """The site's address in the firm's name: mail in the firm's own address would be taken for forged."""
    return formataddr((firm_name(firm), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def reply_to(user: User | None) -> list[str]:
    return [user.email] if user and user.email else []
