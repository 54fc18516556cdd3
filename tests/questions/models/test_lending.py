"""A colleague's link carries the firm's rights only: it answers, and ends with whatever stood behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.viewers import Guest
from questions.browser import COOKIE
from questions.core.question import Answer
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from questions.models.lending import LENT_FOR
from reports.models.review import Note, Review
from tests.makers import (
    AT,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop(firm=make_firm())


@pytest.fixture
def anna(shop: Shop) -> User:
    make_member(shop.firm, Role.OWNER)
    return make_member(shop.firm, name="anna")


def address(name: str, found: Assessment) -> str:
    return reverse(name, args=[found.pk])


def link_of(user: User, found: Assessment) -> str:
    """The link that the page shows a colleague who is signed in."""
    page = Page(signed_in(user).post(address("questions:elsewhere", found), {"key": str(uuid4())}))
    return page.one("main//input[@readonly]").get("value") or ""


def opened(link: str) -> Client:
    """A browser in which nobody has signed in, and a link was opened."""
    browser = Client()
    assert browser.post(link).status_code == 302
    return browser


def statuses(browser: Client, found: Assessment) -> dict[str, int]:
    return {
        "hub": browser.get(address("questions:hub", found), follow=True).status_code,
        "elsewhere": browser.post(address("questions:elsewhere", found), {"key": str(uuid4())}).status_code,
        "share": browser.post(address("reports:share", found), {"key": str(uuid4())}, follow=True).status_code,
        "firm": browser.post(address("questions:firm", found)).status_code,
        "delete": browser.post(address("reports:delete", found), {"sure": "yes"}).status_code,
    }


def test_it_answers_and_submits_and_nothing_else_of_an_owners(shop: Shop, anna: User) -> None:
    found = make_submitted(shop=shop)
    browser = opened(link_of(anna, found))
    assert statuses(browser, found) == {"hub": 200, "elsewhere": 403, "share": 403, "firm": 403, "delete": 403}
    begun = browser.post(address("questions:again", found), {"key": str(uuid4())})
    again = Assessment.objects.get(previous=found)
    assert begun.headers["Location"] == address("questions:hub", again)
    path = reverse("questions:section", args=[again.pk, "your-time"])
    assert browser.post(path, {"without-you": "a-week", "now": "1"}).status_code == 302
    assert Shop.objects.filter(pk=shop.pk, firm=shop.firm).exists()


def test_its_pages_offer_nothing_that_it_may_not_do(shop: Shop, anna: User) -> None:
    open_, done = make_assessment(shop=shop), make_submitted(shop=shop)
    for found, name in ((open_, "questions:hub"), (done, "reports:result")):
        browser = opened(link_of(anna, found))
        links = Page(browser.get(address(name, found))).links
        assert not {address(each, found) for each in ("reports:share", "reports:delete")} & {*links}
        page = Page(browser.get(address("questions:elsewhere", found)))
        assert (page.all("main//form//input[@name='key']"), len(page.all("main//form"))) == ([], 1)


def test_owner_keeps_every_right_and_a_lent_link_takes_none_away(shop: Shop, anna: User) -> None:
    found = make_submitted(shop=shop)
    owner = make_browser(found)
    assert owner.post(link_of(anna, found)).status_code == 302
    assert Access.objects.filter(kind=Access.Kind.BROWSER, firm=None).count() == 1
    assert owner.get(address("reports:delete", found)).status_code == 200
    assert owner.get(address("reports:share", found)).status_code == 200


def test_link_and_what_it_opened_remember_their_maker_and_last_thirty_days(shop: Shop, anna: User) -> None:
    found = make_assessment(shop=shop)
    opened(link_of(anna, found))
    rows = Access.objects.filter(assessment=found).order_by("pk")
    assert [(row.kind, row.made_by, row.firm) for row in rows] == [
        ("resume", anna, shop.firm),
        ("browser", anna, shop.firm),
    ]
    last = rows[1].expires - timezone.now()
    assert LENT_FOR - timedelta(minutes=1) < last <= LENT_FOR


@pytest.mark.parametrize("ends", ["leaves", "reads only", "is switched off", "shop withdraws", "owner ends it"])
def test_it_ends_with_what_stood_behind_it(shop: Shop, anna: User, ends: str) -> None:
    found = make_assessment(shop=shop)
    owner = make_browser(found)
    browser, unused = opened(link_of(anna, found)), link_of(anna, found)
    hub = address("questions:hub", found)
    assert browser.get(hub).status_code == 200
    membership = Membership.objects.get(user=anna)
    if ends == "leaves":
        membership.leave()
    elif ends == "reads only":
        membership.give_role(Role.VIEWER)
    elif ends == "is switched off":
        User.objects.filter(pk=anna.pk).update(is_active=False)
    elif ends == "shop withdraws":
        assert owner.post(address("questions:firm", found)).status_code == 200
    else:
        page = Page(owner.post(address("questions:firm", found), {"do": "end-lent"}))
        assert "Done. None of those links opens anything now." in page.words
        assert Change.objects.filter(what="keys-ended", who=None, shop=shop).count() == 1
    assert browser.get(hub).status_code == 404
    assert Client().get(unused).status_code == 410
    assert owner.get(hub).status_code == 200


def test_owner_sees_who_made_such_keys(shop: Shop, anna: User) -> None:
    found = make_assessment(shop=shop)
    owner = make_browser(found)
    assert "Links they made" not in Page(owner.get(address("questions:firm", found))).words
    opened(link_of(anna, found))
    page = Page(owner.get(address("questions:firm", found)))
    assert "anna" in page.words
    assert page.words.count("until") == 1
    colleague = Page(signed_in(anna).get(address("questions:firm", found)))
    assert "End these links" not in colleague.words


def test_accepting_makes_the_owners_own_key_and_ends_the_lent_ones(shop: Shop, anna: User) -> None:
    found = make_assessment(shop=shop)
    browser = opened(link_of(anna, found))
    token = Access.objects.issue(found, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=anna)
    assert browser.post(reverse("questions:invitation", args=[token])).status_code == 302
    assert browser.get(address("reports:delete", found)).status_code == 200
    key = Access.objects.get(kind=Access.Kind.BROWSER, revoked=None)
    assert (key.firm, key.made_by) == (None, None)


def test_elsewhere_accepted_ends_what_another_browser_was_lent(shop: Shop, anna: User) -> None:
    found = make_assessment(shop=shop)
    browser = opened(link_of(anna, found))
    token = Access.objects.issue(found, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=anna)
    assert Client().post(reverse("questions:invitation", args=[token])).status_code == 302
    assert browser.get(address("questions:hub", found)).status_code == 404


def test_merging_ends_it(shop: Shop, anna: User) -> None:
    found = make_assessment(shop=shop)
    browser = opened(link_of(anna, found))
    make_shop("Twice", firm=shop.firm).merge(shop)
    assert browser.get(address("questions:hub", found)).status_code == 404


def test_it_reads_nothing_that_an_earlier_firm_wrote(shop: Shop, anna: User) -> None:
    """The owner keeps what an earlier firm shared; the next firm's people never see it, by whatever key."""
    found = make_submitted(shop=make_shop("Northside"))
    earlier = make_firm("Earlier")
    Shop.objects.filter(pk=found.shop_id).update(firm=earlier, joined=AT)
    Note.objects.create(firm=earlier, assessment=found, shared=True, kept=True, text="Between us")
    Review.objects.create(assessment=found, state=Review.State.SHARED)
    Shop.objects.filter(pk=found.shop_id).update(firm=shop.firm, joined=timezone.now())
    browser = opened(link_of(anna, found))
    owner = make_browser(found)
    assert "Between us" in owner.get(address("reports:data", found)).content.decode()
    for name in ("reports:data", "reports:result"):
        assert "Between us" not in browser.get(address(name, found)).content.decode()


