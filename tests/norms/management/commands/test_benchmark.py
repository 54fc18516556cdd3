"""The command says what it did."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from norms.models.edition import Edition
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("benchmark", stdout=out)
    return out.getvalue()


def test_it_publishes_once() -> None:
    assert run() == "No new edition: too few shops, or too few that changed\n"
    for _ in range(10):
        make_counted()
    assert run().endswith(" published\n")
    assert run().endswith(" is published already\n")
    assert Edition.objects.count() == 1
