"""Starting without an account: one assessment for one page, kept by a cookie of its own."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.shops import Shop
from clients.tokens import token_hash
from questions.browser import COOKIE
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.makers import (
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    questionnaire,
    signed_in,
)
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
URL = reverse("questions:start")
KEY = UUID("3f1c2f6e-7a54-4c0a-9f5e-000000000001")


def press_start(browser: Client, **data: Any) -> Any:
    return browser.post(URL, {"name": "Northside Computers", "key": str(KEY)} | data)


def hub(key: UUID) -> str:
    return reverse("questions:hub", args=[key])


def asking(key: UUID) -> str:
    """The first section, where a fresh assessment starts."""
    return reverse("questions:section", args=[key, questionnaire().sections[0].id])


def test_start_from_the_page_leads_to_the_first_section(client: Client) -> None:
    sent = Page(client.get(reverse("questions:landing"))).form(name="Zoë's PCs")
    response = client.post(URL, sent)
    made = Assessment.objects.select_related("shop").get()
    assert (response.status_code, response.headers["Location"]) == (302, asking(made.pk))
    assert (made.shop.name, made.shop.example) == ("Zoë's PCs", "")
    assert (made.slug, made.version) == (questionnaire().slug, questionnaire().version)
    assert client.get(hub(made.pk)).status_code == 200
    assert Client().get(hub(made.pk)).status_code == 404


@pytest.mark.parametrize("https", [False, True])
def test_start_sets_a_cookie_of_its_own(client: Client, settings: Settings, https: bool) -> None:
    settings.HTTPS = https
    response = press_start(client)
    (name,) = response.cookies
    assert name == ("__Host-assessments" if https else COOKIE)
    cookie = response.cookies[name]
    assert {name: cookie[name] for name in ("httponly", "samesite", "max-age", "path", "domain", "secure")} == {
        "httponly": True,
        "samesite": "Lax",
        "max-age": 400 * 24 * 3600,
        "path": "/",
        "domain": "",
        "secure": True if https else "",
    }
    assert len(cookie.value) >= 43
    assert Access.objects.get().token_hash == token_hash(cookie.value)


def test_start_takes_seven_queries_and_one_more_with_a_cookie(client: Client) -> None:
    """In service BEGIN and COMMIT come with it, twice."""
    assert len(queries(lambda: press_start(client))) == 7
    assert len(queries(lambda: press_start(client, key=str(UUID(int=2))))) == 8


def test_start_once_more_keeps_what_this_browser_has(client: Client) -> None:
    first = press_start(client).cookies[COOKIE].value
    other = UUID(int=KEY.int + 1)
    second = press_start(client, key=str(other)).cookies[COOKIE].value
    assert first == second
    assert [client.get(hub(key)).status_code for key in (KEY, other)] == [200, 200]


def test_start_does_not_take_up_a_cookie_that_somebody_planted(client: Client) -> None:
    client.cookies[COOKIE] = "planted"
    assert press_start(client).cookies[COOKIE].value != "planted"
    assert client.get(hub(KEY)).status_code == 200
    thief = Client()
    thief.cookies[COOKIE] = "planted"
    assert thief.get(hub(KEY)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x" * 120,
        "<script>alert(1)</script>",
        "متجر",
        "🛠🛠",
        "Robert'); DROP TABLE clients_shop;--",
        "{{ name }}",
    ],
)
def test_start_takes_any_name(client: Client, name: str) -> None:
    assert press_start(client, name=name).status_code == 302
    assert Shop.objects.get().name == name
    response = client.get(hub(KEY))
    assert b"<script>" not in response.content
    assert name in Page(response).words


def test_name_is_one_line_since_it_stands_in_mails(client: Client) -> None:
    press_start(client, name="Bob's\r\n\r\nRead\u2028this:\tnow")
    assert Shop.objects.get().name == "Bob's Read this: now"


def test_start_without_any_name_field_has_an_empty_one(client: Client) -> None:
    assert client.post(URL, {"key": str(KEY)}).status_code == 302
    assert Shop.objects.get().name == ""


@pytest.mark.parametrize("name", ["x" * 121, "x" * 300_000])
def test_start_with_a_name_that_does_not_fit_keeps_it_on_the_page(client: Client, name: str) -> None:
    response = press_start(client, name=name)
    page = Page(response)
    assert response.status_code == 422
    assert page.all("p[@class='error']")
    assert page.form()["name"] == [name]
    assert not Shop.objects.exists()
    assert COOKIE not in response.cookies
    assert client.post(URL, page.form(name="shorter")).status_code == 302


def test_start_with_a_bad_name_does_not_hide_what_was_begun() -> None:
    begun = make_assessment()
    assert hub(begun.pk) in Page(press_start(make_browser(begun), name="x" * 121)).links


@pytest.mark.parametrize("key", ["", "not-a-uuid", "1 OR 1=1", "\x00", "../../admin"])
def test_start_with_a_forged_key_makes_nothing_until_it_is_pressed_again(client: Client, key: str) -> None:
    response = press_start(client, key=key)
    assert response.status_code == 422
    assert not Assessment.objects.exists()
    again = client.post(URL, Page(response).form())
    assert again.status_code == 302
    assert Shop.objects.get().name == "Northside Computers"


class TestDoubleClick:
    def test_second_click_with_the_cookie_of_the_first_makes_no_second_assessment(self, client: Client) -> None:
        first, second = press_start(client), press_start(client)
        assert first.headers["Location"] == second.headers["Location"] == asking(KEY)
        assert first.cookies[COOKIE].value == second.cookies[COOKIE].value
        assert (Shop.objects.count(), Assessment.objects.count(), Access.objects.count()) == (1, 1, 1)

    def test_second_click_before_the_cookie_came_makes_no_second_assessment(self, client: Client) -> None:
        press_start(Client())
        second = press_start(client)
        assert second.headers["Location"] == asking(KEY)
        assert client.get(hub(KEY)).status_code == 200
        assert (Shop.objects.count(), Assessment.objects.count()) == (1, 1)

    def test_back_button_and_start_again_leads_to_the_own_assessment(self, client: Client) -> None:
        press_start(client)
        Assessment.objects.get().record({"without-you": "a-day"}, at=timezone.now())
        Assessment.objects.update(started=timezone.now() - timedelta(days=2))
        assert press_start(client).headers["Location"] == hub(KEY)
        assert (Shop.objects.count(), Assessment.objects.count()) == (1, 1)


class TestSomebodyElsesKey:
    def refused(self, assessment: Assessment) -> None:
        """A stranger who knows the key of an assessment gets no access by starting with it."""
        browser = Client()
        response = press_start(browser, key=str(assessment.pk), name="Mallory")
        assert response.status_code == 404
        assert COOKIE not in response.cookies
        assert not Access.objects.exists()
        assert Shop.objects.count() == 1
        assert browser.get(hub(assessment.pk)).status_code == 404

    def test_of_an_assessment_with_answers(self) -> None:
        self.refused(make_assessment({"without-you": "a-day"}))

    def test_of_a_submitted_assessment(self) -> None:
        self.refused(make_submitted())

    def test_of_an_assessment_that_was_begun_a_while_ago(self) -> None:
        assessment = make_assessment()
        Assessment.objects.update(started=timezone.now() - timedelta(minutes=2))
        self.refused(assessment)

    def test_of_an_assessment_whose_answers_were_all_taken_back(self) -> None:
        assessment = make_assessment({"without-you": "a-day"}, shop=make_shop("Bob's"))
        assessment.record({"without-you": None}, at=timezone.now())
        Assessment.objects.update(started=timezone.now() - timedelta(minutes=2))
        self.refused(assessment)


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_start_with_another_method_makes_nothing(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405
    assert not Shop.objects.exists()


@pytest.mark.parametrize("data", [{}, {"csrfmiddlewaretoken": "x" * 64}], ids=["no token", "forged token"])
def test_start_without_the_pages_token_is_refused(data: Mapping[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert press_start(browser, **data).status_code == 403
    assert not Shop.objects.exists()
    browser.get(reverse("questions:landing"))
    assert press_start(browser, **data).status_code == 403


def test_start_with_the_pages_token_works() -> None:
    browser = Client(enforce_csrf_checks=True)
    sent = Page(browser.get(reverse("questions:landing"))).form()
    assert browser.post(URL, sent).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_start_twice_at_the_same_time_makes_one_assessment() -> None:
    def click(_: int) -> int:
        try:
            return int(press_start(Client()).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(click, range(4)))
    assert statuses == [302] * 4
    assert (Shop.objects.count(), Assessment.objects.count()) == (1, 1)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONSULTANT])
def test_key_that_a_firm_began_with_gives_its_people_no_owners_cookie(role: Role) -> None:
    """They see it in the addresses of the desk; a viewer would become whoever changes and deletes the shop."""
    firm = make_firm()
    assessment = make_assessment(shop=make_shop(firm=firm))
    response = press_start(signed_in(make_member(firm, role)), key=str(assessment.pk))
    assert (response.status_code, COOKIE in response.cookies) == (404, False)
    assert (Access.objects.count(), Shop.objects.count()) == (0, 1)


def test_key_of_a_retake_gives_nobody_the_shop() -> None:
    retake = make_submitted().retake(key=KEY)
    assert press_start(Client()).status_code == 404
    assert not retake.accesses.exists()
