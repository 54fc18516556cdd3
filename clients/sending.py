"""Sends the mails that are due, each at most once, and postpones those that fail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from clients.models.allowance import MAILBOX, NOW, Allowance
from clients.models.outbox import Kind, Mail, Reason

log = logging.getLogger(__name__)
SIGN_IN_FIRST = (530, 534, 535, 538)  # a mail server's codes, to whatever it is asked
PERMANENT = 500  # from here on, a mail server's codes mean that trying again won't help


def _nothing(mail: Mail, at: datetime) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Letter:
    """How a kind of mail is made: `compose` returns it with new links, or None if it is no longer needed.

    `sent` updates the app's own rows after the mail server has accepted it.
    """

    compose: Callable[[Mail, datetime], EmailMessage | None]
    sent: Callable[[Mail, datetime], None] = _nothing


LETTERS: dict[str, Letter] = {}  # by kind; each app adds its own when it is ready


def stopped_at(address: str) -> dict[str, str]:
    """Return the headers by which a mail program stops such mails with one press (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def register(letters: dict[Kind, Letter]) -> None:
    LETTERS.update({kind.value: letter for kind, letter in letters.items()})


def send_due() -> None:
    """Send what is due over one connection; if the server cannot be reached, postpone all of it."""
    now = timezone.now()
    Mail.objects.release(at=now)
    due = list(Mail.objects.due(now).select_related("to", "by", "shop")) if settings.MAIL_ENABLED else []
    if not due:
        return
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        log.warning("No mail was sent: %s", type(error).__name__)
        for mail in due:
            if mail.claim(at=now):
                mail.postpone(reason_of(error), at=now)
        return
    try:
        for mail in due:
            _send(mail, connection)
    finally:
        _close(connection)


def _send(mail: Mail, connection: BaseEmailBackend) -> None:
    if not mail.claim(at=timezone.now()):
        return
    try:
        message = LETTERS[mail.kind].compose(mail, timezone.now())
        if message is None:
            mail.drop()
            return
        if wait := _receiver_waits(mail, message):
            mail.put_off(wait, at=timezone.now())
            return
        message.connection = connection
        message.extra_headers["Auto-Submitted"] = "auto-generated"  # so that no out-of-office note replies
        if not mail.hand_over(at=timezone.now()):
            return  # taken for dead meanwhile: another try has it
        message.send()
    except Exception as error:
        reason = reason_of(error)
        if reason == Reason.OTHER:
            log.exception("Mail %s could not be made", mail.pk)
        else:
            log.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        mail.postpone(reason, at=timezone.now(), for_good=refused_for_good(error))
        _close(connection)  # it may be broken; the next mail opens another
    else:
        now = timezone.now()
        with transaction.atomic():
            mail.confirm(at=now)
            LETTERS[mail.kind].sent(mail, now)


def _receiver_waits(mail: Mail, message: EmailMessage) -> timedelta:
    """Return how long the receiver gets no more mail; of a mail only the first try counts.

    Links to continue count when they are asked for.
    """
    if mail.tries > 1 or mail.kind in (Kind.RESUME, Kind.LENT):
        return NOW
    names = {"colleague": str(mail.to_id)} if mail.to_id else {"mailbox": message.to[0].lower()}
    return Allowance.objects.take(MAILBOX, names, at=timezone.now())


def _close(connection: BaseEmailBackend) -> None:
    with suppress(SMTPException, OSError):
        connection.close()


def reason_of(error: Exception) -> Reason:
    match error:
        case SMTPRecipientsRefused():
            return Reason.ADDRESS
        case SMTPException() if _wants_sign_in(error):
            return Reason.SIGN_IN
        case SMTPConnectError() | SMTPHeloError() | SMTPServerDisconnected():
            return Reason.UNREACHABLE
        case SMTPException():
            return Reason.REFUSED
        case OSError():
            return Reason.UNREACHABLE
    return Reason.OTHER


def _wants_sign_in(error: SMTPException) -> bool:
    if isinstance(error, SMTPResponseException) and error.smtp_code in SIGN_IN_FIRST:
        return True
    return isinstance(error, SMTPAuthenticationError | SMTPNotSupportedError)


def refused_for_good(error: Exception) -> bool:
    """Whether the mail server said that trying again won't help."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, SMTPSenderRefused):
        return False  # that is about this site, whose technician can put it right
    permanent = isinstance(error, SMTPResponseException) and error.smtp_code >= PERMANENT
    return permanent and reason_of(error) == Reason.REFUSED
