"""Five mails an hour to an address, whoever asks and however the address is written."""

from datetime import timedelta

import pytest

from questions.models.mail_limit import HOUR, MOST_AN_HOUR, Mailed
from tests.makers import AT

pytestmark = pytest.mark.django_db


def test_the_sixth_within_an_hour_is_refused_and_not_counted() -> None:
    allowed = [Mailed.objects.allow("Ada@example.com", at=AT + timedelta(minutes=minute)) for minute in range(7)]
    assert allowed == [True] * MOST_AN_HOUR + [False, False]
    assert Mailed.objects.count() == MOST_AN_HOUR
    assert not Mailed.objects.allow("ada@EXAMPLE.com", at=AT + timedelta(minutes=8))
    assert Mailed.objects.allow("bob@example.com", at=AT + timedelta(minutes=8))


def test_after_an_hour_the_address_is_free_again_and_forgotten() -> None:
    for _each in range(MOST_AN_HOUR):
        Mailed.objects.allow("ada@example.com", at=AT)
    assert Mailed.objects.done_with(at=AT + HOUR).count() == MOST_AN_HOUR
    assert Mailed.objects.allow("ada@example.com", at=AT + HOUR)
    assert Mailed.objects.count() == 1


def test_no_address_is_kept() -> None:
    Mailed.objects.allow("ada@example.com", at=AT)
    assert "ada" not in Mailed.objects.get().address
