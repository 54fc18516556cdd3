"""What is compressed on its way, and what is compressed already."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.models.stored_report import StoredReport
from tests.makers import make_browser, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]
TAKES = {"accept-encoding": "gzip"}


def test_pages_are_compressed(client: Client) -> None:
    response = client.get("/", headers=TAKES)
    assert response["Content-Encoding"] == "gzip"
    assert client.get("/").has_header("Content-Encoding") is False


def test_files_are_sent_as_they_are_with_their_length() -> None:
    assessment = make_submitted()
    StoredReport.objects.obtain(assessment)
    response = make_browser(assessment).get(reverse("reports:pdf", args=[assessment.pk]), headers=TAKES)
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a file's answer
    assert not response.has_header("Content-Encoding")
    assert response["Content-Length"] == str(len(body))
