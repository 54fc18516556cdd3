"""The first page: what it is about, and a way back to what this browser began."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from questions.browser import COOKIE
from tests.makers import AT, make_assessment, make_browser, make_shop, make_staff, make_submitted, questionnaire
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
URL = reverse("questions:landing")


def own_links(response: object) -> list[str]:
    return [link for link in Page(response).links if link.startswith("/a/")]


def test_landing_works_for_a_stranger_without_a_query(client: Client) -> None:
    assert queries(lambda: client.get(URL)) == []
    response = client.get(URL)
    page = Page(response)
    assert response.status_code == 200
    assert questionnaire().title in page.words
    assert "52 questions, about 12 minutes" in words(page.one("main//form"))
    assert page.one("main//form").get("action") == reverse("questions:start")
    for name in ("bob-breakfix", "content-residential", "strategic-partner"):
        assert reverse("reports:example", args=[name]) in page.links
    assert own_links(response) == []


def test_landing_has_a_new_key_each_time(client: Client) -> None:
    keys = [Page(client.get(URL)).form()["key"] for _ in range(2)]
    assert keys[0] != keys[1]


def test_landing_leads_back_to_what_this_browser_began() -> None:
    begun, done, _ = make_assessment(), make_submitted(), make_assessment()
    response = make_browser(begun, done).get(URL)
    expected = {reverse("questions:hub", args=[begun.pk]), reverse("reports:result", args=[done.pk])}
    assert set(own_links(response)) == expected


def test_landing_leads_to_the_correction_that_was_handed_in_not_to_what_it_replaces() -> None:
    first = make_submitted()
    slip = first.correct(key=uuid4(), at=AT)
    browser = make_browser(first)
    going_on, result = (reverse(name, args=[slip.pk]) for name in ("questions:hub", "reports:result"))
    assert set(own_links(browser.get(URL))) == {reverse("reports:result", args=[first.pk]), going_on}
    slip.submit(at=AT + timedelta(hours=1))
    assert own_links(browser.get(URL)) == [result]


def test_landing_takes_two_queries_however_many_were_begun() -> None:
    browser = make_browser(*(make_assessment() for _ in range(7)))
    assert len(queries(lambda: browser.get(URL))) == 2
    assert len(own_links(browser.get(URL))) == 5


def test_landing_escapes_a_hostile_name() -> None:
    response = make_browser(make_assessment(shop=make_shop("<script>alert(1)</script> لدى 🛠"))).get(URL)
    assert b"<script>" not in response.content
    assert "<script>alert(1)</script> لدى 🛠" in Page(response).words


def test_landing_shows_staff_what_this_browser_began_not_what_they_may_see() -> None:
    make_assessment()
    own = make_assessment()
    staff = make_staff()
    assert own_links(staff.get(URL)) == []
    staff.cookies.update(make_browser(own).cookies)
    assert own_links(staff.get(URL)) == [reverse("questions:hub", args=[own.pk])]


def test_landing_takes_a_damaged_cookie_for_none(client: Client) -> None:
    response = client.get(URL, headers={"cookie": f"{COOKIE}=\xff\xfe\x01; {COOKIE}; ;;={COOKIE}"})
    assert (response.status_code, own_links(response)) == (200, [])


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)])
def test_landing_with_another_method(client: Client, method: str, status: int) -> None:
    assert getattr(client, method)(URL).status_code == status
