"""Saving is limited in memory, by browser or account, with no query of its own; what was typed stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.allowance import Allowance
from clients.models.firms import Role
from questions import limits
from questions.limits import SAVING
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    limits.saves.clear()
    yield
    limits.saves.clear()


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two savings at once, and then one in half an hour."""
    monkeypatch.setattr(limits.saves, "most", 2)
    monkeypatch.setattr(limits.saves, "rate", 1 / 1800)


def save(browser: Client, found: Assessment, answer: str = "a-week") -> Any:
    address = reverse("questions:answer", args=[found.pk, "your-time", "without-you"])
    return browser.post(address, {"without-you": answer}, headers=ORIGIN)


def stored(found: Assessment) -> object:
    return Assessment.objects.get(pk=found.pk).responses


def test_nobody_who_answers_meets_it() -> None:
    found = make_assessment()
    browser = make_browser(found)
    assert {save(browser, found).status_code for _ in range(120)} == {200}  # far more than there are questions
    assert not Allowance.objects.exists()


@pytest.mark.usefixtures("_little")
def test_third_at_once_waits_and_is_not_stored() -> None:
    found = make_assessment()
    browser = make_browser(found)
    assert [save(browser, found, answer).status_code for answer in ("few-days", "a-week", "a-day")] == [200, 200, 429]
    assert stored(found) == {"without-you": "a-week"}
    assert 1700 < int(save(browser, found)["Retry-After"]) <= 1800


@pytest.mark.usefixtures("_little")
def test_page_without_scripts_keeps_everything_typed_and_sends_it_again() -> None:
    found = make_assessment()
    browser = make_browser(found)
    for _ in range(2):
        save(browser, found)
    address = reverse("questions:section", args=[found.pk, "your-time"])
    sent = {"without-you": "few-days", "without-you-note": "Only <b>in</b> spring", "then": "hub"}
    refused: Any = browser.post(address, sent, headers=ORIGIN)
    page = Page(refused)
    assert refused.status_code == 429
    assert "answers came from this browser at once" in page.words
    kept = {name: value for name, value in page.form().items() if name != "csrfmiddlewaretoken"}
    assert kept == {name: [value] for name, value in sent.items()}
    limits.saves.clear()  # half an hour later
    assert browser.post(address, page.form()).status_code == 302
    assert stored(found) == {"without-you": "few-days"}


@pytest.mark.usefixtures("_little")
def test_each_browser_and_each_colleague_has_their_own() -> None:
    firm = make_firm()
    found = make_assessment(shop=make_shop(firm=firm))
    browsers = [make_browser(found), make_browser(found), signed_in(make_member(firm, Role.CONSULTANT, name="ann"))]
    for browser in browsers:
        assert [save(browser, found).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.usefixtures("_little")
def test_made_up_keys_fill_nothing() -> None:
    found = make_assessment()
    for name in ("made", "up"):
        browser = Client()
        browser.cookies["assessments"] = name
        assert save(browser, found).status_code == 404
    assert not limits.saves._levels


def test_it_asks_the_database_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = make_assessment()
    browser = make_browser(found)
    save(browser, found, "few-days")
    counted = queries(lambda: save(browser, found, "a-week"))
    assert not [each for each in counted if "allowance" in each]
    monkeypatch.setattr(limits.saves, "most", 0)
    refused = queries(lambda: save(browser, found, "a-day"))
    assert len(refused) < len(counted)
    assert not [each for each in refused if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert SAVING.key == 300
