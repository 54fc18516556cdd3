"""Answers that nobody went on with, and old sessions, go only if a setting says so; and then nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.utils import timezone

from clients.models.shops import Shop
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.models.review import Note, Review
from reports.retention import abandoned, discard, old_sessions
from tests.makers import answers_of, make_assessment, make_firm, make_shop, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)


def left(days: int, **fields: object) -> Assessment:
    """Answers whose last change was so many days ago."""
    made = make_assessment(shop=make_shop(f"A shop {uuid4().hex[:6]}", **fields))
    Assessment.objects.filter(pk=made.pk).update(changed=NOW - days * DAY)
    return made


def test_without_the_settings_nothing_goes() -> None:
    left(4000)
    Session.objects.create(session_key="a", session_data="", expire_date=NOW + timedelta(seconds=1))
    assert (abandoned(NOW).count(), old_sessions(NOW).count()) == (0, 0)


@override_settings(ABANDONED_DAYS=180)
def test_what_somebody_has_to_do_with_stays() -> None:
    gone = left(181)
    left(179)
    submitted = make_assessment(answers_of("bob-breakfix"), submitted=NOW - 400 * DAY)
    Assessment.objects.filter(pk=submitted.pk).update(changed=NOW - 400 * DAY)
    Note.objects.create(assessment=left(400), text="She will go on in spring.")
    Review.objects.create(assessment=left(400))
    for expires, used in ((NOW + DAY, None), (NOW - DAY, None), (NOW + DAY, NOW - 300 * DAY)):
        Access.objects.create(
            assessment=left(300), kind=Access.Kind.INVITE, token_hash=uuid4().hex, expires=expires, used=used
        )
    open_still, *invited = Assessment.objects.filter(accesses__kind=Access.Kind.INVITE).order_by("accesses__pk")
    assert {each.pk for each in abandoned(NOW)} == {gone.pk, *(each.pk for each in invited)}
    assert open_still.pk not in {each.pk for each in abandoned(NOW)}


@override_settings(ABANDONED_DAYS=180)
def test_a_shop_goes_with_its_only_answers_unless_a_firm_has_it() -> None:
    left(181, email="bob@example.com")
    client = left(181, firm=make_firm()).shop
    retaken = make_assessment(answers_of("bob-breakfix"), submitted=NOW - 400 * DAY)
    retake = retaken.retake(key=uuid4())
    Assessment.objects.filter(pk=retake.pk).update(changed=NOW - 200 * DAY)
    assert discard(abandoned(NOW)) == 3
    assert {*Shop.objects.values_list("pk", flat=True)} == {client.pk, retaken.shop_id}
    assert [each.pk for each in Assessment.objects.all()] == [retaken.pk]


@override_settings(SESSION_DAYS=3)
def test_a_session_ends_so_many_days_after_its_sign_in_though_it_is_used() -> None:
    user = make_user("ann")
    for key, age, left in (("young", 2.9, 1), ("old", 3.1, 1), ("over", 1, -1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + left * DAY)
        signed_in = UserSession.objects.create(user=user, ip="192.0.2.1", session_key=key, user_agent="a browser")
        UserSession.objects.filter(pk=signed_in.pk).update(created_at=NOW - age * DAY)
    assert {each.session_key for each in old_sessions(NOW)} == {"old", "over"}
