"""From a pasted list to an owner who has accepted: looked through, corrected, sent once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from clients.models.shops import Shop
from questions.models.access import Access
from tests.journeys.states import sign_in
from tests.journeys.visitor import Visitor
from tests.makers import make_firm, make_member, signed_in
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_list_is_pasted_corrected_and_sent_and_the_owner_begins(visit: Visit, *, scripts: bool) -> None:
    visitor = visit(1280, 800, java_script_enabled=scripts)
    sign_in(visitor, signed_in(make_member(make_firm("Northern Advice"))))
    visitor.go("/admin/invite/")
    page = visitor.page
    page.get_by_label("Paste it here").fill("Bob's;Bob;bob.example.com\nZoë;Zoë;zoe@example.com\nNot this;;x")
    assert visitor.follow("button:has-text('Look through')") == 422
    page.get_by_label("Email address, row 1").fill("bob@example.com")
    page.get_by_label("Leave out row 3").check()
    assert visitor.follow("button:has-text('Check again')") == 200
    page.get_by_role("button", name="Make 2 links").dblclick()
    links = page.locator("input[readonly]")
    expect(links).to_have_count(2)
    assert sorted(Shop.objects.values_list("name", "email")) == [
        ("Bob's", "bob@example.com"),
        ("Zoë", "zoe@example.com"),
    ]
    with page.expect_download() as file:
        page.get_by_role("button", name="Download as CSV").click()
    assert file.value.suggested_filename == "invitations.csv"
    owner = visit(390, 844)
    owner.go(urlsplit(links.first.input_value()).path)
    owner.follow("main form button")
    expect(owner.page.locator("h1")).to_have_text("Bob's")
    assert Access.objects.filter(kind=Access.Kind.INVITE, used__isnull=False).count() == 1
    visitor.go("/admin/invitations/?state=opened")
    expect(page.locator("tbody tr")).to_have_count(1)
