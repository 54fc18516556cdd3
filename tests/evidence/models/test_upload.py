"""An upload is bound to who brought it, gone within the hour, and never says a cell to anybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import TestCase
from django.utils import timezone

from evidence import storing
from evidence.core.refusal import RefusedError, Why
from evidence.examination import look
from evidence.models import upload as upload_model
from evidence.models.kept_record import Record
from evidence.models.upload import LEASE, PATIENCE, Upload
from evidence.storing import KEPT_FOR
from questions.models.assessment import Assessment
from reports.upkeep import TICKETS, clean
from tests.evidence.exports import export
from tests.evidence.owners import EVENING, make_answered, make_owner, send, stored

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def begin(assessment: Assessment, holder: str = "browser a") -> Upload:
    """An upload with its files, not read yet."""
    upload = Upload.objects.begin(assessment, holder=holder, by=None, replies={}, at=EVENING)
    upload.receive(ContentFile(export("freshdesk").read_bytes()), None)
    return upload


def test_it_is_the_holders_alone_and_only_while_open() -> None:
    assessment = make_answered()
    upload = begin(assessment)
    nobody = AnonymousUser()
    assert not Upload.objects.visible_to(nobody, "browser a").exists()
    browser, mine = make_owner()
    send(browser, mine)
    theirs = Upload.objects.get(assessment=mine)
    assert {theirs.holder} != {upload.holder}
    upload.end()
    assert Upload.objects.exclude(state="over").get() == theirs


def test_each_upload_has_a_key_of_its_own_for_its_hashes() -> None:
    first, second = begin(make_answered(), "browser a"), begin(make_answered(), "browser b")
    assert len(first.secret) == len(second.secret) == 32
    assert first.secret != second.secret


def test_after_an_hour_row_and_files_are_gone() -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)
    upload.examine()
    clean(at=EVENING + KEPT_FOR - SECOND, chores=TICKETS)
    assert (Upload.objects.count(), len(stored())) == (1, 2)
    with TestCase.captureOnCommitCallbacks(execute=True):
        gone = clean(at=EVENING + KEPT_FOR, chores=TICKETS)
    assert gone["uploads of tickets"] == 1
    assert (Upload.objects.count(), stored()) == (0, [])


def test_a_deleted_shop_takes_its_files_along() -> None:
    upload = begin(make_answered())
    with TestCase.captureOnCommitCallbacks(execute=True):
        upload.assessment.shop.delete()
    assert stored() == []


def test_a_process_that_is_stopped_on_the_way_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)

    def stop(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(upload_model, "look", stop)
    with pytest.raises(SystemExit):
        upload.examine()
    upload.refresh_from_db()
    assert (upload.state, stored()) == ("over", [])


def test_what_is_discarded_while_it_is_read_stays_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)

    def slow(*args: object) -> object:
        found = look(*args)  # type: ignore[arg-type]  # as they come
        Upload.objects.get().end()
        return found

    monkeypatch.setattr(upload_model, "look", slow)
    upload.examine()
    upload.refresh_from_db()
    assert (upload.state, upload.found, stored()) == ("over", None, [])


def test_a_shop_deleted_while_its_file_is_read_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)

    def slow(*args: object) -> object:
        found = look(*args)  # type: ignore[arg-type]  # as they come
        Upload.objects.all().delete()
        return found

    monkeypatch.setattr(upload_model, "look", slow)
    upload.examine()
    assert (Upload.objects.count(), stored()) == (0, [])


def test_reading_belongs_to_one_process_as_long_as_it_lives() -> None:
    upload = begin(make_answered())
    assert upload.take(at=EVENING)
    assert not Upload.objects.get().take(at=EVENING + LEASE)
    assert Upload.objects.get().take(at=EVENING + LEASE + SECOND)


def test_it_is_overdue_without_a_worker_and_without_progress() -> None:
    upload = begin(make_answered())
    upload.wait(at=EVENING)
    assert not upload.overdue(EVENING + PATIENCE)
    assert upload.overdue(EVENING + PATIENCE + SECOND)
    upload.take(at=EVENING)
    assert not upload.overdue(EVENING + LEASE)
    assert upload.overdue(EVENING + LEASE + SECOND)


def test_progress_is_written_and_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_model, "IN_REQUEST", 1000)
    upload = begin(make_answered())
    upload.take(at=EVENING - MINUTE)
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    seen: list[tuple[int, object]] = []

    def watched(*args: object) -> object:
        found = look(*args)  # type: ignore[arg-type]  # as they come
        seen.extend(Upload.objects.values_list("progress", "begun"))
        return found

    monkeypatch.setattr(upload_model, "look", watched)
    upload.examine()
    ((progress, begun),) = seen
    assert progress >= 90
    assert begun == EVENING
    assert (upload.state, upload.progress) == ("ready", 100)


def test_a_reply_that_does_not_do_goes_back() -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)
    upload.examine()
    upload.refresh_from_db()
    found = upload.found
    upload.reply("understood", {"placed": {"created": 0}}, at=EVENING)
    upload.take(at=EVENING)
    upload.examine()
    upload.refresh_from_db()
    assert (upload.state, upload.replies, upload.found) == ("ready", {}, found)
    refused = upload.refusal()
    assert refused is not None
    assert refused.why in (Why.UNREADABLE_DATES, Why.NO_DATE_COLUMN)


def test_a_refusal_quotes_its_cell_from_the_files_and_not_from_the_row() -> None:
    upload = begin(make_answered())
    upload._refuse(RefusedError(Why.UNREADABLE_DATES, line=7, count=3, example="MARKER"))
    row = Upload.objects.filter(pk=upload.pk).values().get()
    assert "MARKER" not in str(row)
    refused = Upload.objects.get().refusal()
    assert refused is not None
    assert (refused.line, refused.count, refused.example) == (7, 3, "MARKER")


def test_keeping_is_all_or_nothing_but_the_file_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begin(make_answered())
    upload.take(at=EVENING)
    upload.examine()
    upload.keep(at=EVENING)
    Upload.objects.get().keep(at=EVENING)
    assert (Record.objects.count(), stored()) == (1, [])
    assert storing.read_pages(upload.pk) is None
