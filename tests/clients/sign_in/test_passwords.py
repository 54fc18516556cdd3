"""What a new password must not be; the ones that people have already go on working."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from clients.sign_in.helping import link_for
from clients.sign_in.passwords import SHORTEST, NotLeaked, NotOurWords
from tests.makers import make_firm, make_member, signed_in
from tests.pages import Page


@pytest.mark.parametrize("password", ["1234567890", "qwertyuiop", "QWERTYUIOP", "iloveyou123", "Password123"])
def test_leaked_password_is_refused_however_it_is_written(password: str) -> None:
    with pytest.raises(ValidationError, match="lists of stolen ones"):
        NotLeaked().validate(password)


@pytest.mark.parametrize("password", ["a password for tests", "kettle violin marsh seven", "short"])
def test_password_that_nobody_has_is_taken(password: str) -> None:
    """Length is another validator's."""
    NotLeaked().validate(password)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("IsItWorking2026!", False),
        ("Northern-Advice-1", False),
        ("northernadvice99", False),
        ("MÜNCHEN--it--22", False),
        ("assess.example-24", False),
        ("a password for tests", True),
        ("northern kettle violin marsh", True),  # one of our words among others
    ],
)
def test_password_of_the_words_of_this_site_or_a_firm_is_refused(password: str, taken: bool) -> None:
    make_firm("Northern Advice")
    make_firm("München IT")
    with override_settings(SITE_URL="https://assess.example"):
        if taken:
            NotOurWords().validate(password)
        else:
            with pytest.raises(ValidationError, match="little more than a word of this site"):
                NotOurWords().validate(password)


@pytest.mark.django_db
def test_shortest_is_the_same_everywhere() -> None:
    lengths = [each["OPTIONS"]["min_length"] for each in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in each]
    assert lengths == [SHORTEST]
    with pytest.raises(ValidationError) as refused:
        validate_password("qw4Vz!x")
    assert len(refused.value.messages) == 1


@pytest.mark.django_db
def test_password_from_before_signs_in() -> None:
    User.objects.create_user("ann", password="12345678", is_staff=True)
    sent = {"login": "ann", "password": "12345678"}
    assert Client().post(reverse("account_login"), sent).headers["Location"] == reverse("admin:index")


@pytest.mark.django_db
def test_password_is_long_and_counts_letter_by_letter() -> None:
    user = User.objects.create_user("ann", password="a password for tests", is_staff=True)
    long = f" Kettle violin marsh {'ü' * 200} seven  "
    page, browser = urlsplit(link_for(user)).path, Client()
    form = browser.get(page).headers["Location"]
    assert browser.post(form, {"password1": long, "password2": long}).status_code == 302
    for wrong in (long.strip(), long.lower(), long[:128], long[:-1]):
        assert Client().post(reverse("account_login"), {"login": "ann", "password": wrong}).status_code == 422
    assert Client().post(reverse("account_login"), {"login": "ann", "password": long}).status_code == 302


@pytest.mark.django_db
def test_password_is_typed_unseen_and_managers_of_passwords_may_fill_it_in() -> None:
    member = make_member(make_firm())
    for browser, name, fields in (
        (Client(), "account_login", ["current-password"]),
        (signed_in(member, just_now=False), "account_reauthenticate", ["current-password"]),
        (signed_in(member), "account_change_password", ["current-password", "new-password", "new-password"]),
    ):
        page = Page(browser.get(reverse(name)))
        found = [each for each in page.all("input") if "password" in each.get("name", "")]
        assert [each.get("type") for each in found] == ["password"] * len(fields)
        assert [each.get("autocomplete") for each in found] == fields
    scripts = [path.read_text() for path in (settings.BASE_DIR / "static").rglob("*.js")]
    assert [each for each in scripts if "paste" in each] == []


@pytest.mark.django_db
@override_settings(MAIL_ENABLED=True)
def test_way_back_in_asks_for_no_hint() -> None:
    names = {each.get("name") for each in Page(Client().get(reverse("account_login"))).all("input")}
    assert names - {"csrfmiddlewaretoken", "next"} == {"login", "password", "credential"}
    forgotten = set(Page(Client().get(reverse("account_reset_password"))).form())
    assert forgotten - {"csrfmiddlewaretoken"} == {"email"}
