"""Who makes a file that has been asked for, and when somebody else may: the same for every process."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from msp_assess.log import faults
from reports.core.report import Report
from reports.models.bundle import Bundle
from reports.models.composing import report_of
from reports.models.making import Making
from reports.models.stored_handout import StoredHandout
from reports.models.stored_report import StoredReport
from reports.pdf.handouts import handout
from reports.tasks import make_bundle, make_handout, render_report
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted
from tests.processes import process, said


class Cloud(Storage):
    """A storage that knows no paths on a disk."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        return ContentFile(self.kept[name])

    def _save(self, name: str, content: File[bytes]) -> str:
        self.kept[name] = content.read()
        return name

    def exists(self, name: str) -> bool:
        return name in self.kept

    def size(self, name: str) -> int:
        return len(self.kept[name])


SECOND = timedelta(seconds=1)
KINDS = ["report", "bundle", "handout"]
# Another process takes up the row of this table and key, says whether it may, and is at it until it is killed.
BEGIN = """
import sys, time
from django.apps import apps
from django.utils import timezone
row = apps.get_model("reports", "{model}").objects.get(pk="{pk}")
print(row.begin(at=timezone.now()), flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def row(kind: str) -> Making:
    """One that nobody has asked for yet, of each kind that there is."""
    if kind == "handout":
        return StoredHandout.objects.of(handout("bob-breakfix"))
    firm = make_firm()
    assessment = make_submitted(shop=make_shop(firm=firm))
    if kind == "report":
        return StoredReport.objects.of(assessment, report_of(assessment))
    made, _ = Bundle.objects.begin(key=uuid4(), user=make_member(firm), assessments=[assessment.pk])
    made.reset()
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
class TestMaking:
    def test_it_is_asked_for_once(self, kind: str) -> None:
        making = row(kind)
        assert [making.ask(at=AT), making.ask(at=AT + making.PATIENCE)] == [True, False]
        assert making.asked == AT

    def test_one_begins_it_and_another_only_when_that_one_must_be_dead(self, kind: str) -> None:
        making = row(kind)
        began = [making.begin(at=at) for at in (AT, AT + SECOND, AT + making.LEASE, AT + making.LEASE + SECOND)]
        assert began == [True, False, False, True]

    def test_who_gives_signs_of_life_keeps_it_and_who_was_silent_has_lost_it(self, kind: str) -> None:
        making = row(kind)
        making.begin(at=AT)
        alive = AT + making.LEASE
        assert making.go_on(at=alive)
        other = type(making)._default_manager.get(pk=making.pk)
        assert [other.begin(at=alive + making.LEASE), other.begin(at=alive + making.LEASE + SECOND)] == [False, True]
        assert not making.go_on(at=alive + making.LEASE + SECOND)

    def test_what_is_made_is_not_begun_again(self, kind: str) -> None:
        making = row(kind)
        making.keep("made.pdf", ContentFile(b"%PDF"))
        assert not making.begin(at=AT)
        assert not making.ask(at=AT)
        assert making.free_from() is None

    def test_it_is_overdue_when_nobody_takes_it_up_or_whoever_did_is_dead(self, kind: str) -> None:
        making = row(kind)
        assert not making.overdue(AT)
        making.ask(at=AT)
        assert [making.overdue(AT + making.PATIENCE + late) for late in (-SECOND, SECOND)] == [False, True]
        making.begin(at=AT)
        assert [making.overdue(AT + making.LEASE + late) for late in (-SECOND, SECOND)] == [False, True]

    def test_its_state_is_told(self, kind: str) -> None:
        making = row(kind)
        making.ask(at=AT)
        assert [making.state(AT), making.state(AT + 2 * making.PATIENCE)] == ["making", "late"]
        making.failed = AT
        assert making.state(AT) == "failed"
        making.keep("made.pdf", ContentFile(b"%PDF"))
        assert making.state(AT) == "ready"

    def test_failure_is_noted_by_whoever_is_at_it_and_nobody_else(self, kind: str) -> None:
        making = row(kind)
        making.begin(at=AT)
        other = type(making)._default_manager.get(pk=making.pk)
        other.begin(at=AT + 2 * making.LEASE)
        for each, noted in ((making, False), (other, True)):
            with pytest.raises(ZeroDivisionError), each.noting_failure():
                1 / 0  # noqa: B018 -- the failure
            making.refresh_from_db()
            assert bool(making.failed) is noted

    def test_what_two_have_made_is_kept_once(self, kind: str, settings: Settings) -> None:
        making = row(kind)
        other = type(making)._default_manager.get(pk=making.pk)
        making.keep("made.pdf", ContentFile(b"first"))
        other.keep("made.pdf", ContentFile(b"second"))
        assert other.file.name == making.file.name
        assert other.file.size == len(b"first")
        assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1

    def test_half_of_one_is_none(self, kind: str) -> None:
        class Disk(ContentFile[bytes]):
            def chunks(self, chunk_size: int | None = None) -> object:  # type: ignore[override]
                yield b"%PD"
                raise OSError("full")

        making = row(kind)
        making.begin(at=AT)
        with pytest.raises(OSError, match="full"), making.noting_failure():
            making.keep("made.pdf", Disk(b"%PDF"))
        making.refresh_from_db()
        assert (making.state(AT), making.file.name) == ("failed", "")


@pytest.mark.django_db
def test_files_are_kept_where_no_disk_is(rendered: list[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Cloud()
    for model in (StoredReport, StoredHandout, Bundle):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storage)
    assessment = make_submitted()
    stored = StoredReport.objects.obtain(assessment)
    assert stored.file.size == len(b"%PDF 1")
    making = row("handout")
    making.keep("handout.pdf", ContentFile(b"%PDF"))
    assert making.ready
    assert not making.lost


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_two_processes_agree_who_makes_it_and_one_that_is_killed_loses_it(kind: str, settings: Settings) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}
    }  # nobody makes it meanwhile
    making = row(kind)
    making.ask(at=timezone.now())
    code = BEGIN.format(model=type(making).__name__, pk=making.pk)
    with process(code) as first, process(code) as second:
        assert sorted([said(first), said(second)]) == ["False", "True"]
        making.refresh_from_db()
        assert making.begun is not None
        assert making.state(timezone.now()) == "making"
        assert not making.begin(at=timezone.now()), "nor may this one"
        for each in (first, second):
            each.kill()
            each.wait()
    dead = making.begun + making.LEASE
    assert not making.begin(at=dead), "it may be at it yet"
    making.refresh_from_db()
    assert making.overdue(dead + SECOND)
    assert making.begin(at=dead + SECOND)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_task_that_finds_somebody_at_it_is_over_when_it_is_made(
    kind: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried again when the other one must be dead, and is neither done nor failed until then, nor in the log."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    making, now = row(kind), timezone.now()
    making.begin(at=now)
    DBTaskResult.objects.all().delete()
    if isinstance(making, StoredReport):
        render_report.enqueue(str(making.assessment_id))
    elif isinstance(making, Bundle):
        make_bundle.enqueue(str(making.pk))
    else:
        make_handout.enqueue("bob-breakfix")
    call_command("worker", queue_name="*", batch=True, startup_delay=False, verbosity=0)
    (task,) = DBTaskResult.objects.all()
    assert (task.status, task.finished_at, task.worker_ids) == ("READY", None, [])
    assert task.run_after > now + making.LEASE, "no lease outlives the pause before a retry"
    assert not [line for line in caplog.records if line.exc_info and faults(line)]
