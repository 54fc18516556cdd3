"""The examples: for anybody, without a database, and nothing but the seven."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from questions.core.personas import examples
from reports.core.report import Report
from reports.pdf import handouts
from tests.pages import Page

NAMES = list(examples())
UNKNOWN = ["no-such-example", "bob-breakfix.toml", "..%2fbob-breakfix", "%2e%2e", "BOB-BREAKFIX", "bob_breakfix"]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Generator[list[Report]]:
    reports: list[Report] = []

    def render(report: Report, **_: object) -> bytes:
        reports.append(report)
        return b"%PDF example"

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(handouts, "render", render)
    cache.clear()
    yield reports
    cache.clear()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_open_to_anybody(client: Client, name: str) -> None:
    response = client.get(reverse("reports:example", args=[name]))
    page = Page(response)
    assert response.status_code == 200
    assert reverse("reports:example-pdf", args=[name]) in page.links
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_example_pdf_is_rendered_once_for_everybody(client: Client, rendered: list[Report], name: str) -> None:
    for document in ("report", "annex"):
        view = "reports:example-pdf" if document == "report" else "reports:example-annex"
        responses = [client.get(reverse(view, args=[name])) for _ in range(2)]
        assert [body(response) for response in responses] == [b"%PDF example"] * 2
        assert responses[0].headers["Content-Type"] == "application/pdf"
        assert responses[0].headers["Content-Disposition"].startswith(f'attachment; filename="readiness-{document}-')
        assert not responses[0].cookies
    assert len(rendered) == 2


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("path", ["/example/{}/", "/example/{}/report.pdf", "/example/{}/annex.pdf"])
def test_unknown_example_is_not_found(client: Client, path: str, name: str) -> None:
    assert client.get(path.format(name)).status_code == 404


@pytest.mark.parametrize("path", ["/example/", "/example//", "/example/../bob-breakfix/", "/example/../../etc/passwd"])
def test_example_name_is_no_path(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db  # closing an answer closes old connections
@pytest.mark.parametrize("view", ["reports:example", "reports:example-pdf"])
@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)])
def test_example_with_another_method(
    client: Client, rendered: list[Report], view: str, method: str, status: int
) -> None:
    with closing(getattr(client, method)(reverse(view, args=["bob-breakfix"]))) as response:
        assert response.status_code == status
