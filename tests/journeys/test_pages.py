"""Every page in each of its states: readable by everybody, on every screen, and light."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it promises no types
from django.test import override_settings
from playwright.sync_api import CDPSession, Page

from tests.journeys.desk_states import full_desk
from tests.journeys.opinion_states import OPINIONS
from tests.journeys.plan_states import PLANS
from tests.journeys.states import DESK, PAGES, open_all, stock_pages
from tests.journeys.ticket_states import TICKETS
from tests.journeys.visitor import Visitor
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
# One of each kind of page, in every run; the others, the same pages after something else, before a release.
OFTEN = {
    "landing", "hub begun", "section filled", "number refused", "check with gaps", "result given", "what if, tried",
    "share", "read", "delete", "not found", "plan", "others: asking", "an opinion: refused", "the benchmark",
    "tickets: questions", "sign-in", "second factor wanted", "passkeys", "inviting, rows with problems",
}  # fmt: skip
# Without preload: it copies style sheets into the page, which our content security policy rightly refuses.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
CONTRAST = "color-contrast"
MEASURED: set[str] = set()  # looks whose contrast is enough
# A phone, the narrowest screen that WCAG 1.4.10 asks for, a desk, and that desk at a zoom of 200 %.
SCREENS = {"phone": (390, 844, 1), "narrow": (320, 640, 1), "desk": (1280, 800, 1), "zoom": (640, 400, 2)}
DESK_SCREENS = SCREENS | {"tablet": (820, 1180, 1)}
LEAST_TARGET = 24  # CSS pixels, WCAG 2.5.8
MOST_BYTES = 60 * 1024

# What can be pressed and is smaller; a tick box is pressed by its label too, and a link inside a sentence is exempt.
SMALL_TARGETS = """least => {
    const seen = each => each.checkVisibility({visibilityProperty: true})
        && !each.closest(".visually-hidden-focusable");
    const inSentence = each => each.matches("a") && getComputedStyle(each).display === "inline"
        && [...each.parentElement.childNodes].some(beside => beside !== each && beside.textContent.trim());
    const size = each => {
        const boxes = [each, ...(each.labels ?? [])].map(one => one.getBoundingClientRect());
        return [Math.max(...boxes.map(box => box.width)), Math.max(...boxes.map(box => box.height))];
    };
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")]
        .filter(seen).filter(each => !each.closest("[aria-hidden=true]")).filter(each => !inSentence(each))
        .filter(each => Math.min(...size(each)) < least)
        .map(each => `${each.outerHTML.slice(0, 90)} ${size(each).map(Math.round).join("x")}`);
}"""
# Contrast takes axe-core most of its time, so it measures each look once: text in the page's flow has its own color and
# the backgrounds of what it stands in. Text in a drawing or lifted out of the flow is measured wherever it stands.
LOOKS = """measured => {
    const known = new Set(measured), seen = new Set();
    let marked = 0;
    const says = each => [...each.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.data.trim())
        || each.matches("input, select, textarea");
    for (const each of document.querySelectorAll("[data-look]")) each.removeAttribute("data-look");
    for (const each of document.querySelectorAll("body, body *")) {
        if (!says(each) || !each.checkVisibility()) continue;
        const {color, fontSize, fontWeight} = getComputedStyle(each), look = [color, fontSize, fontWeight];
        let flows = !each.closest("svg");
        for (let one = each; one; one = one.parentElement) {
            const {backgroundColor, backgroundImage, opacity, position, textShadow} = getComputedStyle(one);
            const clear = `${backgroundImage} ${opacity} ${textShadow}` === "none 1 none";
            if (!clear || !/, 0\\)$/.test(backgroundColor))
                look.push(backgroundColor, backgroundImage, opacity, textShadow);
            flows &&= position === "static" || position === "relative";
        }
        const name = look.join();
        if (flows && known.has(name)) continue;
        if (flows) seen.add(name), known.add(name);
        each.setAttribute("data-look", "");
        marked += 1;
    }
    return [marked, [...seen]];
}"""
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [`scrolls to ${document.documentElement.scrollWidth} of ${width}`,
        ...[...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > width + 1)
            .slice(0, 3).map(each => each.outerHTML.slice(0, 90))];
}"""

# What can be pressed and begins or ends beside the screen, be it in a part of the page that scrolls by itself.
CUT_OFF = """() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")]
        .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest("[aria-hidden=true]"))
        .filter(each => !each.closest(".visually-hidden, .visually-hidden-focusable, .skip-to-content-link"))
        .map(each => [each, each.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.right > width + 1 || box.left < -1))
        .map(([each, box]) => `cut off: ${each.outerHTML.slice(0, 90)} ${[box.left, box.right].map(Math.round)}`);
}"""

BROKEN_WORDS = """() => {
    const broken = [];
    for (const cell of document.querySelectorAll("main .table :is(th, td)")) {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, word.index);
                range.setEnd(texts.currentNode, word.index + word[0].length);
                if (new Set([...range.getClientRects()].map(each => each.top)).size > 1) broken.push(word[0]);
            }
        }
    }
    return broken;
}"""


