"""A firm's owner helps a colleague to sign in again, after showing their own password once more."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Membership, Role
from tests.makers import make_firm, make_member, make_passkey, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership() -> Membership:
    ann = make_member(make_firm(), name="ann")
    make_passkey(ann)
    return Membership.objects.get(user=ann)


def address(name: str, membership: Membership) -> str:
    return reverse(f"admin:colleague-{name}", args=[membership.pk])


def test_link_is_shown_once_where_there_is_no_mail(membership: Membership, settings: Settings) -> None:
    settings.MAIL_ENABLED = False
    owner = signed_in(make_member(membership.firm, Role.OWNER))
    page = Page(owner.post(address("password", membership)))
    link = page.one("input[@readonly]").get("value", "")
    assert "ann" in page.words
    assert Client().get(urlsplit(link).path).status_code == 302
    assert owner.get(address("password", membership)).status_code == 405


def test_link_is_mailed_where_there_is_mail(membership: Membership, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    membership.user.email = "ann@example.com"
    membership.user.save()
    owner = signed_in(make_member(membership.firm, Role.OWNER))
    answer = owner.post(address("password", membership), follow=True)
    assert "on its way to ann@example.com" in Page(answer).words


def test_second_factors_are_removed(membership: Membership) -> None:
    owner = signed_in(make_member(membership.firm, Role.OWNER))
    change = reverse("admin:clients_membership_change", args=[membership.pk])
    assert "Remove the second factors" in Page(owner.get(change)).words
    answer = owner.post(address("factors", membership), follow=True)
    assert "ann signs in with the password alone" in Page(answer).words
    assert not Authenticator.objects.exists()
    assert "Remove the second factors" not in Page(owner.get(change)).words


@pytest.mark.parametrize("name", ["password", "factors"])
def test_own_password_comes_first(membership: Membership, name: str) -> None:
    owner = signed_in(make_member(membership.firm, Role.OWNER), just_now=False)
    answer = owner.post(address(name, membership))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["password", "factors"])
def test_who_works_for_two_firms_is_not_helped_by_one(membership: Membership, name: str) -> None:
    owner = signed_in(make_member(membership.firm, Role.OWNER))
    Membership.objects.create(firm=make_firm("Another"), user=membership.user, role=Role.OWNER)
    assert owner.post(address(name, membership)).status_code == 403
    page = Page(owner.get(reverse("admin:clients_membership_change", args=[membership.pk])))
    assert "Link to a new password" not in page.words
