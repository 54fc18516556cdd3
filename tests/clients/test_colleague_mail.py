"""What a colleague is mailed: a link that nobody else has, made when it is sent."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Invitation, Role
from clients.models.outbox import Mail
from clients.tokens import token_hash
from tests.makers import make_firm, make_member

pytestmark = pytest.mark.django_db


def test_link_is_made_when_it_is_sent_and_held_by_no_row(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    firm, now = make_firm("Northern Advice"), timezone.now()
    owner = make_member(firm, Role.OWNER)
    made, token = Invitation.objects.invite(firm=firm, email="new@example.com", role=Role.VIEWER, at=now, by=owner)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["new@example.com"], "You're invited to a consultant's desk")
    found = re.search(r"/join/([\w-]{43})/", str(sent.body))
    assert found
    assert Client().get(found[0]).status_code == 200
    made.refresh_from_db()
    assert (made.token_hash, token) == (token_hash(found[1]), "")
    assert found[1] not in str(Mail.objects.values())
