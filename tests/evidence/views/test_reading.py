"""A large file is read in the background, with a bar; without a worker it is read all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evidence.models import upload as upload_model
from evidence.models.upload import LEASE, PATIENCE, Upload
from questions.models.assessment import Assessment
from tests.evidence.owners import EVENING, make_owner, page, send, stored
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_model, "IN_REQUEST", 1000)


def waiting(content: Any = None) -> tuple[Client, Assessment, Upload]:
    """An upload that no worker has taken up."""
    browser, assessment = make_owner()
    with override_settings(TASKS=QUEUE):
        response = send(browser, assessment, content)
    upload = Upload.objects.get()
    assert response["Location"] == page(assessment, "progress", upload)
    return browser, assessment, upload


def test_a_worker_reads_it() -> None:
    browser, assessment = make_owner()
    response = send(browser, assessment)  # tasks run at once in tests
    upload = Upload.objects.get()
    assert (upload.state, upload.progress) == ("ready", 100)
    assert response["Location"] == page(assessment, "understood", upload)
    assert browser.get(page(assessment, "progress", upload))["Location"] == page(assessment, "understood", upload)


def test_the_task_gets_the_uploads_key_and_nothing_else() -> None:
    _browser, _assessment, upload = waiting()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(upload.pk)], "kwargs": {}}


def test_a_bar_shows_how_far_it_is_and_the_page_looks_again() -> None:
    browser, assessment, upload = waiting()
    Upload.objects.update(state="reading", begun=EVENING, progress=45)
    address = page(assessment, "progress", upload)
    shown = Page(browser.get(address))
    assert shown.one("progress").get("value") == "45"
    assert shown.one("*[@id='reading']").get("hx-get") == address
    assert "45% read. The next step comes by itself." in shown.words
    assert shown.one("noscript/meta[@http-equiv='refresh']").get("content") == "3"
    polled = browser.get(address, headers={"HX-Request": "true"})
    assert Page(polled).one("progress").get("value") == "45"
    for step in ("understood", "questions", "result"):
        assert browser.get(page(assessment, step, upload))["Location"] == address


def test_without_a_worker_it_is_read_by_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, assessment, upload = waiting()
    address = page(assessment, "progress", upload)
    assert browser.get(address).status_code == 200
    later = EVENING + PATIENCE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert browser.get(address)["Location"] == page(assessment, "understood", upload)
    upload.refresh_from_db()
    assert upload.state == "ready"


def test_a_dead_workers_file_is_read_by_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, assessment, upload = waiting()
    Upload.objects.update(state="reading", begun=EVENING, progress=45)
    later = EVENING + LEASE + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    response = browser.get(page(assessment, "progress", upload), headers={"HX-Request": "true"})
    assert response.headers["HX-Refresh"] == "true"
    upload.refresh_from_db()
    assert upload.state == "ready"


def test_what_the_worker_refused_is_said_and_gone() -> None:
    browser, assessment = make_owner()
    rows = "\n".join(["Ticket ID,Created time,Agent", *(f"{n},Text {n},Ann" for n in range(1, 32))])
    response = send(browser, assessment, rows + "\n" + "1,2026-11-20 10:00,Ann\n" + " " * 1000)
    assert response.status_code == 422  # a task that runs at once has refused it by now
    with override_settings(TASKS=QUEUE):
        send(browser, assessment, rows + "\n" + "1,2026-11-20 10:00,Ann\n" + " " * 1000)
    upload = Upload.objects.exclude(state="over").get()
    assert upload.take(at=EVENING)
    upload.examine()
    assert stored() == [f"{upload.pk.hex}.pages"]  # the one cell that the sentence quotes
    response = browser.get(page(assessment, "progress", upload))
    assert response.status_code == 422
    assert "We couldn't read 31 dates, like “Text 1” on line 2." in Page(response).words
    assert "The file is deleted, and nothing was kept." in Page(response).words


def test_looking_costs_the_same_however_far_it_is() -> None:
    browser, assessment, upload = waiting()
    address = page(assessment, "progress", upload)
    counts = set()
    for progress in (0, 50, 95):
        Upload.objects.update(state="reading", begun=EVENING, progress=progress)
        counts.add(len(queries(lambda: browser.get(address))))
    assert len(counts) == 1
