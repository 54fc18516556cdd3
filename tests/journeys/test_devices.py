"""More than one device, and none: going on elsewhere, showing a result to somebody, leaving nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from clients.models.shops import Shop
from questions.models.assessment import Assessment
from tests.journeys.states import own, submitted
from tests.journeys.visitor import Visitor
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


def link_on(visitor: Visitor) -> str:
    """The path of the link that a page shows to copy."""
    return urlsplit(visitor.page.locator("input[readonly]").input_value()).path


def test_a_link_opens_the_answers_once_on_another_device(visit: Visit) -> None:
    here, there, late = visit(1280, 800), visit(390, 844), visit(390, 844)
    hub = f"/a/{own(here, {'without-you': 'a-week'}).pk}/"
    here.go(hub)
    here.follow(f"a[href='{hub}elsewhere/']")
    here.follow("main form:not([action]) button")
    link = link_on(here)
    here.context.grant_permissions(["clipboard-read", "clipboard-write"])
    here.page.locator(".copy button").click()
    expect(here.page.locator(".copy [role=status]")).to_have_text("Copied")
    assert urlsplit(here.page.evaluate("navigator.clipboard.readText()")).path == link
    assert there.go(link) == 200
    there.follow("main form button")
    assert there.path == hub
    there.go(f"{hub}s/your-time/")
    there.answer({"without-you": "a-day"})
    there.press("hub")
    here.go(f"{hub}s/your-time/")
    assert here.shown() == {"without-you": ["a-day"]}
    assert late.go(link) == 410


def test_a_read_link_shows_the_result_until_it_is_taken_back(visit: Visit) -> None:
    owner, reader = visit(390, 844), visit(1280, 800)
    result = f"/a/{submitted(owner).pk}/"
    owner.go(f"{result}result/")
    owner.follow(f"a[href='{result}share/']")
    owner.follow("button[value=make]")
    link = link_on(owner)
    assert reader.go(link) == 200
    expect(reader.page.locator("main")).to_contain_text("Northside Computers")
    assert not reader.page.locator(f"a[href^='{result}']").count(), "to read, not to change"
    assert reader.go(f"{result}result/") == 404
    owner.follow("button[value=revoke]")
    assert reader.go(link) == 410


def test_a_shared_browser_forgets(visit: Visit) -> None:
    visitor = visit(1280, 800)
    hub = f"/a/{own(visitor, {'without-you': 'a-week'}).pk}/"
    visitor.go(f"{hub}elsewhere/")
    visitor.page.locator("#sure").check()
    visitor.follow("form[action='/forget/'] button")
    assert visitor.go(hub) == 404
    visitor.go("/")
    assert not visitor.page.locator(".own").count()
    assert Assessment.objects.get().responses == {"without-you": "a-week"}


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_deleting_asks_first_and_leaves_nothing(visit: Visit, *, scripts: bool) -> None:
    visitor = visit(390, 844, java_script_enabled=scripts)
    result = f"/a/{submitted(visitor).pk}/"
    visitor.go(f"{result}result/")
    visitor.follow(f"a[href='{result}delete/']")
    assert visitor.follow("main form button") == 422
    assert Shop.objects.count() == 1
    visitor.page.locator("input[name=sure]").check()
    assert visitor.follow("main form button") == 200
    assert Shop.objects.count() == 0
    assert visitor.go(f"{result}result/") == 404


def test_asking_again_shows_the_last_answer_and_then_what_changed(visit: Visit) -> None:
    visitor = visit(1280, 800)
    first = submitted(visitor, "willing-beginner")
    visitor.go(f"/a/{first.pk}/again/")
    visitor.follow("main form button")
    hub = visitor.path
    assert hub != f"/a/{first.pk}/"
    visitor.go(f"{hub}s/your-time/")
    assert visitor.shown() == {}, "an old answer is shown, not given"
    second = Assessment.objects.exclude(pk=first.pk).get()
    second.record({**first.responses, "without-you": "a-day"}, at=first.started)
    visitor.go(f"{hub}check/")
    visitor.follow("form[action$='/submit/'] button")
    visitor.follow(f"a[href='{hub}changes/']")
    assert "A day, at most" in visitor.page.locator("main").inner_text()
