"""Uploads of tickets stand apart from what is kept, on a disk or in a bucket."""

from __future__ import annotations

from pathlib import Path

from msp_assess.file_places import ON_DISK, storages

DATA = Path("/data")


def test_uploads_stand_beside_media_on_this_machine() -> None:
    found = storages({"S3_BUCKET": "reports"}, DATA)
    assert found["tickets"]["BACKEND"] == ON_DISK
    assert found["tickets"]["OPTIONS"]["location"] == DATA / "uploads"


def test_uploads_are_shared_where_machines_share_no_disk() -> None:
    found = storages({"S3_BUCKET": "reports", "UPLOADS": "storage"}, DATA)
    assert found["tickets"] == found["default"]
    assert found["default"]["OPTIONS"]["bucket_name"] == "reports"
