"""Tasks that ask for mails, also those that an older version has queued."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from clients.models.outbox import Mail
from questions.models.access import Access
from questions.tasks import send_invitations, send_links
from tests.makers import make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


def test_link_that_waits_to_be_tried_again_counts_no_second_time(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    assessment = make_assessment(shop=make_shop(own_email="bob@example.com"))
    for _ in range(2):
        send_links.call([str(assessment.pk), str(uuid4())])
    assert [each.to for each in mail.outbox] == [["bob@example.com"]]
    assert Mail.objects.get().state == Mail.State.SENT


def test_link_that_an_older_version_queued_for_a_colleague_is_theirs(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    shop = make_shop(email="bob@example.com", firm=make_firm())
    assessment, anna = make_assessment(shop=shop), make_member(shop.firm)
    send_links.call([str(assessment.pk)], 999_999)
    assert mail.outbox == []
    send_links.call([str(assessment.pk)], anna.pk)
    key = Access.objects.get()
    assert (len(mail.outbox), key.made_by, key.firm) == (1, anna, shop.firm)


def test_who_asks_again_while_it_waits_has_it_tried_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    settings.MAIL_ENABLED = True
    assessment = make_assessment(shop=make_shop(own_email="bob@example.com"))
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", away)
        send_links.call([str(assessment.pk)])
    assert (mail.outbox, Mail.objects.get().state) == ([], Mail.State.QUEUED)
    send_links.call([str(assessment.pk)])
    assert (len(mail.outbox), Mail.objects.get().tries) == (1, 2)


def test_invitations_that_an_older_version_queued_are_mailed_once(settings: Settings) -> None:
    by = make_member(make_firm())
    accesses = []
    for number in range(2):
        assessment = make_assessment(shop=make_shop(email=f"{number}@example.com"))
        accesses.append(Access.invitation(assessment, "token", by=by, at=timezone.now()))
        accesses[-1].save()
    keys = [each.pk for each in accesses]
    send_invitations.call(keys)
    assert mail.outbox == []  # there is no mail server
    settings.MAIL_ENABLED = True
    for _ in range(2):
        send_invitations.call([*keys, 999_999])
    assert sorted(each.to for each in mail.outbox) == [["0@example.com"], ["1@example.com"]]
