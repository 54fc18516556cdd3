"""Names of accounts are cleaned in forms and by commands."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from clients.account_text import FIELD_CLASSES
from clients.models.firms import Invitation, Role
from tests.makers import AT, PASSWORD, make_firm, make_member, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db


def test_command_makes_an_account_of_what_can_be_seen() -> None:
    call_command("createsuperuser", interactive=False, username="zoe", email="Zoe@Example.com\u200b")
    make_user("bob\u200b", first_name="B\x02ob")
    assert list(User.objects.values_list("username", "first_name", "email").order_by("pk")) == [
        ("zoe", "", "Zoe@example.com"),
        ("bob", "Bob", ""),
    ]


def test_account_made_by_an_invitation(client: Client) -> None:
    _made, token = Invitation.objects.issue(
        firm=make_firm(), email="zoe@example.com", role=Role.VIEWER, at=AT.replace(year=2126)
    )
    data = {"username": "zoe\u200b", "first_name": "Zoe\u0308", "last_name": "\u202eBerg", "password1": PASSWORD}
    response = client.post(reverse("clients:join", args=[token]), {**data, "password2": PASSWORD})
    assert response.status_code == 302
    assert (User.objects.get().username, User.objects.get().get_full_name()) == ("zoe", "Zoë Berg")


def test_account_made_and_changed_in_the_admin() -> None:
    browser = make_staff("root")
    data = {"username": "zoe\u200b", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert browser.post(reverse("admin:auth_user_add"), data).status_code == 302
    user = User.objects.get(username="zoe")
    names = {"username": "zoe", "first_name": "Zoe\u0308\x02", "last_name": "\u200b", "email": "zoe@Example.com\u200b"}
    data = {**names, "is_active": "on", "date_joined_0": "2026-11-20", "date_joined_1": "09:30:00"}
    assert browser.post(reverse("admin:auth_user_change", args=[user.pk]), data).status_code == 302
    user.refresh_from_db()
    assert (user.first_name, user.last_name, user.email) == ("Zoë", "", "zoe@example.com")


def test_own_name() -> None:
    user = make_member(make_firm())
    signed_in(user).post(reverse("admin:profile"), {"first_name": "Zoe\u0308", "last_name": "Berg\u200f"})
    user.refresh_from_db()
    assert user.get_full_name() == "Zoë Berg"


def test_every_name_has_its_field() -> None:
    assert set(FIELD_CLASSES) == {"username", "first_name", "last_name", "email"}
