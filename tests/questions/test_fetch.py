"""What every page of an assessment has in common, to whom it is open and how it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from questions.models.assessment import Assessment
from tests.makers import AT, make_assessment, make_browser, make_colleague_of_all, make_submitted, make_user, signed_in

pytestmark = pytest.mark.django_db


def make_retake() -> Assessment:
    first = make_submitted()
    found = first.retake(key=uuid4())
    found.record(first.responses, at=AT)
    found.submit(at=AT + timedelta(days=90))
    return found


PAGES: dict[str, Callable[[], Assessment]] = {
    "questions:hub": make_assessment,
    "questions:check": make_assessment,
    "questions:check-section": make_assessment,
    "reports:so-far": make_assessment,
    "reports:result": make_submitted,
    "reports:changes": make_retake,
    "reports:what-if": make_submitted,
    "reports:data": make_submitted,
}


def url(page: str, key: object) -> str:
    return reverse(page, args=[key, "your-time"] if page == "questions:check-section" else [key])


@pytest.mark.parametrize("page", PAGES)
def test_it_is_open_to_staff(page: str) -> None:
    found = PAGES[page]()
    assert make_colleague_of_all().get(url(page, found.pk)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_for_a_stranger_it_does_not_exist(client: Client, page: str) -> None:
    foreign = PAGES[page]()
    for browser in (client, signed_in(make_user()), make_browser(PAGES[page]())):
        found = [browser.get(url(page, key)) for key in (foreign.pk, uuid4())]
        assert [response.status_code for response in found] == [404, 404]
        assert found[0].content == found[1].content


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)])
@pytest.mark.parametrize("page", PAGES)
def test_it_is_only_to_read(page: str, method: str, status: int) -> None:
    assessment = PAGES[page]()
    assert getattr(make_browser(assessment), method)(url(page, assessment.pk)).status_code == status
