"""Mails about a result: to the consultant when a client submits, to the owner when notes are shared."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from clients.models.firms import WORKING, Firm, Role
from clients.models.outbox import Kind, Mail
from clients.sending import Letter
from clients.viewers import full_name
from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from questions.owner_mail import firm_name, mailed_token, reply_to, sender
from reports.models.review import Review, owner_is_mailed


def queue_submitted(assessment: Assessment) -> None:
    """Mail the colleagues in charge of this shop, once, that it has submitted its answers."""
    shop = assessment.shop
    if settings.MAIL_ENABLED and shop.firm_id:
        to = _who_hears(assessment)
        Mail.objects.queue_once(Kind.SUBMITTED, assessment.pk, to=to, at=timezone.now(), shop=shop)


def _who_hears(assessment: Assessment) -> list[User]:
    """Return the colleague who invited the owner last, if they still work there; else the owners of the firm."""
    reached = _reached(assessment.shop.firm)
    invited = Access.objects.filter(kind=Access.Kind.INVITE, assessment__shop=assessment.shop).order_by("-pk").first()
    firm = assessment.shop.firm_id
    by = reached.filter(pk=invited.made_by_id or 0, memberships__role__in=WORKING) if invited else reached.none()
    return list(by) or list(reached.filter(memberships__firm=firm, memberships__role=Role.OWNER).order_by("pk"))


def _reached(firm: Firm | None) -> QuerySet[User]:
    """The users a mail about this firm's clients may go to."""
    return User.objects.filter(is_active=True, is_staff=True, memberships__firm=firm).exclude(email="")


def submitted(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the consultant's mail, without any score, because a mail passes through many hands; None if unneeded."""
    assessment = _found(mail.about)
    if assessment is None or not assessment.shop.firm or mail.to is None:
        return None
    user = _reached(assessment.shop.firm).filter(pk=mail.to.pk).first()
    if user is None:
        return None
    shop, name = assessment.shop, assessment.shop.name_in_mail
    link = settings.SITE_URL + reverse("admin:questions_assessment_change", args=[assessment.pk])
    context = {"shop": name, "name": user.first_name, "link": link}
    text = render_to_string("reports/mail/submitted.txt", context)
    subject = _("%(shop)s has submitted its answers") % {"shop": name or _("A shop")}
    return EmailMessage(subject, text, sender(shop.firm), [user.email])


def notes(mail: Mail, at: datetime) -> EmailMessage | None:
    """Compose the owner's mail with a read link, which changes nothing and can be revoked; None if unneeded."""
    assessment = _found(mail.about)
    if assessment is None or not (assessment.submitted and assessment.shop.firm and assessment.shop.email):
        return None
    if not Review.objects.filter(assessment=assessment, state=Review.State.SHARED).exists():
        return None  # no longer shared
    shop, firm, by = assessment.shop, assessment.shop.firm, mail.by
    token = mailed_token(mail, assessment, Access.Kind.READ, at=at, within=READ_WITHIN)
    context = {
        "shop": shop,
        "firm": firm,
        "name": full_name(by),
        "link": settings.SITE_URL + reverse("reports:read", args=[token]),
        "until": at + READ_WITHIN,
        "reply": bool(reply_to(by)),
    }
    text = render_to_string("reports/mail/notes.txt", context)
    subject = _("%(firm)s left a note on your result") % {"firm": firm_name(firm)}
    return EmailMessage(subject, text, sender(firm), [shop.email], reply_to=reply_to(by))


def _found(assessment_id: str) -> Assessment | None:
    found = Assessment.objects.filter(pk=assessment_id).select_related("shop__firm").defer("shop__firm__logo")
    return found.first()  # None if it was deleted meanwhile


LETTERS = {Kind.SUBMITTED: Letter(submitted), Kind.NOTES: Letter(notes)}


@task()
def tell_submitted(assessment_id: str) -> None:
    """Queue the mail; kept for tasks that older versions queued."""
    if assessment := _found(assessment_id):
        queue_submitted(assessment)


@task()
def tell_shared(assessment_id: str, by_id: int) -> None:
    """Queue the mail; kept for tasks that older versions queued."""
    assessment, by = _found(assessment_id), User.objects.filter(pk=by_id).first()
    if assessment and owner_is_mailed(assessment):
        now = timezone.now()
        if not Mail.objects.lately(Kind.NOTES, assessment_id, at=now):
            Mail.objects.queue(Kind.NOTES, assessment_id, at=now, shop=assessment.shop, by=by)
