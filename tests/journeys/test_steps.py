"""One question at a time: a tapped answer leads on, a key does not, Back is the question before, and gaps are found."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from questions.models.assessment import Assessment
from tests.journeys.states import SECTION, own
from tests.journeys.visitor import Visitor
from tests.makers import questionnaire, unknown_everywhere

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
SECTIONS = questionnaire().sections
NAMES = [question.id for question in SECTIONS[0].questions]  # choices, all of them
NEEDED = sum(map(questionnaire().must_answer, questionnaire().questions()))
# Adds up how far what stands on the screen moves by itself.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => { window.shifted += each.value; }))
    .observe({type: "layout-shift", buffered: true});
"""


def option(visitor: Visitor, name: str, at: int = 0) -> Locator:
    return visitor.question(name).locator("label.option").nth(at)


def begun(visitor: Visitor, *place: str) -> str:
    """Be at the first section of a new assessment, and return the path of its overview."""
    hub = f"/a/{own(visitor).pk}/"
    visitor.go(hub + SECTION.format(SECTIONS[0].id))
    return hub


def fragment(visitor: Visitor) -> str:
    return urlsplit(visitor.page.url).fragment


@pytest.mark.parametrize("screen", [(390, 844), pytest.param((1280, 800), marks=pytest.mark.long)])
def test_tapped_answer_is_saved_and_leads_on_to_the_next_section(visit: Visit, screen: tuple[int, int]) -> None:
    visitor = visit(*screen, whole=False, has_touch=True)
    visitor.context.add_init_script(SHIFTS)
    hub = begun(visitor)
    expect(visitor.page.locator("#how")).to_be_visible()
    expect(visitor.page.locator(".step-next")).to_be_visible()
    assert visitor.page.evaluate("shifted") < 0.01, "what is shown one by one is hidden before it is painted"
    for number, name in enumerate(NAMES, 1):
        expect(visitor.page.locator("#head-place")).to_have_text(f"{number} of {NEEDED}")
        option(visitor, name).tap()
    expect(visitor.question(SECTIONS[1].questions[0].id)).to_be_visible()
    assert visitor.path == hub + SECTION.format(SECTIONS[1].id)
    assert list(Assessment.objects.get().responses) == NAMES
    for name in reversed(NAMES[-2:]):
        visitor.page.go_back()
        expect(visitor.question(name)).to_be_visible()
    assert fragment(visitor) == f"q-{NAMES[-2]}"
    option(visitor, NAMES[-2], 1).tap()  # a change goes on to the question after it, also one that has an answer
    expect(visitor.question(NAMES[-1])).to_be_visible()
    visitor.page.locator(".step-previous").tap()
    expect(visitor.question(NAMES[-2])).to_be_visible()


def test_keys_choose_and_do_not_lead_on_and_who_likes_may_switch_it_off(visit: Visit) -> None:
    visitor = visit(1280, 800, whole=False)
    hub = begun(visitor)
    page, saved = visitor.page, visitor.question(NAMES[0]).locator(".saved")
    page.clock.install()  # so that there is no waiting for what must not come
    visitor.question(NAMES[0]).locator("input[type=radio]").first.focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "2"):
        page.keyboard.press(key)
        expect(page.locator(".saving")).to_have_count(0)
        expect(saved).to_be_visible()
        page.clock.run_for(2_000)
        expect(visitor.question(NAMES[0])).to_be_visible()
    page.locator("#by-itself").uncheck()
    visitor.go(hub + SECTION.format(SECTIONS[0].id))
    expect(page.locator("#by-itself")).not_to_be_checked()
    option(visitor, NAMES[1]).click()
    expect(visitor.question(NAMES[1]).locator(".saved")).to_be_visible()
    page.clock.run_for(2_000)
    expect(visitor.question(NAMES[1])).to_be_visible()


def test_answer_that_is_not_saved_leads_nowhere_and_says_so_on_the_screen(visit: Visit) -> None:
    visitor = visit(390, 500, has_touch=True)
    begun(visitor)
    visitor.context.set_offline(True)
    option(visitor, NAMES[0]).tap()
    expect(visitor.page.locator("#head-state")).to_have_text("Not saved yet")
    expect(visitor.question(NAMES[0]).locator(".state-unsaved")).to_be_in_viewport()
    visitor.page.locator(".step-next").tap()
    expect(visitor.question(NAMES[1])).to_be_visible()
    expect(visitor.page.locator("#unsaved")).to_contain_text("kept on this page")
    visitor.context.set_offline(False)
    expect(visitor.page.locator("#head-state")).to_have_text("Saved")
    expect(visitor.page.locator("#unsaved")).to_be_hidden()
    assert list(Assessment.objects.get().responses) == NAMES[:1]


def test_change_returns_to_the_check_in_one_tap_and_a_gap_leads_to_the_next(visit: Visit) -> None:
    visitor = visit(has_touch=True)
    assessment = own(visitor, unknown_everywhere())
    check = f"/a/{assessment.pk}/check/"
    visitor.go(check)
    with visitor.page.expect_navigation(url="**/s/**"):
        visitor.page.locator(f"#a-{NAMES[1]} a").tap()
    option(visitor, NAMES[1]).tap()
    visitor.page.wait_for_url(f"**{check}#a-{NAMES[1]}")
    assessment.record({NAMES[0]: None, "goal": None}, at=assessment.started)
    visitor.go(check)
    visitor.page.get_by_role("link", name="Answer what's missing").tap()
    for name in (NAMES[0], "goal"):
        option(visitor, name).tap()
    visitor.page.wait_for_url(f"**{check}#a-goal")
    expect(visitor.page.get_by_role("button", name="See my result")).to_be_visible()


def test_number_is_tapped_where_it_is_one_of_few_and_typed_without_a_tap_after_next(visit: Visit) -> None:
    visitor = visit(has_touch=True)
    assessment = own(visitor, {"hours-worked": 50})
    visitor.go(f"/a/{assessment.pk}/{SECTION.format('your-time')}")
    weekends = visitor.question("weekends")
    weekends.get_by_role("button", name="8", exact=True).tap()
    expect(visitor.question("real-break")).to_be_visible()
    visitor.page.locator(".step-previous").tap()
    expect(weekends.locator("[aria-pressed=true]")).to_have_text("8")
    visitor.go(f"/a/{assessment.pk}/{SECTION.format('money')}#q-hourly-rate")
    visitor.question("hourly-rate").locator("input[type=text]").fill("85")
    visitor.page.locator(".step-next").tap()
    revenue = visitor.question("yearly-revenue")
    expect(revenue.locator("input[type=text]")).to_be_focused()
    visitor.page.keyboard.type("310")
    revenue.get_by_role("button", name="Three zeros").tap()
    expect(revenue.locator(".understood")).to_have_text("We read: 310,000")
    given = Assessment.objects.get().responses
    assert (given["weekends"], given["hourly-rate"], given["yearly-revenue"]) == (8, 85, 310_000)


def test_every_question_is_shown_where_a_script_does_not_come(visit: Visit) -> None:
    visitor = visit()
    visitor.context.route("**/steps*.js", lambda route: route.abort())
    begun(visitor)
    for name in NAMES:
        expect(visitor.question(name)).to_be_visible()
    visitor.faults.clear()
