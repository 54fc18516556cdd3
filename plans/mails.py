"""The mails about a plan: a link that leads back to it, and reminders that one press stops."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.models.outbox import Kind, Mail
from clients.sending import Letter, stopped_at
from plans.models.reminder import Reminder


def back_link(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the mail with a link to the plan; None if the owner is reached elsewhere by now."""
    found = _found(mail)
    if found is None:
        return None
    context = {"shop": found.shop, "back": _address("back", found)}
    text = render_to_string("plans/mail/link.txt", context)
    return EmailMessage(_("Your plan"), text, None, [found.address])


def reminder(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose a reminder, with the headers by which a mail program stops them (RFC 8058); None if it was stopped."""
    found = _found(mail)
    if found is None:
        return None
    stop = _address("stop", found)
    context = {"shop": found.shop, "days": found.days, "back": _address("back", found), "stop": stop}
    text = render_to_string("plans/mail/reminder.txt", context)
    return EmailMessage(_("How is your plan going?"), text, None, [found.address], headers=stopped_at(stop))


def _found(mail: Mail) -> Reminder | None:
    found = Reminder.objects.filter(pk=mail.about).select_related("shop").first()
    return None if found is None or found.over else found


def _address(page: str, found: Reminder) -> str:
    return settings.SITE_URL + reverse(f"plans:{page}", args=[found.token])


LETTERS = {Kind.PLAN: Letter(back_link), Kind.REMINDER: Letter(reminder)}
