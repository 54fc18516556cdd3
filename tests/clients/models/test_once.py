"""A page's key is good for one time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from clients.models.once import KEPT, Once

pytestmark = pytest.mark.django_db


def test_key_is_claimed_once_and_nothing_is_broken_by_the_second_claim() -> None:
    key = uuid4()
    assert [Once.objects.claim(key) for _time in range(3)] == [True, False, False]
    assert Once.objects.claim(uuid4())


def test_what_failed_can_be_tried_again() -> None:
    key = uuid4()
    with transaction.atomic():
        assert Once.objects.claim(key)
        transaction.set_rollback(True)
    assert Once.objects.claim(key)


def test_keys_are_forgotten_after_a_while() -> None:
    old, new = uuid4(), uuid4()
    for key in (old, new):
        Once.objects.claim(key)
    now = timezone.now()
    Once.objects.filter(key=old).update(at=now - KEPT - timedelta(seconds=1))
    Once.objects.done_with(at=now).delete()
    assert [each.key for each in Once.objects.all()] == [new]
    assert str(Once.objects.get()) == str(new)
