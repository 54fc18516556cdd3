"""Mails, sent in the background so that the time an answer takes tells nothing about an address."""

from __future__ import annotations

from django_tasks import task

from questions.mail import mail_link
from questions.models import Assessment

MOST_LINKS = 5


@task()
def send_links(email: str) -> None:
    """Mail a link to go on for the latest assessment of each shop with this address, five at most."""
    found = Assessment.objects.filter(shop__email__iexact=email).select_related("shop").order_by("started")
    latest = {assessment.shop_id: assessment for assessment in found}
    for assessment in list(latest.values())[-MOST_LINKS:]:
        mail_link(assessment)
