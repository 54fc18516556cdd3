"""The first account: made once, by whoever has the link that the technician had printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Membership, Over, Role
from clients.models.set_up import SetUpLink
from tests.pages import Page

pytestmark = pytest.mark.django_db
FORM = {
    "firm": " Northern Advice ",
    "username": "ann",
    "email": "ann@example.com",
    "first_name": "Ann",
    "last_name": "Lee",
    "password1": "not easily guessed 7",
    "password2": "not easily guessed 7",
}


@pytest.fixture
def path() -> str:
    return reverse("clients:set-up", args=[SetUpLink.objects.issue(at=timezone.now())])


def made() -> tuple[int, int, int]:
    return User.objects.count(), Firm.objects.count(), Membership.objects.count()


def test_it_makes_an_account_with_all_rights_and_its_firm_and_signs_in(client: Client, path: str) -> None:
    page = Page(client.get(path))
    assert [each.get("name") for each in page.all("*[@autofocus]")] == ["firm"]
    assert page.by_id("id_password2_helptext").text == "The same once more."
    response = client.post(path, FORM)
    assert response.headers["Location"] == reverse("admin:index")
    (member,) = Membership.objects.all()
    user = member.user
    assert (member.firm.name, member.role) == ("Northern Advice", Role.OWNER)
    assert (user.username, user.email, user.get_full_name()) == ("ann", "ann@example.com", "Ann Lee")
    assert (user.is_staff, user.is_superuser, user.check_password(FORM["password1"])) == (True, True, True)
    assert client.get(reverse("admin:index")).status_code == 200


def test_it_works_once(client: Client, path: str) -> None:
    client.post(path, FORM)
    for response in (Client().get(path), Client().post(path, FORM | {"username": "ben"})):
        assert (response.status_code, "It was used already" in Page(response).words) == (410, True)
    assert made() == (1, 1, 1)


def test_it_works_for_a_day(path: str) -> None:
    made_at = timezone.now()
    assert timedelta(hours=23) < SetUpLink.objects.get().expires - made_at <= timedelta(hours=24)
    SetUpLink.objects.update(expires=made_at)
    for response in (Client().get(path), Client().post(path, FORM)):
        words = "It is too old: it works for 24 hours. If nobody has an account yet, manage.py welcome on the server"
        assert (response.status_code, words in Page(response).words) == (410, True)
    assert made() == (0, 0, 0)


def test_a_link_nobody_made_opens_nothing() -> None:
    path = reverse("clients:set-up", args=["nothing"])
    assert [Client().get(path).status_code, Client().post(path, FORM).status_code] == [410, 410]
    assert made() == (0, 0, 0)


@pytest.mark.parametrize(
    ("field", "wrong", "complaint"),
    [
        ("firm", "  ", "Your firm's name This field is required."),
        ("firm", "n" * 121, "121 characters, and 120 at most"),
        ("username", "a b", "Enter a valid username"),
        ("email", "ann", "Enter a valid email address"),
        ("password2", "another one 8", "The two password fields didn’t match"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_link_stays(
    client: Client, path: str, field: str, wrong: str, complaint: str
) -> None:
    response = client.post(path, FORM | {field: wrong})
    html = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert complaint in Page(response).words
    assert "<title> Error: Set up this site" in html
    (shown,) = [each for each in html.split("<input") if f'name="{field}"' in each]
    assert f"id_{field}_error" in shown.partition(">")[0]
    assert html.count(f'id="id_{field}_error"') == 1
    assert "not easily guessed" not in html
    assert made() == (0, 0, 0)
    assert client.post(path, FORM).status_code == 302


def test_who_is_a_moment_late_reads_why(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise Over

    monkeypatch.setattr(SetUpLink, "use", late)
    response = client.post(path, FORM)
    assert (response.status_code, "It was used already" in Page(response).words) == (410, True)
