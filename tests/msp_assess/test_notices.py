"""A notice reaches the next page by a cookie that no other host can set, and goes when it is read."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.makers import make_assessment, make_browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("https", "name"), [(True, "__Host-messages"), (False, "messages")])
def test_notice_has_a_cookie_bound_to_this_host_and_goes_once_it_is_read(
    settings: Settings, *, https: bool, name: str
) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = https
    assessment = make_assessment()
    browser: Client = make_browser(assessment)
    browser.cookies["__Host-assessments"] = browser.cookies["assessments"].value
    address = reverse("questions:section", args=[assessment.pk, "your-time"])
    saved = browser.post(address, {"hours-worked": "70h"}, secure=https)
    cookie = saved.cookies[name]
    assert {each for each in saved.cookies if "messages" in each} == {name}
    assert (bool(cookie["secure"]), cookie["path"], cookie["domain"]) == (https, "/", "")
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")
    shown = browser.get(saved.headers["Location"], secure=https)
    assert "70" in shown.content.decode()
    assert shown.cookies[name].value == ""
    assert bool(shown.cookies[name]["secure"]) is https
