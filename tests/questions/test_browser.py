"""Who is looking, by session and by cookie."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.viewers import NOBODY, Guest, Viewer
from questions.browser import COOKIE, forget, token_of, viewer_of
from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.browser_keys import BROWSER_KEEPS
from tests.makers import make_assessment, make_browser, make_user
from tests.pages import queries

pytestmark = pytest.mark.django_db


def viewer(user: User | AnonymousUser, token: str = "") -> Viewer:
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE}={token}"} if token else {})
    request.user = user
    return viewer_of(request)


def test_viewer_without_session_and_cookie_is_nobody_and_costs_no_query() -> None:
    assert viewer(AnonymousUser()) == NOBODY
    assert queries(lambda: viewer(AnonymousUser())) == []


def test_viewer_with_a_cookie_is_a_guest_of_its_shops() -> None:
    one, two, _ = make_assessment(), make_assessment(), make_assessment()
    token = make_browser(one, two).cookies[COOKIE].value
    assert viewer(AnonymousUser(), token) == Guest(shops=frozenset([one.shop.pk, two.shop.pk]))


def test_viewer_with_a_cookie_of_somebody_elses_making_is_nobody() -> None:
    make_browser(make_assessment())
    assert viewer(AnonymousUser(), "guess") == NOBODY


def test_viewer_who_is_staff_is_the_user_and_the_guest_of_the_cookie() -> None:
    assessment = make_assessment()
    token = make_browser(assessment).cookies[COOKIE].value
    staff = make_user(is_staff=True)
    assert viewer(staff) == Guest(user=staff)
    assert viewer(staff, token) == Guest(shops=frozenset([assessment.shop.pk]), user=staff)


def test_viewer_who_is_signed_in_but_not_staff_is_a_guest_like_any_other() -> None:
    assessment = make_assessment()
    token = make_browser(assessment).cookies[COOKIE].value
    assert viewer(make_user("one")) == NOBODY
    assert viewer(make_user("two"), token) == Guest(shops=frozenset([assessment.shop.pk]))


def with_cookies(user: User | AnonymousUser, **cookies: str) -> HttpRequest:
    text = "; ".join(f"{name.replace('_Host_', '__Host-')}={value}" for name, value in cookies.items())
    request = RequestFactory().get("/", headers={"cookie": text})
    request.user = user
    return request


class TestKeeping:
    """A key lives 400 days from its last use, and on https under a name that nobody else can plant."""

    def visit(self, browser: Client, found: Assessment) -> Any:
        return browser.get(reverse("questions:hub", args=[found.pk]), secure=True)

    def test_used_key_lives_on_and_costs_one_write_a_day(self) -> None:
        found = make_assessment()
        browser = make_browser(found)
        key = Access.objects.get()
        Access.objects.update(expires=timezone.now() + timedelta(days=2))
        response = self.visit(browser, found)
        assert response.cookies[COOKIE]["max-age"] == BROWSER_KEEPS.total_seconds()
        key.refresh_from_db()
        assert key.expires > timezone.now() + BROWSER_KEEPS - timedelta(minutes=1)
        assert COOKIE not in self.visit(browser, found).cookies

    def test_key_that_is_over_is_not_renewed(self) -> None:
        found = make_assessment()
        browser = make_browser(found)
        Access.objects.update(expires=timezone.now())
        assert self.visit(browser, found).status_code == 404
        assert Access.objects.get().expires <= timezone.now()

    def test_cookie_from_before_moves_to_a_new_key_and_nobody_loses_an_assessment(self, settings: Settings) -> None:
        found = make_assessment({"without-you": "a-week"})
        browser = make_browser(found)
        before = browser.cookies[COOKIE].value
        settings.HTTPS = True
        response = self.visit(browser, found)
        assert response.status_code == 200
        token = response.cookies["__Host-assessments"].value
        assert token != before
        assert (response.cookies[COOKIE].value, response.cookies[COOKIE]["max-age"]) == ("", 0)
        moved = Client()
        moved.cookies["__Host-assessments"] = token
        assert self.visit(moved, found).status_code == 200
        # The answer may be lost on its way: who still has the old cookie is let in as before.
        lost = Client()
        lost.cookies[COOKIE] = before
        assert self.visit(lost, found).status_code == 200

    def test_planted_cookie_is_given_nothing_of_what_is_begun(self, settings: Settings) -> None:
        """A page on http, or on another host of the domain, can plant a key of its own, but not under our name."""
        settings.HTTPS = True
        theirs = make_assessment()
        token = make_browser(theirs).cookies[COOKIE].value
        victim = Client()
        victim.cookies[COOKIE] = token
        victim.post(reverse("questions:start"), {"name": "Victim's", "key": str(uuid4())}, secure=True)
        begun = Assessment.objects.exclude(pk=theirs.pk).get()
        assert self.visit(victim, begun).status_code == 200
        thief = Client()
        thief.cookies[COOKIE] = token
        assert self.visit(thief, begun).status_code == 404
        assert self.visit(thief, theirs).status_code == 200

    def test_our_name_goes_before_the_one_from_before(self, settings: Settings) -> None:
        settings.HTTPS = True
        request = with_cookies(AnonymousUser(), assessments="old", _Host_assessments="new")
        assert token_of(request) == "new"
        settings.HTTPS = False
        assert token_of(request) == "old"

    def test_forgetting_takes_both_names(self, settings: Settings) -> None:
        settings.HTTPS = True
        response = HttpResponse()
        forget(response)
        assert {name: (each.value, each["max-age"], each["secure"]) for name, each in response.cookies.items()} == {
            "assessments": ("", 0, True),
            "__Host-assessments": ("", 0, True),
        }
