"""A marker in every cell and every heading is found nowhere: no row, no file, no log, no task, no answer to others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evidence.core.measures import measuring
from evidence.models import upload as upload_model
from evidence.models.upload import Upload
from evidence.tasks import read_upload
from reports.models.composing import report_of
from reports.pdf.document import html_of
from reports.takeaway import everything
from tests.evidence.exports import rows_of, write
from tests.evidence.owners import EVENING, answer, make_owner, page, send, stored

pytestmark = pytest.mark.django_db

MARK = "Zq7marker"
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Columns whose cells stay as they are: only what they mean gets through, as a number.
MEANT = ("Created time", "Resolved time", "Initial response time", "Time tracked")


def marked() -> bytes:
    """An export with a marker in every cell and heading that can hold one, one of them in a heading of its own."""
    heading, *rows = rows_of("freshdesk")
    plain = [heading.index(name) for name in MEANT]
    filled = [
        [cell if at in plain else f"{cell} {MARK}{n}x{at}" for at, cell in enumerate(row)] for n, row in enumerate(rows)
    ]
    return write([[*heading, f"{MARK} heading"], *([*row, f"{MARK} beside"] for row in filled)])


def database() -> Iterator[str]:
    """Every value of every row there is."""
    for model in apps.get_models():
        for row in model._base_manager.values():
            yield f"{model.__name__} {row!r}"


def media() -> Iterator[str]:
    """Every file outside the uploads."""
    uploads = Path(storages["tickets"].path("tickets"))
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and not path.is_relative_to(uploads):
            yield f"{path} {path.read_bytes()!r}"


def holds(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if MARK.lower() in text.lower()]


@pytest.fixture(params=[False, True], ids=["in the request", "in a task"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param:
        monkeypatch.setattr(upload_model, "IN_REQUEST", 1000)
    return bool(request.param)


def read(upload: Upload, *, large: bool) -> None:
    """What a worker does, if the file waits for one."""
    if large:
        read_upload.func(str(upload.pk))


def test_no_cell_is_found_anywhere(large: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser, assessment = make_owner(after_hours_calls=3)
    with override_settings(TASKS=QUEUE):
        assert send(browser, assessment, marked()).status_code == 302
        upload = Upload.objects.get()
        read(upload, large=large)
        assert DBTaskResult.objects.count() == large
        assert holds(database()) == []
    for step in ("understood", "questions"):
        assert MARK in browser.get(page(assessment, step, upload)).content.decode()  # the owner's own eyes may
    assert MARK not in answer(browser, upload).content.decode()
    assert holds(database()) == []
    browser.post(page(assessment, "result", upload), {"do": "keep"})
    assert stored() == []
    assert holds(database()) == []
    assert holds(media()) == []
    for address in (page(assessment, "kept"), f"/a/{assessment.pk}/result/", f"/a/{assessment.pk}/data.json"):
        assert holds(iter([browser.get(address).content.decode()])) == []
    assert (
        holds(iter([html_of(report_of(assessment)), str(everything(assessment.shop, own=True, opinions=True))])) == []
    )
    assert holds(iter([caplog.text])) == []


def test_no_cell_is_found_after_a_refusal(large: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser, assessment = make_owner()
    rows = [["Ticket ID", "Created time", "Agent"], *([f"{MARK}{n}", f"{MARK} {n}", MARK] for n in range(50))]
    content = write([*rows, ["1", "2026-11-20 10:00", "x" * 1000]])
    with override_settings(TASKS=QUEUE):
        response = send(browser, assessment, content)
    if large:
        upload = Upload.objects.get()
        read(upload, large=True)
        response = browser.get(page(assessment, "progress", upload))
    assert f"“{MARK} 0” on line 2" in response.content.decode()
    assert holds(database()) == []
    assert holds(media()) == []
    assert holds(iter([caplog.text])) == []
    for name in stored():
        assert name.endswith(".pages")  # the sentence's one cell, until the hour is over


def test_no_cell_is_found_after_something_nobody_thought_of(
    large: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def fail(*args: object, **_: object) -> None:
        raise ValueError(f"{MARK} in the text of an error, {args!r}")

    monkeypatch.setattr(measuring, "find_window", fail)
    browser, assessment = make_owner()
    with override_settings(TASKS=QUEUE):
        response = send(browser, assessment, marked())
    if large:
        upload = Upload.objects.get()
        read(upload, large=True)
        response = browser.get(page(assessment, "progress", upload))
    assert "Something in this file stopped us." in response.content.decode()
    assert (stored(), holds(database()), holds(media()), holds(iter([caplog.text]))) == ([], [], [], [])
    assert timezone.now() == EVENING
