"""The task that reads a large upload."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from evidence.models.upload import Upload


@task(priority=1)
def read_upload(key: str) -> None:
    """Read an upload, ahead of reports because its sender waits; nothing if it is over, read, or being read."""
    upload = Upload.objects.select_related("assessment__shop").filter(pk=key).first()
    if upload is not None and upload.take(at=timezone.now()):
        upload.examine()
