"""The owner's side of a firm's invitation: what it says, accepting with or without a shop of one's own, withdrawing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.browser import COOKIE
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from reports.models.review import Note, Review
from tests.makers import (
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    signed_in,
)
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    return make_firm("Northern Advice", contact="Ann, 555 0100")


def invite(firm: Firm, name: str = "Zoe's PCs", **fields: Any) -> tuple[Assessment, str]:
    """A firm's entry of a shop, and the address of its invitation."""
    assessment = make_assessment(shop=make_shop(name, firm=firm, **fields))
    by = make_user("ann", first_name="Ann", last_name="North", is_staff=True)
    Membership.objects.create(firm=firm, user=by, role=Role.CONSULTANT)
    token = Access.objects.issue(assessment, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=by)
    return assessment, reverse("questions:invitation", args=[token])


def history() -> list[tuple[str, Firm | None, Shop | None]]:
    return [(each.what, each.firm, each.shop) for each in Change.objects.order_by("pk")]


class TestInvitation:
    def test_page_says_who_asks_and_what_they_will_see_and_changes_nothing(self, firm: Firm, client: Client) -> None:
        _, address = invite(firm)
        response = client.get(address)
        assert response.status_code == 200
        page = Page(response)
        assert "Northern Advice invites you" in page.words
        assert "Ann, 555 0100" in page.words
        assert "(Ann North)" in page.words
        assert "every answer, as soon as you give it" in page.words
        assert reverse("questions:landing") in page.links
        assert not page.all("input[@type='radio']")
        assert (Access.objects.get().used, Shop.objects.get().joined, history()) == (None, None, [])

    def test_colleague_who_opens_it_reads_whose_it_is(self, firm: Firm, client: Client) -> None:
        _, address = invite(firm)
        said = "Only the shop's owner can accept"
        assert said in Page(signed_in(make_member(firm)).get(address)).words
        assert said not in Page(signed_in(make_member(make_firm())).get(address)).words
        assert said not in Page(client.get(address)).words

    def test_accepting_joins_the_firm_and_keeps_the_place_in_this_browser(self, firm: Firm, client: Client) -> None:
        assessment, address = invite(firm)
        response = client.post(address)
        assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        assert client.get(response.headers["Location"]).status_code == 200
        shop = Shop.objects.get()
        assert shop.joined
        assert history() == [("joined", firm, shop)]
        assert Change.objects.get().who is None

    def test_link_works_once_and_leads_whoever_accepted_on(self, firm: Firm, client: Client) -> None:
        assessment, address = invite(firm)
        client.post(address)
        assessment.record({"without-you": "a-week"}, at=timezone.now())
        for method in (client.get, client.post):
            assert method(address).headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        for response in (Client().get(address), Client().post(address)):
            assert response.status_code == 410
            assert "It was used already" in Page(response).words
            assert COOKIE not in response.cookies
        assert Change.objects.count() == 1

    def test_used_in_another_browser_it_mails_a_link_to_go_on(self, firm: Firm, settings: Settings) -> None:
        settings.MAIL_ENABLED = True
        assessment, address = invite(firm, email="zoe@example.com", own_email="zoe@example.com")
        Client().post(address)
        assessment.record({"without-you": "a-week"}, at=timezone.now())
        other = Client()
        page = Page(other.get(address))
        assert page.form() == {"csrfmiddlewaretoken": page.form()["csrfmiddlewaretoken"]}
        assert words(page.one("main//form//button")) == "Mail me a link to go on"
        for _ in range(2):  # a double click mails once
            response = other.post(address, {"do": "mail"})
            assert (response.status_code, "Look in your mail" in Page(response).words) == (200, True)
            assert "zoe@" not in response.content.decode()
        (sent,) = mail.outbox
        assert sent.to == ["zoe@example.com"]
        link = re.search(r"http://127\.0\.0\.1:8000(/r/[\w-]{43}/)", str(sent.body))
        assert link
        assert other.post(link[1]).headers["Location"] == reverse("questions:hub", args=[assessment.pk])

    @pytest.mark.parametrize("why", ["revoked", "expired", "no address", "no mail server"])
    def test_link_is_mailed_only_for_one_that_was_used_and_has_an_address(
        self, firm: Firm, settings: Settings, why: str
    ) -> None:
        settings.MAIL_ENABLED = why != "no mail server"
        _, address = invite(firm, email="anna@example.com", own_email="" if why == "no address" else "zoe@example.com")
        past = timezone.now() - timedelta(days=1)
        fields = {"revoked": {"revoked": past}, "expired": {"expires": past}}
        Access.objects.update(**fields.get(why, {"used": past}))
        page = Page(Client().get(address))
        assert not page.all("main//form")
        assert Client().post(address, {"do": "mail"}).status_code == 410
        assert mail.outbox == []

    def test_double_click_without_the_cookie_lets_in(self, firm: Firm) -> None:
        assessment, address = invite(firm)
        key = Page(Client().get(address)).form()["key"]
        for browser in (Client(), Client()):
            response = browser.post(address, {"key": key})
            assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        assert Client().post(address, {"key": str(uuid4())}).status_code == 410  # somebody else who has the link

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"revoked": timezone.now()}, "It was taken back"),
            ({"expires": timezone.now() - timedelta(days=1)}, "It is too old"),
            ({"kind": "resume"}, "The address may be mistyped"),
        ],
        ids=["revoked", "expired", "another kind"],
    )
    def test_invitation_that_is_over_says_why(
        self, firm: Firm, client: Client, fields: dict[str, Any], said: str
    ) -> None:
        _, address = invite(firm)
        Access.objects.update(**fields)
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 410
            assert said in Page(response).words
        assert Shop.objects.get().joined is None

    def test_invitation_of_a_firm_that_is_gone_is_gone(self, firm: Firm, client: Client) -> None:
        _, address = invite(firm)
        firm.delete()
        assert client.post(address).status_code == 410

    @pytest.mark.parametrize("name", ["<script>alert(1)</script>", "متجر", "🛠 & Söhne"])
    def test_hostile_names_are_words(self, client: Client, name: str) -> None:
        _, address = invite(make_firm(name, contact=name), name)
        response = client.get(address)
        assert b"<script>alert" not in response.content
        assert f"{name} invites you" in Page(response).words


