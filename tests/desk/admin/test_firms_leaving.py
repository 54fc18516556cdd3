"""Removing a colleague asks who takes over; an account isn't closed while clients are in its charge."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clients.models.firms import Membership, Role
from clients.models.shops import Shop
from tests.makers import make_firm, make_member, make_shop, make_staff, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl() -> User:
    firm = make_firm()
    carl = make_member(firm, name="carl")
    make_shop(firm=firm, in_charge=carl)
    make_member(firm, Role.VIEWER, name="reader")
    make_member(make_firm("Other"), name="foreign")
    return carl


@pytest.fixture
def ann(carl: User) -> User:
    return make_member(carl.memberships.get().firm, Role.OWNER, name="ann")


def page_of(carl: User) -> str:
    return reverse("admin:clients_membership_delete", args=[carl.memberships.get().pk])


@pytest.fixture
def browser(ann: User) -> Client:
    return signed_in(ann)


def test_who_takes_over_is_asked_and_only_who_works_there_can(carl: User, ann: User, browser: Client) -> None:
    page = Page(browser.get(page_of(carl)))
    assert "1 client is in their charge." in page.words
    assert [each.get("value") for each in page.by_id("heir")] == ["", str(ann.pk), "nobody"]
    for heir in ("", str(carl.pk), str(User.objects.get(username="reader").pk), "x"):
        refused = browser.post(page_of(carl), {"post": "yes", "heir": heir}, follow=True)
        assert "Choose who takes over the clients first." in Page(refused).words
    foreign = User.objects.get(username="foreign")
    browser.post(page_of(carl), {"post": "yes", "heir": foreign.pk})
    assert Membership.objects.filter(user=carl).exists()
    browser.post(page_of(carl), {"post": "yes", "heir": ann.pk})
    assert not Membership.objects.filter(user=carl).exists()
    assert Shop.objects.get().in_charge == ann


def test_who_only_reads_from_now_on_hands_over_first(carl: User, ann: User, browser: Client) -> None:
    page = reverse("admin:clients_membership_change", args=[carl.memberships.get().pk])
    refused = browser.post(page, {"role": "viewer", "heir": ""})
    assert refused.status_code == 422
    assert "1 client is in their charge. Choose who takes over first." in Page(refused).words
    assert browser.post(page, {"role": "viewer", "heir": User.objects.get(username="reader").pk}).status_code == 422
    assert carl.memberships.get().role == Role.CONSULTANT
    browser.post(page, {"role": "owner", "heir": ""})
    browser.post(page, {"role": "consultant", "heir": ""})
    assert Shop.objects.get().in_charge == carl  # a consultant keeps their clients
    browser.post(page, {"role": "viewer", "heir": ann.pk})
    assert carl.memberships.get().role == Role.VIEWER
    assert Shop.objects.get().in_charge == ann
    assert "id_heir" not in Page(browser.get(page)).ids


def test_account_in_charge_is_neither_closed_nor_deleted(carl: User) -> None:
    root = make_staff()
    change = reverse("admin:auth_user_change", args=[carl.pk])
    sent = {"username": "carl", "is_staff": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    refused = root.post(change, sent)
    assert refused.status_code == 422
    assert "Remove them from their firm first" in Page(refused).words
    gone = root.post(reverse("admin:auth_user_delete", args=[carl.pk]), {"post": "yes"}, follow=True)
    assert "Remove them from their firm first" in gone.content.decode()
    carl.refresh_from_db()
    assert carl.is_active
