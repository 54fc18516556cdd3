"""The first start makes a sign-in and says it once; every start says where things are."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from tests.makers import make_firm, make_shop, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _to_try_it(settings: Settings) -> None:
    settings.FOR_REAL = False  # which DATABASE_URL would make it


def welcome(**options: bool) -> tuple[str, str]:
    """What it says, and what it says beside."""
    out, err = StringIO(), StringIO()
    call_command("welcome", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def password_in(said: str) -> str:
    found = re.search(r"^Sign-in: +consultant +(\S+)$", said, re.MULTILINE)
    assert found
    return found[1]


def test_welcome_makes_a_sign_in_that_works() -> None:
    said, _ = welcome()
    user = get_user_model().objects.get(username="consultant")
    assert (user.is_staff, user.is_superuser) == (True, True)
    data = {"login": "consultant", "password": password_in(said)}
    assert Client().post(reverse("account_login"), data).headers["Location"] == reverse("admin:index")


def test_welcome_names_addresses_that_work(settings: Settings, client: Client) -> None:
    settings.SITE_URL = "https://assess.example.com"
    said, _ = welcome()
    addresses = re.findall(r"https://assess\.example\.com(/\S*)", said)
    assert len(addresses) == 3
    assert [client.get(address, follow=True).status_code for address in addresses] == [200, 200, 200]


def test_welcome_loads_the_examples_and_keeps_the_password_to_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    said, beside = welcome()
    assert Shop.objects.exclude(example="").count() == 7
    assert said.count(password_in(said)) == 1
    assert password_in(said) not in beside
    assert password_in(said) not in caplog.text


def test_welcome_again_changes_nothing_and_shows_no_password() -> None:
    first, _ = welcome()
    users = list(get_user_model().objects.values())
    Shop.objects.filter(example="bob-breakfix").delete()
    second, _ = welcome()
    assert password_in(first) not in second
    assert not re.search(r"^Sign-in: +consultant +\S+$", second, re.MULTILINE)
    assert first.splitlines()[:3] == second.splitlines()[:3]
    assert list(get_user_model().objects.values()) == users
    assert Shop.objects.count() == 6


def test_welcome_makes_another_password_each_time() -> None:
    first, _ = welcome()
    get_user_model().objects.all().delete()
    second, _ = welcome()
    assert password_in(first) != password_in(second)
    assert len(password_in(first)) >= 16


def test_welcome_with_a_superuser_of_another_name_makes_none_and_names_them() -> None:
    make_user("anna", is_staff=True, is_superuser=True)
    said, _ = welcome()
    assert get_user_model().objects.count() == 1
    assert "recover anna" in said


def test_welcome_does_not_give_back_rights_that_were_taken_away() -> None:
    make_user("consultant", is_staff=True)
    said, _ = welcome()
    assert not get_user_model().objects.filter(is_superuser=True).exists()
    assert "createsuperuser" in said


def test_welcome_makes_a_firm_whose_clients_the_examples_are() -> None:
    welcome()
    firm = Firm.objects.get()
    (owner,) = Membership.objects.all()
    assert (firm.name, owner.firm, owner.user.username, owner.role) == ("Your firm", firm, "consultant", Role.OWNER)
    assert {shop.firm for shop in Shop.objects.all()} == {firm}
    welcome()
    assert (Firm.objects.count(), Membership.objects.count()) == (1, 1)


def test_welcome_after_an_update_gives_who_was_there_a_firm_and_leaves_owners_alone() -> None:
    user = make_user("anna", is_staff=True, is_superuser=True)
    make_shop("An owner's", firm=None)
    make_shop("Example", example="bob-breakfix")
    welcome()
    assert Membership.objects.get().user == user
    assert {shop.name: bool(shop.firm) for shop in Shop.objects.all()} == {"An owner's": False, "Example": True}


def test_welcome_makes_no_second_firm() -> None:
    firm = make_firm("Northern Advice")
    welcome()
    assert [*Firm.objects.all()] == [firm]


class TestForReal:
    @pytest.fixture(autouse=True)
    def _for_real(self, settings: Settings) -> None:
        settings.FOR_REAL = True
        settings.SITE_URL = "https://assess.example.com"

    def links_in(self, said: str) -> list[str]:
        return re.findall(r"https://assess\.example\.com(/set-up/\S+)", said)

    def test_nothing_is_invented(self) -> None:
        said, beside = welcome(at_start=True)
        assert [get_user_model().objects.count(), Shop.objects.count(), Firm.objects.count()] == [0, 0, 0]
        assert "nobody has an account yet; to make the first one: manage.py welcome" in said
        assert (self.links_in(said), beside) == ([], "")

    def test_by_hand_it_prints_a_link_that_opens_a_page(self, client: Client) -> None:
        said, beside = welcome()
        (link,) = self.links_in(said)
        assert "works once, for 24 hours" in said
        assert (client.get(link).status_code, beside) == (200, "")
        assert [get_user_model().objects.count(), Shop.objects.count(), Firm.objects.count()] == [0, 0, 0]

    def test_a_new_link_takes_the_place_of_the_one_before(self, client: Client) -> None:
        (first,), (second,) = (self.links_in(welcome()[0]) for _ in range(2))
        assert [client.get(link).status_code for link in (first, second)] == [410, 200]

    def test_the_start_makes_no_printed_link_void(self, client: Client) -> None:
        (link,) = self.links_in(welcome()[0])
        welcome(at_start=True)
        assert client.get(link).status_code == 200

    @pytest.mark.parametrize("superuser", [True, False])
    def test_where_somebody_has_an_account_there_is_no_link(self, *, superuser: bool) -> None:
        make_user("anna", is_staff=True, is_superuser=superuser)
        said, _ = welcome()
        assert self.links_in(said) == []
        assert ("recover anna" in said, "createsuperuser" in said) == (superuser, not superuser)
