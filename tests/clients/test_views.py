"""Colleagues: invited by a firm's owner, by mail or a link to copy; joining with a new account or the one at hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import JOIN_WITHIN, Firm, Invitation, Membership, Over, Role
from clients.models.history import Change
from clients.models.shops import Shop
from tests.makers import AT, make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
ACCOUNT = {"username": "newcomer", "password1": "not easily guessed 7", "password2": "not easily guessed 7"}


@pytest.fixture
def firm() -> Firm:
    return make_firm("Northern Advice")


def invite(firm: Firm, role: Role = Role.CONSULTANT) -> tuple[Invitation, str]:
    made, token = Invitation.objects.issue(firm=firm, email="new@example.com", role=role, at=timezone.now())
    return made, reverse("clients:join", args=[token])


class TestJoining:
    def test_page_makes_an_account_that_is_on_the_desk(self, firm: Firm, client: Client) -> None:
        shop = make_shop(firm=firm)
        made, path = invite(firm)
        assert "Join Northern Advice" in Page(client.get(path)).words
        assert client.post(path, ACCOUNT).headers["Location"] == reverse("admin:index")
        user = User.objects.get()
        assert (user.username, user.email, user.is_staff, user.is_superuser) == (
            "newcomer",
            "new@example.com",
            True,
            False,
        )
        assert Membership.objects.get(firm=firm, user=user).role == Role.CONSULTANT
        assert client.get(reverse("admin:index")).status_code == 200
        assert [*Shop.objects.visible_to(user)] == [shop]
        made.refresh_from_db()
        assert made.accepted
        assert {each.who for each in Change.objects.all()} == {user}

    def test_new_account_has_the_name_that_owners_read_which_may_stay_empty(self, firm: Firm, client: Client) -> None:
        _, path = invite(firm)
        asked = {each.get("name"): "required" in each.attrib for each in Page(client.get(path)).all("input[@id]")}
        assert asked == {
            "username": True, "first_name": False, "last_name": False, "password1": True, "password2": True,
        }  # fmt: skip
        client.post(path, {**ACCOUNT, "first_name": "Zoë", "last_name": "Öst"})
        assert User.objects.get().get_full_name() == "Zoë Öst"

    def test_link_works_once(self, firm: Firm, client: Client) -> None:
        _, path = invite(firm)
        client.post(path, ACCOUNT)
        for response in (Client().get(path), Client().post(path, {**ACCOUNT, "username": "second"})):
            assert response.status_code == 410
            assert "It was used already" in Page(response).words
        assert User.objects.count() == 1

    def test_who_is_quicker_wins_and_the_others_account_is_not_made(
        self, firm: Firm, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lost(*args: Any, **kwargs: Any) -> None:
            raise Over

        _, path = invite(firm)
        monkeypatch.setattr(Invitation, "accept", lost)
        assert client.post(path, ACCOUNT).status_code == 410
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {**ACCOUNT, "password2": "another"},
            {**ACCOUNT, "password1": "short", "password2": "short"},
            {**ACCOUNT, "password1": "password", "password2": "password"},
            {**ACCOUNT, "username": "taken"},
            {**ACCOUNT, "username": "a b"},
            {**ACCOUNT, "username": "x" * 151},
            {**ACCOUNT, "username": "<script>"},
            {**ACCOUNT, "first_name": "x" * 151},
        ],
    )
    def test_bad_account_is_refused_beside_the_field(self, firm: Firm, client: Client, data: dict[str, str]) -> None:
        make_user("taken")
        _, path = invite(firm)
        response = client.post(path, data)
        assert response.status_code == 422
        assert Page(response).all("main//p[@class='error']")
        assert User.objects.count() == 1
        assert Invitation.objects.get().accepted is None

    def test_account_at_hand_joins(self, firm: Firm) -> None:
        user = make_user("here")
        browser = signed_in(user)
        _, path = invite(firm, Role.VIEWER)
        assert "You are signed in as here." in Page(browser.get(path)).words
        assert browser.post(path).headers["Location"] == reverse("admin:index")
        user.refresh_from_db()
        assert (user.is_staff, Membership.objects.get().user, User.objects.count()) == (True, user, 1)

    def test_who_works_there_keeps_the_role(self, firm: Firm) -> None:
        user = make_member(firm, Role.OWNER)
        _, path = invite(firm, Role.VIEWER)
        signed_in(user).post(path)
        assert Membership.objects.get().role == Role.OWNER

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"revoked": AT}, "It was taken back"),
            ({"expires": timezone.now() - JOIN_WITHIN - timedelta(days=1)}, "It is too old"),
            ({"token_hash": "x"}, "The address may be mistyped"),
        ],
        ids=["revoked", "expired", "unknown"],
    )
    def test_invitation_that_is_over_says_why(
        self, firm: Firm, client: Client, fields: dict[str, Any], said: str
    ) -> None:
        _, path = invite(firm)
        Invitation.objects.update(**fields)
        for response in (client.get(path), client.post(path, ACCOUNT)):
            assert response.status_code == 410
            assert said in Page(response).words
        assert not User.objects.exists()


def test_page_to_make_an_account_promises_none_is_needed_no_more(firm: Firm) -> None:
    assert "No account" not in Page(Client().get(invite(firm)[1])).words


@pytest.mark.parametrize("leaves", [True, False], ids=["leaves", "is no owner any more"])
def test_invitations_of_an_owner_end_with_the_right_to_invite(firm: Firm, leaves: bool) -> None:
    """Otherwise an owner about to be removed invites themselves, and is back."""
    make_member(firm, Role.OWNER)
    for name in ("going", "staying"):
        browser = signed_in(make_member(firm, Role.OWNER, name=name))
        data = {"firm": firm.pk, "email": f"by-{name}@example.com", "role": "owner"}
        browser.post(reverse("admin:clients_invitation_add"), data)
    going = Membership.objects.get(user__username="going")
    if leaves:
        going.leave()
    else:
        going.give_role(Role.CONSULTANT)
    over = {each.email: each.over(timezone.now()) for each in Invitation.objects.all()}
    assert over == {"by-going@example.com": "revoked", "by-staying@example.com": ""}
