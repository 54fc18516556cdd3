"""A database knows which secret key it is used with."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from reports.doctor import Asked, key
from reports.models.key_mark import KeyMark, mark_of

pytestmark = pytest.mark.django_db

NEW = "0123456789" * 6


@pytest.fixture(autouse=True)
def _known() -> None:
    KeyMark.objects.keep()


def test_another_key_stops_every_start_and_says_what_to_do(settings: Settings) -> None:
    settings.SECRET_KEY = NEW
    with pytest.raises(CommandError, match=r"is not the one .* SECRET_KEY_FALLBACKS.* manage.py newkey"):
        call_command("migrate", verbosity=0)
    found = key(Asked())
    assert (found.good, "manage.py newkey" in found.fix) == (False, True)


def test_a_successor_is_taken_and_remembered(settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW
    call_command("migrate", verbosity=0)
    settings.SECRET_KEY_FALLBACKS = []
    call_command("migrate", verbosity=0)
    assert KeyMark.objects.get().mark == mark_of(NEW)
    assert NEW not in KeyMark.objects.get().mark


def test_the_first_key_is_taken(settings: Settings) -> None:
    KeyMark.objects.all().delete()
    settings.SECRET_KEY = NEW
    assert KeyMark.objects.fits()
    call_command("migrate", verbosity=0)
    assert KeyMark.objects.get().mark == mark_of(NEW)
