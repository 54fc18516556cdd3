"""Opening a link to go on: a look uses nothing up, the button works once; and leaving a shared browser."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.tokens import token_hash
from questions.browser import COOKIE
from questions.models.access import READ_WITHIN, RESUME_WITHIN, Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import answers_of, make_assessment, make_browser, make_submitted
from tests.pages import Page, queries

FORGET = reverse("questions:forget")


def make_link(assessment: Assessment, kind: str = Access.Kind.RESUME, *, hours_ago: float = 0) -> str:
    at = timezone.now() - timedelta(hours=hours_ago)
    return Access.objects.issue(assessment, kind, at=at, within=RESUME_WITHIN)


def url(token: str) -> str:
    return reverse("questions:resume", args=[token])


def hub(assessment: Assessment) -> str:
    return reverse("questions:hub", args=[assessment.pk])


@pytest.mark.django_db
class TestResume:
    def test_a_look_shows_a_button_and_uses_nothing_up(self, client: Client) -> None:
        assessment = make_assessment()
        token = make_link(assessment)
        for _ in range(3):
            response = client.get(url(token))
            assert response.status_code == client.head(url(token)).status_code == 200
        page = Page(response)
        assert page.all("form//button")
        assert str(assessment.shop) not in page.words  # a mail scanner learns nothing
        assert COOKIE not in client.cookies
        assert "no-store" in response.headers["Cache-Control"]
        assert client.get(hub(assessment)).status_code == 404
        assert client.post(url(token)).headers["Location"] == hub(assessment)

    def test_button_opens_it_here_and_leaves_it_open_there(self) -> None:
        assessment = make_assessment()
        here, there = Client(), make_browser(assessment)
        here.post(url(make_link(assessment)))
        cookie = here.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 400 * 24 * 3600)
        assert here.cookies[COOKIE].value != there.cookies[COOKIE].value
        assert here.get(hub(assessment)).status_code == there.get(hub(assessment)).status_code == 200

    def test_button_works_once(self, client: Client) -> None:
        assessment = make_assessment()
        token = make_link(assessment)
        assert client.post(url(token)).status_code == 302
        for response in (client.post(url(token)), client.get(url(token)), Client().post(url(token))):
            assert response.status_code == 410
            assert "This link no longer works" in Page(response).words
        assert Access.objects.filter(kind=Access.Kind.BROWSER).count() == 1

    def test_browser_keeps_what_it_began_itself(self) -> None:
        own, other = make_assessment(), make_assessment()
        browser = make_browser(own)
        token = browser.cookies[COOKIE].value
        browser.post(url(make_link(other)))
        assert browser.cookies[COOKIE].value == token
        assert [browser.get(hub(each)).status_code for each in (own, other)] == [200, 200]

    def test_cookie_that_somebody_planted_is_not_taken_up(self, client: Client) -> None:
        assessment = make_assessment()
        client.cookies[COOKIE] = "planted"
        client.post(url(make_link(assessment)))
        assert client.cookies[COOKIE].value != "planted"
        client.cookies[COOKIE] = "planted"
        assert client.get(hub(assessment)).status_code == 404

    def test_link_that_does_not_work_is_the_same_page_whatever_the_reason(self, client: Client) -> None:
        assessment = make_submitted()
        revoked, used = make_link(assessment), make_link(assessment)
        Access.objects.filter(token_hash=token_hash(revoked)).update(revoked=timezone.now())
        Access.objects.filter(token_hash=token_hash(used)).update(used=timezone.now())
        read = Access.objects.issue(assessment, Access.Kind.READ, at=timezone.now(), within=READ_WITHIN)
        cookie = Access.objects.grant(assessment, at=timezone.now())
        gone = make_assessment()
        deleted = make_link(gone)
        gone.shop.delete()
        forged = [token_hash(read), "x", "x" * 43, "x" * 5000, "%00", "%F0%9F%9B%A0", str(assessment.pk)]
        tokens = [make_link(assessment, hours_ago=24.01), revoked, used, read, cookie, deleted, *forged]
        before = list(Access.objects.order_by("pk").values())
        for method in (client.get, client.post):
            found = [method(f"/r/{token}/") for token in tokens]
            assert {response.status_code for response in found} == {410}
            assert len({response.content for response in found}) == 1
        assert COOKIE not in client.cookies
        assert list(Access.objects.order_by("pk").values()) == before

    def test_link_works_for_a_day(self, client: Client) -> None:
        assert client.post(url(make_link(make_assessment(), hours_ago=23.9))).status_code == 302

    def test_without_the_pages_token_it_is_not_used_up(self) -> None:
        token = make_link(make_assessment())
        browser = Client(enforce_csrf_checks=True)
        assert browser.post(url(token)).status_code == 403
        assert browser.post(url(token), Page(browser.get(url(token))).form()).status_code == 302

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
    def test_another_method_does_not_use_it_up(self, client: Client, method: str) -> None:
        token = make_link(make_assessment())
        assert getattr(client, method)(url(token)).status_code == 405
        assert client.post(url(token)).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_once_let_one_in() -> None:
    token = make_link(make_assessment())

    def click() -> int:
        try:
            return Client().post(url(token)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        clicks = [pool.submit(click) for _ in range(4)]
        assert sorted(each.result(timeout=60) for each in clicks) == [302, 410, 410, 410]
    assert Access.objects.filter(kind=Access.Kind.BROWSER).count() == 1


@pytest.mark.django_db
class TestForget:
    def test_browser_forgets_all_and_nothing_is_deleted(self) -> None:
        one, two = make_assessment(answers_of("bob-breakfix")), make_submitted()
        browser, other = make_browser(one, two), make_browser(one)
        token = browser.cookies[COOKIE].value
        answers = Answer.objects.count()
        response = browser.post(FORGET)
        assert "This browser has forgotten" in Page(response).words
        assert (browser.cookies[COOKIE].value, browser.cookies[COOKIE]["max-age"]) == ("", 0)
        browser.cookies[COOKIE] = token  # and somebody puts it back
        assert [browser.get(hub(each), follow=True).status_code for each in (one, two)] == [404, 404]
        assert other.get(hub(one)).status_code == 200
        assert (Assessment.objects.count(), Answer.objects.count()) == (2, answers)

    def test_forgetting_leaves_links_as_they_are(self, client: Client) -> None:
        assessment = make_submitted()
        token = make_link(assessment)
        make_browser(assessment).post(FORGET)
        assert client.post(url(token)).status_code == 302
        assert client.get(hub(assessment), follow=True).status_code == 200

    def test_what_is_begun_after_it_is_the_browsers_own(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        browser.post(FORGET)
        browser.post(reverse("questions:start"), {"name": "", "key": uuid4()})
        assert browser.get(hub(assessment)).status_code == 404
        assert browser.get(hub(Assessment.objects.exclude(pk=assessment.pk).get())).status_code == 200

    @pytest.mark.parametrize("cookie", ["", "guess", "x" * 5000])
    def test_browser_without_a_key_of_ours_forgets_nothing_of_others(self, client: Client, cookie: str) -> None:
        make_browser(make_assessment())
        client.cookies[COOKIE] = cookie
        assert [client.post(FORGET).status_code for _ in range(2)] == [200, 200]
        assert not Access.objects.exclude(revoked=None).exists()

    def test_a_links_token_as_cookie_takes_no_link_back(self, client: Client) -> None:
        client.cookies[COOKIE] = make_link(make_submitted(), Access.Kind.READ)
        client.post(FORGET)
        assert not Access.objects.exclude(revoked=None).exists()

    def test_without_the_pages_token_nothing_is_forgotten(self) -> None:
        assert make_browser(make_assessment(), enforce_csrf_checks=True).post(FORGET).status_code == 403
        assert not Access.objects.exclude(revoked=None).exists()

    @pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
    def test_another_method_forgets_nothing(self, method: str) -> None:
        assert getattr(make_browser(make_assessment()), method)(FORGET).status_code == 405
        assert not Access.objects.exclude(revoked=None).exists()

    def test_it_takes_one_query(self) -> None:
        browser = make_browser(make_assessment())
        assert len(queries(lambda: browser.post(FORGET))) == 1
