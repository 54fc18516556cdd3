"""A worker shows that it lives, and keeps everything tidy also when no task comes."""

from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import Settings

from clients.models.outbox import Mail
from evidence.models.upload import Upload
from plans.models.plan import Plan
from plans.models.reminder import Reminder
from reports import upkeep
from reports.models import heartbeat
from reports.models.heartbeat import Heartbeat, HeartbeatQuerySet
from reports.worker_clock import WorkerClock
from tests.makers import make_assessment, make_submitted

NOW = timezone.now()
HOUR = timedelta(hours=1)


def make_session() -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=NOW - HOUR)


def beats() -> dict[str, object]:
    return dict(Heartbeat.objects.values_list("worker", "at"))


@pytest.mark.django_db(transaction=True)
def test_each_turn_is_one_beat() -> None:
    clock = WorkerClock("one", queue="bundles", cleaned=NOW)
    Heartbeat.objects.beat("other", at=NOW)
    for seconds in (15, 30):
        clock.turn(at=NOW + timedelta(seconds=seconds))
    assert beats() == {"one": NOW + timedelta(seconds=30), "other": NOW}
    assert Heartbeat.objects.get(worker="one").queue == "bundles"


@pytest.mark.django_db(transaction=True)
def test_every_hour_it_cleans() -> None:
    make_session()
    clock = WorkerClock("one", cleaned=NOW)
    clock.turn(at=NOW + HOUR - timedelta(seconds=1))
    assert Session.objects.count() == 1
    clock.turn(at=NOW + HOUR)
    assert Session.objects.count() == 0
    make_session()
    clock.turn(at=NOW + 2 * HOUR - timedelta(seconds=1))
    assert Session.objects.count() == 1
    clock.turn(at=NOW + 2 * HOUR)
    assert Session.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_every_minute_it_looks_for_files_of_tickets() -> None:
    upload = Upload.objects.create(assessment=make_assessment(), holder="browser", created=NOW - HOUR)
    clock = WorkerClock("one", cleaned=NOW)
    clock.turn(at=NOW + timedelta(seconds=59))
    assert Upload.objects.filter(pk=upload.pk).exists()
    make_session()
    clock.turn(at=NOW + timedelta(seconds=60))
    assert not Upload.objects.filter(pk=upload.pk).exists()
    assert Session.objects.count() == 1  # the rest has an hour


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_by_itself_and_is_not_missed_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "EVERY", timedelta(milliseconds=20))
    monkeypatch.setattr(upkeep, "EVERY", timedelta(milliseconds=40))
    make_session()
    with WorkerClock("one", cleaned=timezone.now()) as clock:
        until = monotonic() + 20
        while (Session.objects.exists() or not beats()) and monotonic() < until:
            sleep(0.02)
        assert (Session.objects.count(), [*beats()], clock.is_alive()) == (0, ["one"], True)
    assert (beats(), clock.is_alive()) == ({}, False)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_while_only_costs_beats(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    clock = WorkerClock("one", cleaned=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(HeartbeatQuerySet, "beat", away)
        clock.turn(at=NOW)
    assert caplog.messages == ["A heartbeat was missed: DatabaseError"]
    clock.turn(at=NOW)
    assert beats() == {"one": NOW}


@pytest.mark.django_db(transaction=True)
def test_every_minute_it_queues_reminders_that_are_due(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    Reminder.objects.ask(make_assessment().shop, [30], address="bob@example.com", at=NOW - timedelta(days=30))
    clock = WorkerClock("one", cleaned=NOW)
    clock.turn(at=NOW + timedelta(seconds=59))
    assert not Mail.objects.exists()
    for minute in (1, 2):
        clock.turn(at=NOW + timedelta(minutes=minute))
        assert Mail.objects.count() == 1


@pytest.mark.usefixtures("rendered")
@pytest.mark.django_db(transaction=True)
def test_every_hour_it_begins_plans_of_older_results() -> None:
    assessment = make_submitted()
    Plan.objects.all().delete()
    WorkerClock("one", cleaned=NOW).turn(at=NOW + HOUR)
    assert Plan.objects.get().shop == assessment.shop
