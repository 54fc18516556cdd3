"""Pages write dates and numbers as the viewer's browser asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from clients.number_field import grouped
from tests.makers import make_browser, make_submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """The next test begins without a viewer's wish."""
    with override(None):
        yield


AMERICAN, ELSEWHERE = "November 20, 2026", "20 November 2026"


@pytest.mark.parametrize(
    ("wished", "language", "date"),
    [
        ("", "en-us", AMERICAN),
        ("en", "en-us", AMERICAN),
        ("en-US,en;q=0.9", "en-us", AMERICAN),
        ("en-CA", "en-ca", AMERICAN),
        ("en-GB,en;q=0.8", "en-gb", ELSEWHERE),
        ("en-NZ", "en-nz", ELSEWHERE),
        ("en-JM", "en-us", AMERICAN),
        ("de-CH,de;q=0.9,en;q=0.8", "en-gb", ELSEWHERE),
        ("fr", "en-gb", ELSEWHERE),
        ("*", "en-us", AMERICAN),
        ("nonsense;;;", "en-us", AMERICAN),
    ],
)
def test_date_is_by_the_viewer(wished: str, language: str, date: str) -> None:
    assessment = make_submitted()
    browser = make_browser(assessment, headers={"Accept-Language": wished})
    response = browser.get(reverse("reports:result", args=[assessment.pk]))
    assert f"Northside Computers · {date}" in Page(response).words
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("wished", "number"), [("en-US", "310,000"), ("en-GB", "310,000"), ("en-IN", "3,10,000"), ("de", "310,000")]
)
def test_number_is_by_the_viewer(client: Client, wished: str, number: str) -> None:
    client.get("/", headers={"Accept-Language": wished})
    assert grouped(310_000) == number
    assert engines["django"].from_string("{{ n }}").render({"n": 1.5}) == "1.5"
