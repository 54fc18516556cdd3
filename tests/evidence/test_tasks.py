"""The task reads an upload once, and nothing that is over or gone."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import override_settings

from evidence.models import upload as upload_model
from evidence.models.upload import Upload
from evidence.tasks import read_upload
from tests.evidence.owners import EVENING, make_owner, send, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(monkeypatch: pytest.MonkeyPatch) -> Upload:
    monkeypatch.setattr(upload_model, "IN_REQUEST", 1000)
    browser, assessment = make_owner()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        send(browser, assessment)
    return Upload.objects.get()


def test_it_reads_once(upload: Upload) -> None:
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    begun = upload.begun
    assert upload.state == "ready"
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    assert (upload.state, upload.begun) == ("ready", begun)


def test_what_another_worker_reads_is_left_to_it(upload: Upload) -> None:
    assert upload.take(at=EVENING)
    assert not Upload.objects.get().take(at=EVENING)


def test_what_was_discarded_meanwhile_stays_so(upload: Upload) -> None:
    upload.end()
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    assert (upload.state, stored()) == ("over", [])


def test_what_is_gone_is_no_failure() -> None:
    read_upload.func(str(uuid4()))
