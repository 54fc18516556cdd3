"""Shares that add up to more than all are asked about where they are typed, and are saved all the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from questions.library import library
from questions.models.assessment import Assessment
from tests.makers import AT, make_browser, make_shop
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
DOUBT = "With the share under agreements, that's more than 100%. Did you count resale in both?"
SECTION = "revenue-and-agreements"


def begun(**answers: int) -> Assessment:
    assessment = Assessment.objects.start(library()["is-it-working", "2026.3"], shop=make_shop())
    assessment.record({name.replace("_", "-"): each for name, each in answers.items()}, at=AT)
    return assessment


def page_of(assessment: Assessment, name: str = "section", *more: str) -> Page:
    response = make_browser(assessment).get(reverse(f"questions:{name}", args=[assessment.pk, *more]))
    assert response.status_code == 200
    return Page(response)


def part_of(response: Any) -> Page:
    response.content = b"<div>" + response.content + b"</div>"
    return Page(response)


def save(assessment: Assessment, name: str, typed: str) -> Any:
    address = reverse("questions:answer", args=[assessment.pk, SECTION, name])
    before = page_of(assessment, "section", SECTION).form()
    return make_browser(assessment).post(address, {**before, name: typed})


@pytest.mark.parametrize(
    ("stored", "name", "typed", "asked"),
    [
        ({"managed_share": 60}, "resale-share", "41", DOUBT),
        ({"resale_share": 41}, "managed-share", "60", DOUBT),
        ({"managed_share": 60}, "resale-share", "40", ""),
        ({"managed_share": 60, "resale_share": 50}, "managed-share", "50", ""),
        ({}, "resale-share", "100", ""),
    ],
)
def test_it_is_asked_as_soon_as_the_second_is_saved_and_no_longer_once_it_fits(
    stored: dict[str, int], name: str, typed: str, asked: str
) -> None:
    assessment = begun(**stored)
    part = part_of(save(assessment, name, typed))
    assert words(part.by_id("doubt-resale-share")) == asked
    found = Assessment.objects.get().responses
    assert found[name] == int(typed)  # saved all the same
    assert words(page_of(assessment, "section", SECTION).by_id("doubt-resale-share")) == asked


def test_other_questions_say_nothing_of_it() -> None:
    assessment = begun(managed_share=60, resale_share=50)
    response = make_browser(assessment).post(
        reverse("questions:answer", args=[assessment.pk, "your-time", "hours-worked"]), {"hours-worked": "40"}
    )
    assert DOUBT not in response.content.decode()


def test_without_scripts_the_next_page_asks_and_so_does_the_check() -> None:
    assessment = begun(managed_share=60)
    browser = make_browser(assessment)
    address = reverse("questions:section", args=[assessment.pk, SECTION])
    sent = Page(browser.get(address)).form(resale_share="41")
    response = browser.post(address, sent, follow=True)
    assert DOUBT.replace("'", "&#x27;") in response.content.decode()
    assert f"Is this right? What share is monthly resale: licenses, backup, hosting? {DOUBT}" in (
        page_of(assessment, "check").words
    )


def test_check_asks_nothing_where_all_fits() -> None:
    assert "Is this right?" not in page_of(begun(managed_share=60, resale_share=40), "check").words
