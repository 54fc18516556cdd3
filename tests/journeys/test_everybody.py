"""What a browser decides for people who hear a page, choose its colours, or want it to stand still."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clients.logo import clean
from clients.models.firms import Role
from clients.models.tags import Tag
from tests.journeys.states import PAGES, SECTION, State, desk, own, refused, sign_in, wrong_number
from tests.journeys.test_pages import violations
from tests.journeys.visitor import Visitor
from tests.makers import make_firm, make_member, make_shop, make_submitted, signed_in
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
TIME = SECTION.format("your-time")
# The least contrast of a chart's words with the ground they stand on, as both are painted.
CONTRAST = """() => {
    const light = colour => {
        const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(each => each / 255)
            .map(each => each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = each => {
        while (each && getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)") each = each.parentElement;
        return light(each ? getComputedStyle(each).backgroundColor : "rgb(0, 0, 0)"); // the system's own is black
    };
    return [...document.querySelectorAll("svg text")].filter(each => each.checkVisibility()).map(each => {
        const pair = [light(getComputedStyle(each).fill), ground(each)].sort((a, b) => b - a);
        return (pair[0] + 0.05) / (pair[1] + 0.05);
    });
}"""
DARK_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#111"/></svg>'
MOVING = """() => [...document.querySelectorAll("*")].filter(each => {
    const { transitionDuration, animationName } = getComputedStyle(each);
    return transitionDuration.split(", ").some(each => parseFloat(each) > 0) || animationName !== "none";
}).map(each => each.outerHTML.slice(0, 90))"""


def a_number_that_is_none(visitor: Visitor) -> None:
    wrong_number(visitor, "abc")


def shop_refused(visitor: Visitor) -> int:
    desk("/admin/clients/shop/{shop}/change/")(visitor)
    visitor.page.locator("#id_people").fill("-1")
    return visitor.follow("[name=_save]")


def sign_in_refused(visitor: Visitor) -> int:
    visitor.go("/account/login/")
    visitor.page.locator("[name=login]").fill("ann")
    visitor.page.locator("[name=password]").fill("wrong")
    return visitor.follow("[type=submit]")


def nothing_chosen(visitor: Visitor) -> int:
    desk("/admin/clients/")(visitor)
    return visitor.follow("button[value=archive]")


REFUSED: dict[str, State] = {
    "section": refused("your-time", a_number_that_is_none),
    "start": PAGES["start refused"][0],
    "join": PAGES["join, refused"][0],
    "delete": PAGES["delete, not sure"][0],
    "what if": PAGES["what if, refused"][0],
    "shop": shop_refused,
    "sign-in": sign_in_refused,
    "clients": nothing_chosen,
}


@pytest.mark.parametrize("name", often(REFUSED, "section", "shop", "sign-in"))
def test_page_with_errors_has_the_focus_on_their_summary(visit: Visit, name: str) -> None:
    visitor = visit(1280, 800)
    REFUSED[name](visitor)
    expect(visitor.page.locator("#errors")).to_be_focused()
    expect(visitor.page.locator("#errors")).to_be_in_viewport()
    assert visitor.page.title().startswith("Error: ")
    assert not violations(visitor)


def test_summary_leads_to_the_field_and_goes_when_it_is_right(visit: Visit) -> None:
    visitor = visit(1280, 800)
    REFUSED["section"](visitor)
    field = visitor.question("hours-worked").locator("input[type=text]")
    assert field.get_attribute("aria-invalid") == "true"
    visitor.page.locator("#errors a").press("Enter")
    field.fill("52")
    expect(visitor.question("hours-worked").locator(".saved")).to_be_visible()
    expect(visitor.page.locator("#errors")).to_have_count(0)
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(visitor.page).not_to_have_title("Error: Your time · Is it working?")
    assert visitor.page.title().startswith("Your time")


def test_without_scripts_the_summary_has_the_focus_too(visit: Visit) -> None:
    visitor = visit(1280, 800, java_script_enabled=False)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.answer({"hours-worked": 720})
    assert visitor.press() == 422
    expect(visitor.page.locator("#errors")).to_be_focused()


@pytest.mark.parametrize("page", often(["result given", "landing", "client", "index"], "result given", "client"))
def test_words_in_charts_can_be_read_in_forced_colours_on_black(visit: Visit, page: str) -> None:
    visitor = visit(1280, 800, forced_colors="active", color_scheme="dark")
    state = {"client": desk("/admin/clients/{shop}/"), "index": desk("/admin/")}.get(page) or PAGES[page][0]
    assert state(visitor) == 200
    found = visitor.page.evaluate(CONTRAST)
    assert found
    assert min(found) >= 4.5, found


@pytest.mark.parametrize(
    "path", often(["/admin/", "/admin/clients/", "/admin/clients/{shop}/", "/account/login/"], "/admin/clients/{shop}/")
)
def test_nothing_moves_at_the_desk_for_who_wants_it_still(visit: Visit, path: str) -> None:
    visitor = visit(1280, 800, reduced_motion="reduce")
    desk(path)(visitor)
    assert visitor.page.evaluate(MOVING) == []


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_enter_in_the_field_of_a_tag_adds_it(visit: Visit, *, scripts: bool) -> None:
    firm = make_firm()
    shops = [make_submitted(shop=make_shop(name, firm=firm)).shop for name in ("A", "B", "C")]
    visitor = visit(1280, 900, java_script_enabled=scripts)
    sign_in(visitor, signed_in(make_member(firm)))
    visitor.go("/admin/clients/")
    for shop in shops[:2]:
        visitor.page.locator(f"#shop-{shop.pk}").press("Space")
    visitor.page.locator("#tag").fill("north")
    with visitor.page.expect_navigation():
        visitor.page.locator("#tag").press("Enter")
    visitor.follow("main form .default")
    assert visitor.path == "/admin/clients/"
    expect(visitor.page.locator(".messagelist")).to_contain_text("2 shops tagged “north”.")
    assert {*Tag.objects.get().shops.all()} == {*shops[:2]}


def test_enter_in_a_row_to_invite_checks_it_and_sends_nothing(visit: Visit) -> None:
    firm = make_firm()
    visitor = visit(1280, 900)
    sign_in(visitor, signed_in(make_member(firm)))
    visitor.go("/admin/invite/")
    visitor.page.locator("#id_text").fill("A;a;a@example.com")
    visitor.follow(".ways section:nth-child(2) button")
    with visitor.page.expect_navigation():
        visitor.page.locator("[name=form-0-name]").press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("Look through the list")
    assert not firm.shops.exists()


def test_dark_logo_can_be_seen_in_forced_colours_on_black(visit: Visit) -> None:
    dark = clean(DARK_SVG)
    firm = make_firm(slug="north", logo=dark.data, logo_kind=dark.kind, logo_sha256=dark.sha256)
    visitor = visit(1280, 800, forced_colors="active", color_scheme="dark")
    sign_in(visitor, signed_in(make_member(firm, Role.OWNER)))
    for path, logo in ((f"/start/{firm.slug}/", ".brand img"), (f"/admin/clients/firm/{firm.pk}/change/", ".logo")):
        assert visitor.go(path) == 200
        expect(visitor.page.locator(logo)).to_have_css("background-color", "rgb(255, 255, 255)")
