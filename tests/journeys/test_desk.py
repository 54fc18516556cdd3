"""The consultant's quarter: from the desk to the list, a filter, several shops at once, and two side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clients.models.shops import Shop
from questions.core.personas import examples
from tests.journeys.states import LONG, sign_in
from tests.journeys.test_pages import TOO_WIDE, violations
from tests.journeys.visitor import Visitor
from tests.makers import make_firm, make_member, make_shop, make_submitted, signed_in
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


@pytest.mark.parametrize(("width", "scripts"), often([(1280, True), (820, True), (820, False)], (1280, True)))
def test_consultant_goes_from_the_desk_to_a_comparison(visit: Visit, width: int, *, scripts: bool) -> None:
    firm = make_firm()
    for name in examples():
        make_submitted(name, shop=make_shop(name, firm=firm, owner=LONG))
    visitor = visit(width, 900, java_script_enabled=scripts)
    page = visitor.page
    sign_in(visitor, signed_in(make_member(firm)))
    faults: list[str] = []

    def look() -> None:
        if scripts:
            faults.extend([*violations(visitor), *page.evaluate(TOO_WIDE)])

    assert visitor.go("/admin/") == 200
    page.locator("main summary").click()  # the picture as a table
    look()
    spot = page.locator("main svg a").first
    spot.focus()
    assert spot.get_attribute("aria-label")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert visitor.path != "/admin/"
    visitor.go("/admin/")
    visitor.follow("header a[href='/admin/clients/']")
    expect(page.locator("table.clients tbody tr")).to_have_count(7)
    page.get_by_text("Filters", exact=True).click()
    look()
    page.locator("#filter-stage").select_option("reactive")
    page.locator("#filter-review").select_option("new")
    visitor.follow("form.search button")
    assert "stage=reactive&change=&band=&gates=&weakest=&active=&review=new&state=&" in page.url
    found = Shop.objects.filter(assessments__stage="reactive")
    expect(page.locator("table.clients tbody tr")).to_have_count(found.count())
    look()
    boxes = page.locator("table.clients input[type=checkbox]")
    boxes.nth(0).check()
    page.locator("input[name=tag]").fill("this quarter")
    visitor.follow("button[value=tag]")
    look()
    visitor.follow("main form .default")
    expect(page.locator(".messagelist")).to_contain_text("1 shop tagged “this quarter”.")
    visitor.go("/admin/clients/")
    visitor.follow("button[value=compare]")
    expect(page.locator("#errors")).to_be_visible()
    look()
    for number in (0, 1, 2):
        boxes.nth(number).check()
    visitor.follow("button[value=compare]")
    assert visitor.path == "/admin/compare/"
    expect(page.locator("main thead th")).to_have_count(4)
    look()
    assert not faults, "\n".join(faults)
