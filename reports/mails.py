"""Mails that a result sets off: to the consultant when a client hands in, to the owner when notes are shared."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from clients.models.firms import WORKING, Role
from clients.models.history import Change
from clients.tokens import token_hash
from clients.viewers import NOBODY, full_name
from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from questions.owner_mail import firm_name, reply_to, sender
from questions.tasks import QUIET


def mail_shared(assessment: Assessment, *, by: User) -> bool:
    """Have the owner told by mail that notes are shared; False where there is no mail server or no address."""
    if not settings.MAIL_ENABLED or not assessment.shop.email:
        return False
    tell_shared.enqueue(str(assessment.pk), by.pk)
    return True


@task()
def tell_submitted(assessment_id: str) -> None:
    """Tell the consultant, once and without a single score: a mail passes through many hands."""
    assessment = _found(assessment_id)
    mailed = Change.objects.filter(what="mailed-submitted", detail__assessment=assessment_id)
    if assessment is None or not settings.MAIL_ENABLED or mailed.exists():
        return
    shop, name = assessment.shop, " ".join(str(assessment.shop).split())
    link = settings.SITE_URL + reverse("admin:questions_assessment_change", args=[assessment.pk])
    hearing = _who_hears(assessment)
    for user in hearing:
        context = {"shop": name, "name": user.first_name, "link": link}
        text = render_to_string("reports/mail/submitted.txt", context)
        EmailMessage(_("%(shop)s has handed in") % {"shop": name}, text, sender(shop.firm), [user.email]).send()
    if hearing:
        to = ", ".join(full_name(user) for user in hearing)
        Change.objects.write("mailed-submitted", who=NOBODY, shop=shop, assessment=assessment_id, to=to)


def _who_hears(assessment: Assessment) -> list[User]:
    """The colleague who invited the owner last, if they still work there; otherwise the owners of the firm."""
    firm = assessment.shop.firm
    if firm is None:
        return []
    reached = User.objects.filter(is_active=True, is_staff=True, memberships__firm=firm).exclude(email="")
    invited = Access.objects.filter(kind=Access.Kind.INVITE, assessment__shop=assessment.shop).order_by("-pk").first()
    by = reached.filter(pk=invited.made_by_id or 0, memberships__role__in=WORKING) if invited else reached.none()
    return list(by) or list(reached.filter(memberships__firm=firm, memberships__role=Role.OWNER).order_by("pk"))


@task()
def tell_shared(assessment_id: str, by_id: int) -> None:
    """Mail the owner a link to read the result with the notes: it changes nothing, and the owner can take it back."""
    now, assessment, by = timezone.now(), _found(assessment_id), User.objects.filter(pk=by_id).first()
    lately = Change.objects.filter(what="mailed-notes", detail__assessment=assessment_id, at__gt=now - QUIET)
    if assessment is None or not settings.MAIL_ENABLED or not assessment.shop.firm or lately.exists():
        return
    if assessment.submitted and assessment.shop.email:
        _mail_notes(assessment, by, at=now)
        Change.objects.write("mailed-notes", who=by or NOBODY, shop=assessment.shop, assessment=assessment_id)


def _mail_notes(assessment: Assessment, by: User | None, *, at: datetime) -> None:
    shop, firm = assessment.shop, assessment.shop.firm
    token = Access.objects.issue(assessment, Access.Kind.READ, at=at, within=READ_WITHIN, by=by)
    context = {
        "shop": shop,
        "firm": firm,
        "name": full_name(by),
        "link": settings.SITE_URL + reverse("reports:read", args=[token]),
        "until": at + READ_WITHIN,
        "reply": bool(reply_to(by)),
    }
    text = render_to_string("reports/mail/notes.txt", context)
    subject = _("%(firm)s has written something on your result") % {"firm": firm_name(firm)}
    EmailMessage(subject, text, sender(firm), [shop.email], reply_to=reply_to(by)).send()
    Access.objects.filter(token_hash=token_hash(token)).update(sent=at)


def _found(assessment_id: str) -> Assessment | None:
    found = Assessment.objects.filter(pk=assessment_id).select_related("shop__firm").defer("shop__firm__logo")
    return found.first()  # None: it may have been deleted since