class TestBringing:
    @pytest.mark.parametrize(
        ("own", "firms"),
        [
            ("Cafe\u0301 Nord", "CAF\xc9 NORD"),
            ("Café Nord", "cafe nord\u200b"),
            ("Мастер", "МАСТЕР"),
            ("ＰＣ Fix", "pc fix"),
        ],
    )
    def test_shop_that_is_called_the_same_is_proposed(self, firm: Firm, own: str, firms: str) -> None:
        mine = make_assessment(shop=make_shop(own))
        browser = make_browser(mine, make_assessment(shop=make_shop("Another")))
        _, address = invite(firm, firms)
        chosen = [each for each in Page(browser.get(address)).all("input[@name='bring']") if "checked" in each.attrib]
        assert [each.get("value") for each in chosen] == [str(mine.shop.pk)]

    def test_shop_without_a_name_is_not_taken_for_another_without_one(self, firm: Firm) -> None:
        browser = make_browser(make_assessment(shop=make_shop("\u200b")))
        _, address = invite(firm, "\u3164")
        chosen = [each for each in Page(browser.get(address)).all("input[@name='bring']") if "checked" in each.attrib]
        assert [each.get("value") for each in chosen if each.get("value")] == []

    def test_shop_of_this_browser_joins_with_everything_and_takes_the_firms_entry_over(self, firm: Firm) -> None:
        own = make_submitted(shop=make_shop("My own shop", owner="Zoe"))
        browser = make_browser(own)
        invited, address = invite(firm, email="zoe@example.com", owner="Zoé")
        tag = Tag.objects.create(firm=firm, name="north")
        invited.shop.tags.add(tag)
        assert "Bring My own shop from this browser" in Page(browser.get(address)).words
        response = browser.post(address, {"bring": own.shop.pk})
        assert response.headers["Location"] == reverse("questions:hub", args=[own.pk])
        shop = Shop.objects.get()
        assert (shop, shop.name, shop.owner, shop.email) == (own.shop, "My own shop", "Zoe", "zoe@example.com")
        assert (shop.firm, bool(shop.joined), [*shop.tags.all()]) == (firm, True, [tag])
        assert [*Assessment.objects.all()] == [own]
        used = Access.objects.get(kind=Access.Kind.INVITE)
        assert (used.assessment, bool(used.used)) == (own, True)
        assert Assessment.objects.visible_to(make_member(firm)).get() == own

    @pytest.mark.parametrize(
        ("invited", "checked"),
        [("Mine", "mine"), ("ÖL & MINE ", "öl & mine"), ("Yours", "Start fresh as Yours"), ("", "Start fresh as A")],
    )
    def test_shop_of_the_same_name_is_the_one_that_is_meant(self, firm: Firm, invited: str, checked: str) -> None:
        browser = make_browser(*(make_assessment(shop=make_shop(name)) for name in ("mine", "öl & mine", "")))
        _, address = invite(firm, invited)
        page = Page(browser.get(address))
        (chosen,) = [words(label) for label in page.all("label") if label.find("input[@checked]") is not None]
        assert checked in chosen

    def test_what_was_answered_together_is_kept_beside_it(self, firm: Firm) -> None:
        own = make_assessment({"without-you": "a-week"}, shop=make_shop("Mine"))
        browser = make_browser(own)
        invited, address = invite(firm)
        invited.record({"without-you": "a-day"}, at=timezone.now())
        browser.post(address, {"bring": own.shop.pk})
        assert {each.pk for each in Assessment.objects.filter(shop=own.shop)} == {own.pk, invited.pk}

    @pytest.mark.parametrize("bring", ["theirs", "of a firm", "0", "x", "\x00", "9" * 30])
    def test_no_other_shop_can_be_brought(self, firm: Firm, bring: str) -> None:
        theirs = make_assessment(shop=make_shop("Somebody's"))
        held = make_assessment(shop=make_shop("Held by another firm", firm=make_firm("Other")))
        browser = make_browser(held)
        _, address = invite(firm)
        value = {"theirs": theirs.shop.pk, "of a firm": held.shop.pk}.get(bring, bring)
        response = browser.post(address, {"bring": value})
        assert response.status_code == 422
        assert Access.objects.get(kind=Access.Kind.INVITE).used is None
        assert Shop.objects.filter(firm=firm).count() == 1


