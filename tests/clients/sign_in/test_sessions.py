"""Sessions end when nothing is done, are listed, and can be ended from elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Invitation, Role
from clients.models.history import Change, Code
from clients.sign_in import sessions
from tests.makers import PASSWORD, make_firm, make_member, show_again, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
DESK = "/admin/clients/"


def sign_in(name: str, agent: str) -> Client:
    browser = Client(headers={"User-Agent": agent})
    browser.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    return browser


def test_browsers_are_listed_and_all_others_signed_out() -> None:
    make_member(make_firm(), name="ann")
    make_member(None, name="ben")
    laptop, phone, other = sign_in("ann", "Laptop"), sign_in("ann", "Phone"), sign_in("ben", "Tablet")
    said = Page(laptop.get(reverse("usersessions_list"))).words
    assert ("Laptop" in said, "Phone" in said, "Tablet" in said, said.count("(here)")) == (True, True, False, 1)
    asked = laptop.post(reverse("usersessions_list"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate")), "the password comes first"
    assert phone.get(DESK).status_code == 200
    before = laptop.cookies["sessionid"].value
    laptop.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert laptop.cookies["sessionid"].value != before, "who has shown it again has another key"
    assert [each.get(DESK).status_code for each in (laptop, phone, other)] == [200, 302, 200]
    assert "Nowhere but here." in Page(laptop.get(reverse("usersessions_list"))).words


def test_one_browser_is_signed_out_and_no_other() -> None:
    make_member(make_firm(), name="ann")
    make_member(None, name="ben")
    laptop, phone, tablet = (sign_in("ann", name) for name in ("Laptop", "Phone", "Tablet"))
    other = sign_in("ben", "Another")
    address = reverse("usersessions_list")
    show_again(laptop, User.objects.get(username="ann"))
    buttons = Page(laptop.get(address)).all("button[@name='session']")
    keys = {each.user_agent: str(each.pk) for each in UserSession.objects.all()}
    assert [each.get("value") for each in buttons] == [keys["Phone"], keys["Tablet"]]
    said = [Page(laptop.post(address, {"session": keys["Phone"]}, follow=True)).words for _ in range(2)]
    assert ["That browser is signed out." in each for each in said] == [True, False]
    for wrong in ("", "x", "²", "9" * 30, keys["Another"]):
        assert "was signed out already" in Page(laptop.post(address, {"session": wrong}, follow=True)).words
    assert [each.get(DESK).status_code for each in (laptop, phone, tablet, other)] == [200, 302, 200, 200]
    assert Change.objects.filter(what=Code.SESSION_ENDED).count() == 1


def test_every_page_of_the_account_lets_one_sign_out() -> None:
    browser = signed_in(make_member(make_firm()))
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password", "usersessions_list"):
        forms = Page(browser.get(reverse(name))).all("nav//form")
        assert [each.get("action") for each in forms] == [reverse("admin:logout")], name


def test_new_password_signs_out_everywhere_else() -> None:
    make_member(make_firm(), name="ann")
    laptop, phone = sign_in("ann", "Laptop"), sign_in("ann", "Phone")
    new = "kettle violin marsh seven"
    laptop.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [each.get(DESK).status_code for each in (laptop, phone)] == [200, 302]


def test_who_does_nothing_for_the_limit_is_signed_out() -> None:
    browser = sign_in(make_member(make_firm()).get_username(), "Laptop")
    ends = Session.objects.get().expire_date - timezone.now()
    limit = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert limit - timedelta(minutes=1) < ends <= limit
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get(DESK).headers["Location"].startswith(reverse("admin:login"))


def test_each_use_begins_the_limit_anew_and_is_stored_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(make_member(make_firm()))
    session = browser.session
    session[sessions.SEEN] -= sessions.MOST_OFTEN
    session.save()
    almost_over = timezone.now() + timedelta(minutes=1)
    Session.objects.update(expire_date=almost_over)
    answer = browser.get(DESK)
    renewed = Session.objects.get().expire_date
    assert renewed > almost_over
    assert answer.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE
    assert "sessionid" not in browser.get(DESK).cookies
    assert Session.objects.get().expire_date == renewed


def test_visitor_gets_no_session() -> None:
    assert "sessionid" not in Client().get("/").cookies
    assert not Session.objects.exists()


def test_account_made_just_now_is_listed_and_has_shown_its_password() -> None:
    firm = make_firm()
    _, token = Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.OWNER, at=timezone.now())
    browser = Client()
    sent = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}
    browser.post(reverse("clients:join", args=[token]), sent)
    assert UserSession.objects.get().user == User.objects.get()
    assert browser.get(reverse("admin:clients_invitation_add")).status_code == 200


def test_signed_out_session_is_over_for_whoever_kept_its_cookie() -> None:
    browser = sign_in(make_member(make_firm()).get_username(), "Laptop")
    kept = Client()
    kept.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert kept.get(DESK).status_code == 200
    browser.post(reverse("admin:logout"))
    assert kept.get(DESK).headers["Location"].startswith(reverse("admin:login"))
    assert not Session.objects.exists()


def test_account_that_is_switched_off_is_signed_out_everywhere_at_once() -> None:
    make_member(make_firm(), name="ann")
    browsers = [sign_in("ann", "Laptop"), sign_in("ann", "Phone")]
    assert [each.get(DESK).status_code for each in browsers] == [200, 200]
    User.objects.update(is_active=False)
    for each in browsers:
        assert each.get(DESK).headers["Location"].startswith(reverse("admin:login"))


def test_key_of_a_session_is_random_and_long() -> None:
    """32 letters and digits are 165 bits."""
    keys = {sign_in(make_member(make_firm(), name=name).get_username(), "Laptop").session.session_key for name in "ab"}
    assert [len(str(each)) for each in keys] == [32, 32]
