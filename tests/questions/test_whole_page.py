"""A page made once has each visitor's own token and values, and none of anybody else's."""

import re

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from clients.viewers import NOBODY
from questions import whole_page as module
from questions.whole_page import look_of, whole_page
from tests.makers import answers_of, make_assessment, make_browser, make_firm, make_member, make_shop, signed_in

pytestmark = pytest.mark.django_db

SECRET = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def page_of(browser: Client, address: str, language: str = "en-US") -> str:
    response = browser.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def some_request(language: str = "en") -> HttpRequest:
    request = RequestFactory().get("/")
    request.user, request.session, request.LANGUAGE_CODE = AnonymousUser(), SessionStore(), language
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def test_each_visitor_gets_a_token_of_their_own_that_works() -> None:
    module.pages.clear()
    made = [make_assessment(answers_of("bob-breakfix"), shop=make_shop(name)) for name in ("One", "Two")]
    section = made[0].questionnaire.sections[0].id
    tokens = []
    for each in made:
        browser = make_browser(each, enforce_csrf_checks=True)
        address = reverse("questions:section", args=[each.pk, section])
        page = page_of(browser, address)
        (token,) = set(SECRET.findall(page))
        tokens.append(token)
        assert browser.post(address, {"csrfmiddlewaretoken": token}).status_code == 302
        assert module.MARK not in page
        assert not any(str(other.pk) in page for other in made if other is not each)
    assert tokens[0] != tokens[1]
    assert module.pages.kept > 0


def test_a_page_changes_with_what_its_firm_looks_like() -> None:
    firm = make_firm("Old name", colour="#336699", footer="Foot")
    made = make_assessment(answers_of("bob-breakfix"), shop=make_shop("One", firm=firm))
    browser = make_browser(made)
    address = reverse("questions:section", args=[made.pk, made.questionnaire.sections[0].id])
    assert "Old name" in page_of(browser, address)
    for field, value in (("name", "New name"), ("footer", "New foot"), ("colour", "#aabbcc"), ("logo_kind", "svg")):
        before = look_of(firm)
        setattr(firm, field, value)
        firm.save()
        assert look_of(firm) != before
        if field != "logo_kind":
            assert value.lstrip("#") in page_of(browser, address)


def test_a_notice_is_shown_once_and_is_not_kept() -> None:
    module.pages.clear()
    request = some_request()
    messages.info(request, "Only for you")
    page = whole_page(request, "questions/ask.html", {}, depends=()).content.decode()
    assert "Only for you" in page
    assert len(module.pages) == 0
    assert "Only for you" not in whole_page(some_request(), "questions/ask.html", {}, depends=()).content.decode()


def test_a_colleague_is_told_and_an_owner_is_not() -> None:
    firm = make_firm()
    made = make_assessment(answers_of("bob-breakfix"), shop=make_shop("Theirs", firm=firm, joined=timezone.now()))
    address = reverse("questions:section", args=[made.pk, made.questionnaire.sections[0].id])
    colleague, owner = signed_in(make_member(firm)), make_browser(made)
    for browser, told in ((owner, False), (colleague, True), (owner, False)):
        assert ('class="colleague"' in page_of(browser, address)) is told


def test_what_is_put_in_is_escaped() -> None:
    module.pages.clear()
    made = make_assessment(shop=make_shop("One"))
    made.shop.describe({"name": "<b>One</b>"}, who=NOBODY)
    browser = make_browser(made)
    assert "&lt;b&gt;One&lt;/b&gt;" in page_of(browser, "/")
    assert "<b>One</b>" not in page_of(browser, "/")
