"""By hand: every kind that expires is named, with how much of it goes."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from clients.models.allowance import Allowance
from questions.models.access import AccessQuerySet
from questions.models.assessment import Assessment
from reports.upkeep import CHORES
from tests.makers import make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _over() -> None:
    """Two sessions and what one visitor has had go."""
    ago = timezone.now() - timedelta(hours=2)
    for key in ("one", "two"):
        Session.objects.create(session_key=key, session_data="", expire_date=ago)
    Allowance.objects.create(key="a", until=ago)


def lines(**numbers: object) -> list[str]:
    """A line for each kind, with these numbers."""
    known = {"sessions": 2, "what visitors have had": 1} | numbers
    return [f"{known.get(each.what, 0):>8}  {each.what:<26} {each.when}" for each in CHORES]


def test_a_dry_run_names_everything_and_removes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("upkeep", dry_run=True)
    assert capsys.readouterr().out.splitlines() == ["Would go:", *lines()]
    assert (Session.objects.count(), Allowance.objects.count()) == (2, 1)


def test_it_says_what_went(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("upkeep")
    assert capsys.readouterr().out.splitlines() == ["Gone:", *lines()]
    assert (Session.objects.count(), Allowance.objects.count()) == (0, 0)


def test_it_fails_where_something_could_not_be_cleaned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(self: object, *, at: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(AccessQuerySet, "done_with", locked)
    with pytest.raises(CommandError, match="Not everything could be cleaned: the log says why"):
        call_command("upkeep")
    assert capsys.readouterr().out.splitlines() == ["Gone:", *lines(**{"keys and links of owners": "failed"})]


def test_a_number_of_days_can_be_tried_first(capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    kept, gone = make_assessment(), make_assessment()
    for assessment, days in ((kept, 50), (gone, 100)):
        Assessment.objects.filter(pk=assessment.pk).update(changed=now - timedelta(days=days))
    call_command("upkeep", dry_run=True, abandoned_days=90, session_days=3)
    assert capsys.readouterr().out.splitlines() == [
        "Would go:",
        *lines(),
        "With SESSION_DAYS=3 sessions would go: 2",
        "With ABANDONED_DAYS=90 abandoned answers would go: 1",
        f"  {gone.pk}  last changed {now - timedelta(days=100):%Y-%m-%d}, 0 answers",
    ]
    assert (Assessment.objects.count(), Session.objects.count()) == (2, 2)


def test_a_number_that_is_tried_removes_nothing() -> None:
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("upkeep", abandoned_days=90)
    assert Session.objects.count() == 2
