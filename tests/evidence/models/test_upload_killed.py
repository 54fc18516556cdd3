"""A worker that is killed in the midst of a file leaves it for an hour at most."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from evidence.models.upload import LEASE, Upload
from evidence.storing import KEPT_FOR
from reports.upkeep import TICKETS, clean
from tests.evidence.exports import export
from tests.evidence.owners import EVENING, make_answered, stored
from tests.processes import process, said

READ = """
import time
from django.utils import timezone
from evidence.models import upload
from evidence.tasks import read_upload
def halt(*_):
    print("reading", flush=True)
    time.sleep(600)
upload.look = halt
read_upload.func("{key}")
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_file_is_read_by_another_or_gone_within_the_hour() -> None:
    upload = Upload.objects.begin(make_answered(), holder="browser a", by=None, replies={}, at=EVENING)
    upload.receive(ContentFile(export("freshdesk").read_bytes()), None)
    with process(READ.format(key=upload.pk), DATA_DIR=str(settings.MEDIA_ROOT)) as worker:
        assert said(worker) == "reading"
        worker.kill()
        worker.wait()
    connection.close()
    upload.refresh_from_db()
    assert upload.state == "reading"
    assert upload.begun is not None
    assert len(stored()) == 1
    assert not upload.take(at=upload.begun + LEASE)
    clean(at=EVENING + KEPT_FOR, chores=TICKETS)
    assert (Upload.objects.count(), stored()) == (0, [])
