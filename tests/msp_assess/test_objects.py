"""Reports in a bucket: what was stored comes back, what is lost is made again, a store that fails is a failing disk."""

from __future__ import annotations

import errno
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from moto.server import ThreadedMotoServer
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from msp_assess.objects import Objects
from reports import doctor
from reports.core.report import Report
from reports.doctor import Asked
from reports.models.stored_report import StoredReport
from reports.stray_files import lost_handouts
from tests.makers import make_browser, make_submitted

KEYS = {"access_key": "for tests", "secret_key": "for tests", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint() -> Generator[str]:
    """Where moto's object store answers."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str) -> Generator[Any]:
    """An empty bucket in which the site stores its files."""
    client = boto3.resource(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="for tests",
        aws_secret_access_key="for tests",
        region_name="us-east-1",
    )
    made = client.Bucket("reports")
    made.create()
    options = {"bucket_name": "reports", "endpoint_url": endpoint, **KEYS}
    files = {"BACKEND": "msp_assess.objects.Objects", "OPTIONS": options}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={"default": files, "staticfiles": static}, S3_BUCKET="reports", S3_ENDPOINT=endpoint
    ):
        yield made
    made.objects.delete()
    made.delete()


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def keys(bucket: Any) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


def test_file_comes_back_as_it_was(bucket: Any) -> None:
    name = default_storage.save("reports/1/a.pdf", ContentFile(b"%PDF 1"))
    assert (name, keys(bucket)) == ("reports/1/a.pdf", ["reports/1/a.pdf"])
    assert content(name) == b"%PDF 1"
    assert (default_storage.exists(name), default_storage.size(name)) == (True, 6)
    assert timezone.now() - default_storage.get_modified_time(name) < timedelta(minutes=5)
    default_storage.delete(name)
    assert (default_storage.exists(name), keys(bucket)) == (False, [])


def test_file_is_never_overwritten(bucket: Any) -> None:
    first, second = (default_storage.save("a.pdf", ContentFile(text)) for text in (b"one", b"two"))
    assert first != second
    assert (content(first), content(second)) == (b"one", b"two")


def test_large_file_does_not_stay_in_memory(bucket: Any) -> None:
    large = b"%PDF" * 3 * 1024**2
    with default_storage.open(default_storage.save("large.zip", ContentFile(large))) as file:
        kept: Any = file.file
        assert kept._rolled
        assert file.read() == large


def test_file_has_no_address_that_anybody_could_open(bucket: Any) -> None:
    name = default_storage.save("a.pdf", ContentFile(b"%PDF"))
    with pytest.raises(ValueError, match="no address of their own"):
        default_storage.url(name)
    assert [each["Permission"] for each in bucket.Object(name).Acl().grants] == ["FULL_CONTROL"]  # of whoever stored it


def test_what_is_not_there_is_no_file(bucket: Any) -> None:
    for ask in (default_storage.open, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("reports/1/none.pdf")
    assert default_storage.listdir("examples") == ([], [])


@pytest.mark.django_db
def test_owner_downloads_the_bytes_that_were_made(bucket: Any, rendered: list[Report]) -> None:
    assessment = make_submitted()
    stored, browser = StoredReport.objects.obtain(assessment), make_browser(assessment)
    assert keys(bucket) == [f"reports/{assessment.pk}/{stored.key}.pdf"]
    for address in (("pdf", assessment.pk), ("version", assessment.pk, stored.key)):
        answer: Any = browser.get(reverse(f"reports:{address[0]}", args=address[1:]))
        assert b"".join(answer.streaming_content) == b"%PDF 1"
    assert len(rendered) == 1


@pytest.mark.django_db
def test_lost_report_is_made_again(bucket: Any, rendered: list[Report]) -> None:
    assessment = make_submitted()
    StoredReport.objects.obtain(assessment)
    bucket.objects.delete()
    again = StoredReport.objects.obtain(assessment)
    assert keys(bucket) == [again.file.name]
    assert len(rendered) == 2


@pytest.mark.django_db
def test_deleting_a_shop_deletes_its_files(
    bucket: Any, rendered: list[Report], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone, stays = make_submitted(), make_submitted()
    kept = [StoredReport.objects.obtain(each) for each in (gone, stays)][1]
    with django_capture_on_commit_callbacks(execute=True):
        gone.shop.delete()
    assert keys(bucket) == [kept.file.name]


@pytest.mark.django_db
def test_upkeep_finds_what_nobody_will_ask_for(bucket: Any) -> None:
    default_storage.save("examples/old.pdf", ContentFile(b"%PDF"))
    assert lost_handouts(timezone.now()) == []
    assert lost_handouts(timezone.now() + timedelta(hours=2)) == ["examples/old.pdf"]


class TestDoctor:
    @pytest.fixture(autouse=True)
    def _static(self, settings: Settings, tmp_path: Path) -> None:
        settings.STATIC_ROOT = tmp_path
        (tmp_path / "staticfiles.json").touch()

    def test_bucket_that_can_be_written(self, bucket: Any, endpoint: str) -> None:
        found = doctor.files(Asked())
        assert (found.good, found.said) == (True, f"bucket reports at {endpoint} can be written")
        assert keys(bucket) == []

    def test_bucket_that_is_not_there(self, bucket: Any) -> None:
        bucket.delete()
        found = doctor.files(Asked())
        bucket.create()
        assert not found.good
        assert "The specified bucket does not exist" in found.said
        assert "S3_BUCKET" in found.fix


def away() -> Objects:
    """A store whose server is not there; port 9 of this machine refuses."""
    return Objects(bucket_name="reports", endpoint_url="http://127.0.0.1:9", **KEYS)


def test_store_that_is_away_is_a_disk_that_fails() -> None:
    store = away()
    for ask in (
        lambda: store.open("a.pdf"),
        lambda: store.save("a.pdf", ContentFile(b"")),
        lambda: store.exists("a.pdf"),
        lambda: store.delete("a.pdf"),
        lambda: store.listdir("examples"),
    ):
        with pytest.raises(OSError, match="the object store failed: Could not connect") as caught:
            ask()
        assert caught.value.errno == errno.EIO
