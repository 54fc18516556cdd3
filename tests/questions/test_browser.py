"""Who is looking, by session and by cookie."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import RequestFactory

from clients.viewers import NOBODY, Guest, Viewer
from questions.browser import COOKIE, viewer_of
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