class Weighed:
    """Counts what comes over the wire for one page with nothing in the cache, beginning anew with each page."""

    def __init__(self, visitor: Visitor) -> None:
        self.bytes = 0
        self.wire: CDPSession = visitor.context.new_cdp_session(visitor.page)
        self.wire.on("Network.requestWillBeSent", self._asked)
        self.wire.on("Network.loadingFinished", self._came)
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _asked(self, event: dict[str, Any]) -> None:
        if event["type"] == "Document":
            self.bytes = 0

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]


def test_those_of_every_run_are_all_there() -> None:
    assert {*PAGES, *PLANS, *TICKETS, *OPINIONS, *DESK} >= OFTEN


def look(visitor: Visitor, screen: str) -> None:
    """Give the page another screen."""
    width, height, scale = DESK_SCREENS[screen]
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False},
    )


def states(*tables: Mapping[str, Any]) -> list[Any]:
    """The names of these states, those that are not for every run marked."""
    names = [name for table in tables for name in table]
    return often(names, *OFTEN.intersection(names))


def axe(page: Page, place: Any, options: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What axe-core finds wrong, loaded once for a page."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([place, options]) => axe.run(place ?? document, options)", [place, {**AXE_OPTIONS, **options}]
    )
    return list(found["violations"])


def violations(visitor: Visitor) -> list[str]:
    """What axe-core finds, each with the place."""
    page = visitor.page
    found = axe(page, None, {"rules": {CONTRAST: {"enabled": False}}})
    marked, looks = page.evaluate(LOOKS, list(MEASURED))
    if marked:
        dull = axe(page, [["[data-look]"]], {"runOnly": [CONTRAST]})
        MEASURED.update([] if dull else looks)
        found += dull
    return [f"{rule['id']}: {node['html'][:120]} ({node['target']})" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", states(PAGES, PLANS, TICKETS, OPINIONS))
def test_page_is_light_and_open_to_everybody_on_every_screen(visit: Visit, name: str) -> None:
    state, status = {**PAGES, **PLANS, **TICKETS, **OPINIONS}[name]
    visitor = visit()
    weighed = Weighed(visitor)
    assert state(visitor) == status
    assert weighed.bytes <= MOST_BYTES
    faults = []
    for screen in SCREENS:
        look(visitor, screen)
        found = visitor.page.evaluate(TOO_WIDE) + visitor.page.evaluate(BROKEN_WORDS)
        if screen in ("phone", "desk"):
            found += violations(visitor)
            found += visitor.page.evaluate(SMALL_TARGETS, LEAST_TARGET)
        faults += [f"{screen}: {each}" for each in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", states(DESK))
def test_desk_is_open_to_everybody(visit: Visit, name: str) -> None:
    state, status = DESK[name]
    visitor = visit(1280, 800)
    assert state(visitor) == status
    faults = faults_of_desk(visitor)
    assert not faults, "\n".join(faults)


def faults_of_desk(visitor: Visitor) -> list[str]:
    """What is wrong with a page of the desk, on each of its screens."""
    faults = violations(visitor)
    for screen in DESK_SCREENS:
        look(visitor, screen)
        found = visitor.page.evaluate(TOO_WIDE)
        if screen in ("phone", "desk"):
            found += visitor.page.evaluate(SMALL_TARGETS, LEAST_TARGET)
        faults += [f"{screen}: {each}" for each in found]
    look(visitor, "desk")
    return faults


@pytest.mark.long
@override_settings(MAIL_ENABLED=True)
def test_every_page_of_a_full_desk_is_open_to_everybody(visit: Visit) -> None:
    """One walk through what a consultant does in a quarter, with everything open that can be."""
    visitor = visit(1280, 800)
    faults = []
    for path in full_desk(visitor):
        assert visitor.go(path) == 200, path
        open_all(visitor)
        faults += [f"{path}: {each}" for each in faults_of_desk(visitor)]
        for screen in ("tablet", "desk"):
            look(visitor, screen)
            faults += [f"{path}, {screen}: {each}" for each in visitor.page.evaluate(CUT_OFF)]
    assert not faults, "\n".join(faults)


@pytest.mark.long
def test_stock_pages_of_the_desk_are_open_to_everybody(visit: Visit) -> None:
    """Django's own pages, with our rows on them, as a firm's owner sees them."""
    visitor = visit(1280, 800)
    faults = []
    for path in stock_pages(visitor):
        assert visitor.go(path) == 200, path
        for width in (1280, 820):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            found = violations(visitor) + visitor.page.evaluate(TOO_WIDE)
            found += visitor.page.evaluate(SMALL_TARGETS, LEAST_TARGET)
            faults += [f"{path} at {width}: {each}" for each in found]
    assert not faults, "\n".join(faults)