class TestWithdrawing:
    def test_owner_withdraws_and_the_firm_keeps_only_its_own_notes(self, firm: Firm) -> None:
        user = make_member(firm)
        assessment, address = invite(firm)
        assessment.shop.tags.add(Tag.objects.create(firm=firm, name="north"))
        browser = Client()
        browser.post(address)
        Note.objects.create(firm=firm, assessment=assessment, about="Zoe's PCs", text="Ours")
        page = reverse("questions:firm", args=[assessment.pk])
        assert "Northern Advice, since you accepted" in Page(browser.get(page)).words
        Review.objects.create(assessment=assessment, state=Review.State.SHARED)
        for kind in (Access.Kind.READ, Access.Kind.INVITE):
            Access.objects.issue(assessment, kind, at=timezone.now(), within=timedelta(days=1))
        phone = make_browser(assessment)
        done = browser.post(page)
        assert (done.status_code, b"Northern Advice" in done.content) == (200, False)
        shop = Shop.objects.get()
        assert (shop.firm, shop.joined, shop.tags.count()) == (None, None, 0)
        assert not Shop.objects.visible_to(user).exists()
        assert not Assessment.objects.visible_to(user).exists()
        assert [note.about for note in Note.objects.visible_to(user)] == ["Zoe's PCs"]
        assert not Review.objects.exists()
        (seen,) = Change.objects.visible_to(user)
        assert (seen.what, seen.detail["name"]) == ("withdrawn", "Zoe's PCs")
        assert signed_in(user).get(reverse("questions:hub", args=[assessment.pk])).status_code == 404
        assert phone.get(reverse("questions:hub", args=[assessment.pk])).status_code == 404
        assert browser.get(reverse("questions:hub", args=[assessment.pk])).status_code == 200
        assert [each.kind for each in Access.objects.filter(revoked=None, used=None)] == ["browser"]

    def test_again_changes_nothing_and_the_owner_can_be_invited_again(self, firm: Firm) -> None:
        own = make_assessment(shop=make_shop("Mine", firm=firm, joined=timezone.now()))
        browser = make_browser(own)
        for _ in range(2):
            assert browser.post(reverse("questions:firm", args=[own.pk])).status_code == 200
        assert [each.what for each in Change.objects.all()] == ["withdrawn"]
        _, address = invite(firm)
        browser.post(address, {"bring": own.shop.pk})
        assert Shop.objects.get().firm == firm

    def test_firm_cannot_withdraw_in_the_owners_name(self, firm: Firm) -> None:
        assessment = make_assessment(shop=make_shop(firm=firm))
        page = reverse("questions:firm", args=[assessment.pk])
        browser = signed_in(make_member(firm))
        assert not Page(browser.get(page)).all("main//button")
        assert browser.post(page).status_code == 403
        assert Shop.objects.get().firm == firm

    def test_owner_of_no_firm_reads_that_no_firm_sees_it(self) -> None:
        own = make_assessment()
        page = Page(make_browser(own).get(reverse("questions:firm", args=[own.pk])))
        assert "No consultant's firm sees it." in page.words
        assert not page.all("main//form")
