"""Inviting colleagues: by mail or a link to copy, for owners of the firm only."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Invitation, Role
from clients.models.history import Change
from clients.models.outbox import Mail
from clients.tasks import send_invitation
from desk.views import colleagues
from tests.makers import AT, make_firm, make_member, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


ADD = reverse("admin:clients_invitation_add")


LIST = reverse("admin:clients_invitation_changelist")


def refuse(*_: object) -> None:
    raise ConnectionRefusedError


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

    def test_mail_that_failed_says_why_in_the_list_and_is_sent_again_by_the_button(
        self, firm: Firm, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.MAIL_ENABLED = True
        owner = signed_in(make_member(firm, Role.OWNER))
        with monkeypatch.context() as away:
            away.setattr(mail.EmailMessage, "send", refuse)
            owner.post(ADD, {"firm": firm.pk, "email": "new@example.com", "role": "consultant"})
        said = Page(owner.get(LIST)).words
        assert "not sent yet: the mail server could not be reached. It is tried again by itself." in said
        Mail.objects.update(state=Mail.State.FAILED)
        made = Invitation.objects.get()
        for address in (LIST, reverse("admin:clients_invitation_change", args=[made.pk])):
            assert "failed: the mail server could not be reached" in Page(owner.get(address)).words
        owner.post(reverse("admin:colleague-again", args=[made.pk]))
        assert [each.to for each in mail.outbox] == [["new@example.com"]]
        assert "failed" not in Page(owner.get(LIST)).words

    def test_link_shown_once_is_kept_in_no_field(self, firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
        kept: list[Invitation] = []

        def hand_over(request: object, row: Invitation, token: str) -> HttpResponse:
            kept.append(row)
            return HttpResponse(token)

        monkeypatch.setattr(colleagues, "hand_over", hand_over)
        signed_in(make_member(firm, Role.OWNER)).post(ADD, {"firm": firm.pk, "email": "a@b.ch", "role": "viewer"})
        (row,) = kept
        assert {field.name for field in Invitation._meta.fields if getattr(row, field.name) == row.shown_token} == set()
        assert len(row.shown_token) == 43

    def test_firm_without_a_name_of_its_own_invites_nobody(self) -> None:
        firm = make_firm("Your firm", named=False)
        owner = signed_in(make_member(firm, Role.OWNER))
        page = Page(owner.post(ADD, {"firm": firm.pk, "email": "new@example.com", "role": "viewer"}))
        assert "give “Your firm” its own under Firms first" in page.words
        assert not Invitation.objects.exists()

    def test_another_firm_is_not_offered_and_not_taken(self, firm: Firm) -> None:
        other = make_firm("Theirs")
        owner = signed_in(make_member(firm, Role.OWNER))
        assert "Theirs" not in Page(owner.get(ADD)).words
        assert owner.post(ADD, {"firm": other.pk, "email": "a@b.ch", "role": "owner"}).status_code == 422
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize(
        "data", [{"email": "x", "role": "viewer"}, {"email": "a@b.ch", "role": "god"}, {"email": "a@b.ch"}, {}]
    )
    def test_bad_input_invites_nobody(self, firm: Firm, data: dict[str, str]) -> None:
        owner = signed_in(make_member(firm, Role.OWNER))
        assert owner.post(ADD, {"firm": firm.pk, **data}).status_code == 422
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