def test_mailed_link_of_a_colleague_is_lent_too(shop: Shop, anna: User, settings: Any, mailoutbox: list[Any]) -> None:
    """Whoever types an address of their own gets no more than what they have."""
    settings.MAIL_ENABLED = True
    found = make_assessment(shop=shop)
    signed_in(anna).post(address("questions:elsewhere", found), {"email": "anna@example.com"})
    (sent,) = mailoutbox
    link = next(word for word in sent.body.split() if "/r/" in word)
    assert statuses(opened(link), found)["delete"] == 403


def test_delegation_gives_nobody_more_than_they_were_given(shop: Shop, anna: User) -> None:
    """A colleague makes a link "for the owner", keeps it, and leaves the firm: each step after that is refused."""
    found = make_submitted(shop=shop)
    link = link_of(anna, found)
    kept = opened(link)
    assert Client().post(link).status_code == 410  # used once, it opens nothing more
    assert kept.get(address("reports:delete", found)).status_code == 403
    assert kept.post(address("reports:delete", found), {"sure": "yes"}).status_code == 403
    assert kept.post(address("questions:firm", found)).status_code == 403
    assert kept.post(address("reports:share", found), {"key": str(uuid4())}).status_code == 403
    assert kept.post(address("questions:elsewhere", found), {"key": str(uuid4())}).status_code == 403
    Membership.objects.get(user=anna).leave()
    assert kept.get(address("reports:result", found)).status_code == 404
    assert kept.post(address("reports:delete", found), {"sure": "yes"}).status_code == 404
    assert Shop.objects.filter(pk=shop.pk, firm=shop.firm_id).exists()
    assert shop.firm
    Membership.objects.create(firm=shop.firm, user=anna, role=Role.CONSULTANT)  # back again, without the old key
    assert kept.get(address("reports:result", found)).status_code == 404
    assert Client().post(link).status_code == 410


def test_guest_of_a_lent_key_holds_no_shop() -> None:
    shop = make_shop(firm=make_firm())
    found, by = make_assessment(shop=shop), make_member(shop.firm)
    link = Access.objects.create(
        token_hash="x", assessment=found, kind="resume", expires=AT, made_by=by, firm=shop.firm
    )
    token = Access.objects.grant(found, at=AT, link=link)
    guest = Access.objects.guest(token, at=AT)
    assert guest == Guest(lent=frozenset([shop.pk]))
    assert [*Shop.objects.changeable_by(guest)] == [shop]
    assert not Shop.objects.deletable_by(guest).exists()


def answers() -> dict[str, Answer]:
    return {"without-you": "a-week"}


def test_cookie_holds_both_kinds_side_by_side(shop: Shop, anna: User) -> None:
    lent, own = make_assessment(answers(), shop=shop), make_assessment(answers())
    browser = make_browser(own)
    assert browser.post(link_of(anna, lent)).status_code == 302
    guest = Access.objects.guest(browser.cookies[COOKIE].value, at=timezone.now())
    assert (guest.shops, guest.lent) == (frozenset([own.shop.pk]), frozenset([shop.pk]))
