"""Colleagues: invited by a firm's owner, by mail or a link to copy; joining with a new account or the one at hand."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import JOIN_WITHIN, Firm, Invitation, Membership, Over, Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.tasks import send_invitation
from tests.makers import AT, make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
ADD = reverse("admin:clients_invitation_add")
LIST = reverse("admin:clients_invitation_changelist")
ACCOUNT = {"username": "newcomer", "password1": "not easily guessed 7", "password2": "not easily guessed 7"}


@pytest.fixture
def firm() -> Firm:
    return make_firm("Northern Advice")


def invite(firm: Firm, role: Role = Role.CONSULTANT) -> tuple[Invitation, str]:
    made, token = Invitation.objects.issue(firm=firm, email="new@example.com", role=role, at=timezone.now())
    return made, reverse("clients:join", args=[token])


def path_in(text: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/join/[\w-]{43}/)", text)
    assert found
    return found[1]


class TestInviting:
    def test_link_is_shown_this_once_and_works(self, firm: Firm) -> None:
        owner = signed_in(make_member(firm, Role.OWNER))
        data = {"firm": firm.pk, "email": "new@example.com", "role": "viewer"}
        response = owner.post(ADD, data)
        path = path_in(response.content.decode())
        assert Client().get(path).status_code == 200
        made = Invitation.objects.get()
        assert (made.firm, made.email, made.role, made.over(timezone.now())) == (firm, "new@example.com", "viewer", "")
        page = owner.get(reverse("admin:clients_invitation_change", args=[made.pk]))
        assert "/join/" not in page.content.decode() + owner.get(LIST).content.decode()
        assert [(each.what, each.detail["name"]) for each in Change.objects.all()] == [
            ("colleague-invited", "new@example.com")
        ]

    def test_with_a_mail_server_it_is_mailed_and_shown_to_nobody(self, firm: Firm, settings: Settings) -> None:
        settings.MAIL_ENABLED = True
        owner = signed_in(make_member(firm, Role.OWNER))
        response = owner.post(ADD, {"firm": firm.pk, "email": "new@example.com", "role": "consultant"})
        assert response.headers["Location"] == LIST
        (sent,) = mail.outbox
        assert sent.to == ["new@example.com"]
        assert "Northern Advice invites you to its desk, as consultant" in sent.body
        assert Client().get(path_in(str(sent.body))).status_code == 200

    def test_firm_without_a_name_of_its_own_invites_nobody(self) -> None:
        firm = make_firm("Your firm")
        owner = signed_in(make_member(firm, Role.OWNER))
        page = Page(owner.post(ADD, {"firm": firm.pk, "email": "new@example.com", "role": "viewer"}))
        assert "give “Your firm” its own under Firms first" in page.words
        assert not Invitation.objects.exists()

    def test_another_firm_is_not_offered_and_not_taken(self, firm: Firm) -> None:
        other = make_firm("Theirs")
        owner = signed_in(make_member(firm, Role.OWNER))
        assert "Theirs" not in Page(owner.get(ADD)).words
        assert owner.post(ADD, {"firm": other.pk, "email": "a@b.ch", "role": "owner"}).status_code == 200
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize(
        "data", [{"email": "x", "role": "viewer"}, {"email": "a@b.ch", "role": "god"}, {"email": "a@b.ch"}, {}]
    )
    def test_bad_input_invites_nobody(self, firm: Firm, data: dict[str, str]) -> None:
        owner = signed_in(make_member(firm, Role.OWNER))
        assert owner.post(ADD, {"firm": firm.pk, **data}).status_code == 200
        assert not Invitation.objects.exists()

    def test_second_invitation_to_an_address_takes_the_firsts_place(self, firm: Firm) -> None:
        _, first = invite(firm)
        _, second = invite(firm)
        assert [Client().get(path).status_code for path in (first, second)] == [410, 200]

    def test_sent_again_it_has_a_new_link_and_taken_back_none(self, firm: Firm) -> None:
        made, first = invite(firm)
        owner = signed_in(make_member(firm, Role.OWNER))
        again, revoke = (reverse(f"admin:colleague-{verb}", args=[made.pk]) for verb in ("again", "revoke"))
        second = path_in(owner.post(again).content.decode())
        assert [Client().get(path).status_code for path in (first, second)] == [410, 200]
        assert owner.post(revoke).headers["Location"] == LIST
        assert "It was taken back" in Page(Client().get(second)).words
        for address in (again, revoke):
            assert owner.post(address).headers["Location"] == LIST
        said = [each.what for each in Change.objects.order_by("pk")]
        assert said == ["colleague-invited-again", "colleague-invitation-revoked"]

    def test_mail_of_an_invitation_taken_back_meanwhile_is_not_sent(self, firm: Firm) -> None:
        made, _ = invite(firm)
        made.revoke(at=AT)
        send_invitation.enqueue(made.pk)
        assert not mail.outbox


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
        assert Change.objects.get().who == user

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
            {**ACCOUNT, "username": "a\x00b"},
            {**ACCOUNT, "username": "x" * 151},
            {**ACCOUNT, "username": "<script>"},
            {**ACCOUNT, "first_name": "x" * 151},
            {**ACCOUNT, "last_name": "a\x00b"},
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
