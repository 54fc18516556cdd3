"""The mail that reminds an owner to answer: a colleague's words, with the link and the way to stop added here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.sending import Letter, stopped_at
from clients.tokens import token_hash
from questions.models.access import INVITE_WITHIN, Access
from questions.models.nudge import Nudge
from questions.owner_mail import link_to, mailed_token, reply_to, sender


def nudge(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose a reminder, with the headers by which a mail program stops them (RFC 8058); None if it is over."""
    found = Nudge.objects.filter(pk=mail.about).select_related("assessment__shop__firm", "by")
    row = found.defer("assessment__shop__firm__logo", "assessment__scorecard").first()
    if row is None or row.over(at=at) or row.assessment.shop.mails_stopped:
        return None
    shop, stop = row.assessment.shop, _address("stop-reminders", row)
    link = _address("reminded", row) if row.assessment.opened else link_to(_invitation(mail, row, at))
    text = letter(shop, row.text, by=row.by, link=link, stop=stop, begun=bool(row.assessment.opened))
    return EmailMessage(
        row.subject, text, sender(shop.firm), [row.address], headers=stopped_at(stop), reply_to=reply_to(row.by)
    )


def letter(shop: Shop, text: str, *, by: User | None, link: str, stop: str, begun: bool) -> str:  # noqa: PLR0913 -- each is a part of it
    """Return the body; `begun` is whether the owner has opened it, so that the link leads back."""
    context = {"shop": shop, "firm": shop.firm, "text": text, "by": by, "link": link, "stop": stop, "begun": begun}
    # As plain text: a page that shows it must escape it.
    return "".join(["", render_to_string("questions/mail/nudge.txt", context)])


def nudge_sent(mail: Mail, at: datetime) -> None:
    """Record that the invitation in it went out."""
    row = Nudge.objects.filter(pk=mail.about).select_related("assessment__shop").first()
    if row and not row.assessment.opened:
        Access.objects.filter(token_hash=token_hash(_invitation(mail, row, at))).update(sent=at)


def _invitation(mail: Mail, row: Nudge, at: datetime) -> str:
    """Return the token of an invitation of its own: what was mailed before goes on to work."""
    return mailed_token(mail, row.assessment, Access.Kind.INVITE, at=at, within=INVITE_WITHIN)


def _address(page: str, row: Nudge) -> str:
    return settings.SITE_URL + reverse(f"questions:{page}", args=[row.token])


LETTERS = {Kind.NUDGE: Letter(nudge, nudge_sent)}
