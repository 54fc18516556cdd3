"""A firm's people and its clients' owners: a colleague joins and goes, an owner accepts and withdraws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clients.models.firms import Membership, Role
from clients.models.shops import Shop
from questions.models.access import Access
from tests.journeys.states import own, sign_in
from tests.journeys.visitor import Visitor
from tests.makers import PASSWORD, make_assessment, make_firm, make_member, make_shop, signed_in
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_colleague_joins_by_the_copied_link_and_loses_sight_when_removed(visit: Visit, *, scripts: bool) -> None:
    firm = make_firm()
    shop = make_shop("Client of ours", firm=firm)
    owner = visit(1280, 800, java_script_enabled=scripts)
    sign_in(owner, signed_in(make_member(firm, Role.OWNER)))
    owner.go("/admin/clients/invitation/add/")
    owner.page.locator("input[name=email]").fill("new@example.com")
    owner.page.locator("select[name=role]").select_option("viewer")
    owner.follow("input[name=_save]")
    link = owner.page.locator("input.link").input_value()

    colleague = visit(820, 1180, java_script_enabled=scripts)
    assert colleague.go(urlsplit(link).path) == 200
    colleague.page.locator("input[name=username]").fill("newcomer")
    for name in ("password1", "password2"):
        colleague.page.locator(f"input[name={name}]").fill(PASSWORD)
    colleague.follow("main form button")
    assert colleague.path == "/admin/"
    assert colleague.go(f"/admin/clients/shop/{shop.pk}/change/") == 200
    expect(colleague.page.locator("#content-main")).to_contain_text("Client of ours")

    member = Membership.objects.get(user__username="newcomer")
    owner.go(f"/admin/clients/membership/{member.pk}/delete/")
    owner.page.get_by_label("Who takes over").select_option("nobody")
    owner.follow("#content-main form input[type=submit], #content form input[type=submit]")
    assert colleague.go(f"/admin/clients/shop/{shop.pk}/change/") == 403


def test_owner_brings_a_shop_to_the_firm_and_withdraws_it(visit: Visit) -> None:
    firm = make_firm("Northern Advice")
    invited = make_assessment(shop=make_shop("Entered by the firm", firm=firm))
    by = make_member(firm)
    token = Access.objects.issue(invited, Access.Kind.INVITE, at=timezone.now(), within=timedelta(days=1), by=by)
    visitor = visit(390, 844)
    mine = own(visitor, {"dread": "ten-or-more"})
    assert visitor.go(f"/i/{token}/") == 200
    visitor.page.get_by_label("Bring Northside Computers from this browser").check()
    visitor.follow("main form button")
    assert visitor.path == f"/a/{mine.pk}/"
    assert Shop.objects.get().firm == firm
    visitor.follow(f"a[href='/a/{mine.pk}/firm/']")
    visitor.follow("main form button")
    expect(visitor.page.locator("main [role=status]")).to_contain_text("No firm sees this shop anymore")
    assert Shop.objects.get().firm is None
    assert visitor.go(f"/a/{mine.pk}/") == 200
