"""Where the key is lost for good, the site goes on with another one."""

import pytest
from django.core.management import call_command
from pytest_django import Settings

from reports.models.key_mark import KeyMark

pytestmark = pytest.mark.django_db


def test_it_goes_on_with_the_present_key(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    KeyMark.objects.keep()
    settings.SECRET_KEY = "0123456789" * 6
    assert not KeyMark.objects.fits()
    call_command("newkey")
    assert KeyMark.objects.fits()
    assert "Everybody signs in again" in capsys.readouterr().out
