"""Links to continue and invitations, and the mails that carry them."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from uuid import NAMESPACE_OID, UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.models.firms import WORKING, Firm
from clients.models.outbox import Kind, Mail
from clients.sending import Letter
from clients.tokens import new_token, token_hash
from questions.models.access import RESUME_HOURS, RESUME_WITHIN, Access
from questions.models.assessment import Assessment
from questions.models.parting import Parting


def make_link(assessment: Assessment, key: UUID | None = None, by: User | None = None) -> str:
    """Return a link that opens the assessment once, within RESUME_WITHIN; `by` is the colleague who made it."""
    now = timezone.now()
    return resume_link(
        Access.objects.hand_out(assessment, Access.Kind.RESUME, at=now, within=RESUME_WITHIN, key=key, by=by)
    )


def resume_link(token: str) -> str:
    return settings.SITE_URL + reverse("questions:resume", args=[token])


def mailed_token(mail: Mail, assessment: Assessment, kind: str, *, at: datetime, within: timedelta) -> str:
    """Return the token for a mail's link; all tries of a mail share it, so they leave one link behind."""
    key = uuid5(NAMESPACE_OID, f"mail {mail.pk} {mail.asked.isoformat()}")
    token = Access.objects.issue(assessment, kind, at=at, within=within, by=mail.by, key=key)
    # It outlasts the colleague's work for the firm only where the owner alone can have got it.
    to = mail.address or assessment.shop.email
    sent = at if to and to.lower() == assessment.shop.own_email.lower() else None
    Access.objects.filter(token_hash=token_hash(token)).update(expires=at + within, sent=sent)
    return token


def resume(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the mail with a link to continue; None without an address, or if the colleague may no longer lend."""
    found = Assessment.objects.filter(pk=mail.about).select_related("shop").first()
    to = mail.address or (found.shop.own_email if found else "")
    if found is None or not to or (mail.kind == Kind.LENT and not _lends(mail, found)):
        return None
    link = resume_link(mailed_token(mail, found, Access.Kind.RESUME, at=at, within=RESUME_WITHIN))
    context = {"shop": found.shop, "link": link, "hours": RESUME_HOURS}
    text = render_to_string("questions/mail/resume.txt", context)
    return EmailMessage(_("Your link to your answers"), text, None, [to])


def _lends(mail: Mail, assessment: Assessment) -> bool:
    """Whether the colleague who asked still works for the firm that they asked for, and it still has the shop."""
    firm = assessment.shop.firm
    if mail.by is None or firm is None or mail.firm_id != firm.pk:
        return False
    return Firm.objects.of_member(mail.by, WORKING).filter(pk=firm.pk).exists()


def link_to(token: str) -> str:
    """Return the address of an invitation."""
    return settings.SITE_URL + reverse("questions:invitation", args=[token])


def invitation(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose an invitation with a new token, because only a hash is left of the old; None if it no longer applies."""
    unsent = Access.objects.filter(pk=mail.about, kind=Access.Kind.INVITE, sent=None, used=None, revoked=None)
    waiting = unsent.filter(expires__gt=at).exclude(assessment__shop__email="")
    waiting = waiting.select_related("assessment__shop__firm", "made_by").defer("assessment__shop__firm__logo")
    access, token = waiting.first(), new_token()
    if access is None or not unsent.update(token_hash=token_hash(token)):
        return None
    shop, by = access.assessment.shop, access.made_by
    context = {
        "shop": shop,
        "firm": shop.firm,
        "by": by,
        "access": access,
        "link": link_to(token),
        "minutes": access.assessment.questionnaire.minutes,
    }
    mail.address = shop.email  # which is the owner's own if they accept
    text = render_to_string("questions/mail/invitation.txt", context)
    subject = _("%(firm)s asks: is what you're doing working?") % {"firm": firm_name(shop.firm)}
    return EmailMessage(subject, text, sender(shop.firm), [shop.email], reply_to=reply_to(by))


def invitation_sent(mail: Mail, at: datetime) -> None:
    Access.objects.filter(pk=mail.about).update(sent=at)
    mail.save(update_fields=["address"])


def parting(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the news that a firm parts, or its question, with a new link; None if that is settled."""
    found = Parting.objects.filter(pk=mail.about).select_related("shop", "firm", "to").first()
    to = mail.address or (found.shop.own_email or found.shop.email if found else "")
    if found is None or not to or (found.what == Parting.What.HAND_OVER and found.over(at)):
        return None
    link = ""
    if found.what == Parting.What.HAND_OVER:
        token = new_token()
        Parting.objects.filter(pk=found.pk).update(token_hash=token_hash(token))
        link = settings.SITE_URL + reverse("questions:hand-over", args=[token])
    text = render_to_string("questions/mail/parting.txt", {"parting": found, "shop": found.shop, "link": link})
    subjects = {
        Parting.What.END: _("%(firm)s has ended its work with you"),
        Parting.What.ERASE: _("%(firm)s has erased its notes about you"),
        Parting.What.HAND_OVER: _("%(firm)s asks: may another firm take over?"),
    }
    subject = subjects[Parting.What(found.what)] % {"firm": " ".join(found.firm_name.split())}
    return EmailMessage(subject, text, sender(found.firm), [to], reply_to=reply_to(mail.by))


def firm_name(firm: Firm | None) -> str:
    return " ".join(firm.name.split()) if firm else str(_("Your consultant"))


def sender(firm: Firm | None) -> str:
    """Put the firm's name on the site's address, because mail from the firm's own address would be taken for forged."""
    return formataddr((firm_name(firm), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def reply_to(user: User | None) -> list[str]:
    return [user.email] if user and user.email else []


LETTERS = {Kind.RESUME: Letter(resume), Kind.LENT: Letter(resume), Kind.INVITATION: Letter(invitation, invitation_sent)}
LETTERS[Kind.PARTING] = Letter(parting)
