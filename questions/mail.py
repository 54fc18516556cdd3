"""Links to go on, and the mails that carry them."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from questions.access import RESUME_WITHIN, Access
from questions.models import Assessment


def make_link(assessment: Assessment, key: UUID | None = None) -> str:
    """A link that opens the assessment once, within 24 hours."""
    token = Access.objects.issue(assessment, Access.Kind.RESUME, at=timezone.now(), within=RESUME_WITHIN, key=key)
    return settings.SITE_URL + reverse("questions:resume", args=[token])


def mail_link(assessment: Assessment) -> None:
    """Mail such a link to the shop's address."""
    context = {"assessment": assessment, "link": make_link(assessment)}
    text = render_to_string("questions/mail/resume.txt", context)
    send_mail(_("Your link to go on"), text, None, [assessment.shop.email])
