"""One's own name: changed by oneself, told in the firm's history, read by owners."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from clients.models.firms import Role
from clients.models.history import Change
from desk.templatetags.history_words import what_was_done
from tests.makers import make_firm, make_member, make_staff, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
URL = reverse("admin:profile")


@pytest.mark.parametrize("role", Role)
def test_everybody_in_a_firm_says_what_they_are_called(role: Role) -> None:
    firm = make_firm()
    browser = signed_in(make_member(firm, role, name="anna"))
    page = Page(browser.get(reverse("admin:index")))
    assert page.by_id("user-tools").findtext("summary/bdi") == "anna"
    sent = {"first_name": "Anna", "last_name": "Берг متجر", "is_superuser": "on", "username": "root"}
    for _ in range(2):  # a double click
        response = browser.post(URL, sent)
        assert response.headers["Location"] == URL
    user = User.objects.get()
    assert (user.get_full_name(), user.username, user.is_superuser) == ("Anna Берг متجر", "anna", False)
    assert Page(browser.get(URL)).by_id("user-tools").findtext("summary/bdi") == "Anna Берг متجر"
    (line,) = Change.objects.all()
    assert (line.firm, line.shop, line.who) == (firm, None, user)
    assert what_was_done(line) == "anna is called Anna Берг متجر now"


@pytest.mark.parametrize("name", ["n" * 151, "n" * 400])
def test_name_that_does_not_fit_is_refused_and_stays_to_be_shortened(name: str) -> None:
    browser = make_staff("anna")
    response = browser.post(URL, {"first_name": "Anna", "last_name": name})
    page = Page(response)
    assert response.status_code == 422
    assert page.one("input[@name='last_name']").get("value") == name
    assert page.by_id("user-tools").findtext("summary/bdi") == "anna"
    assert User.objects.get().get_full_name() == ""
    assert not Change.objects.exists()
