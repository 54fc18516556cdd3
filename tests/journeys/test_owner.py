"""The owner's way from the first page to the report in hand, on a phone and on a desk, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from questions.core.question import UNKNOWN, Answer, Answers
from questions.models.assessment import Assessment
from reports.models.stored_report import StoredReport
from tests.journeys.visitor import Visitor
from tests.makers import answers_of, questionnaire, unknown_everywhere
from tests.often import often

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
Visit = Callable[..., Visitor]
# The focus shows on the element itself or, for what has a box around its label, on the label.
OUTLINED = """() => [document.activeElement, ...(document.activeElement.labels ?? [])].some(
    each => getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) >= 2)"""


def start(visitor: Visitor, name: str) -> str:
    """Begin at the first page, be at the first section and return the hub's path."""
    assert visitor.go("/") == 200
    visitor.page.locator("input[name=name]").fill(name)
    visitor.follow("form.start [type=submit]")
    first = questionnaire().sections[0]
    expect(visitor.page.locator("h1")).to_have_text(first.title)
    return visitor.path.removesuffix(f"s/{first.id}/")


def hand_in(visitor: Visitor) -> None:
    visitor.follow("form[action$='/submit/'] button")


WALKS = [
    ("bob-breakfix", PHONE, True, 10),
    ("strategic-partner", PHONE, False, 2),
    ("hybrid-on-purpose", DESK, True, 2),
    ("burning-but-able", DESK, False, 10),
]


@pytest.mark.parametrize(
    ("persona", "screen", "scripts", "by_hand"),
    often(WALKS, WALKS[0]),
)
def test_owner_answers_all_and_sees_the_result(
    visit: Visit, persona: str, screen: dict[str, int], by_hand: int, *, scripts: bool
) -> None:
    """Every section is opened and sent; where not all of them are filled in by hand, the rest is there already."""
    visitor = visit(**screen, java_script_enabled=scripts)
    page, answers = visitor.page, answers_of(persona)
    hub = start(visitor, "Northside Computers")
    later = {question.id for section in questionnaire().sections[by_hand:] for question in section.questions}
    assessment = Assessment.objects.get()
    assessment.record({name: answer for name, answer in answers.items() if name in later}, at=assessment.started)
    visitor.page.reload()  # which shows what was recorded beside it
    for number, section in enumerate(questionnaire().sections):
        if visitor.path == f"{hub}optional/{section.id}/":
            visitor.follow("main .btn-primary")
        assert visitor.path == f"{hub}s/{section.id}/"
        if number < by_hand:
            visitor.answer(answers)
        if section.id == "your-time":
            an_impossible_number_is_named_and_nothing_is_lost(visitor)
        expect(page.locator(".saving, .state-unsaved")).to_have_count(0)  # what a busy machine lost is sent again
        visitor.press()
    assert visitor.path == f"{hub}check/"
    assert page.get_by_text(str(answers["the-dream"])).is_visible()
    hand_in(visitor)
    assert visitor.path == f"{hub}result/"
    assert in_order(Assessment.objects.get().responses) == in_order(answers)
    expect(page.locator("main")).to_contain_text("Northside Computers")
    assert page.get_by_text(str(answers["the-dream"])).count()
    visitor.go(hub)
    assert visitor.path == f"{hub}result/", "a hub of submitted answers leads to their result"


def in_order(answers: Answers) -> dict[str, Answer]:
    """Several options come in the page's order."""
    return {name: tuple(sorted(each)) if isinstance(each, tuple) else each for name, each in answers.items()}


def an_impossible_number_is_named_and_nothing_is_lost(visitor: Visitor) -> None:
    visitor.step_to("hours-worked")
    question = visitor.question("hours-worked")
    field = question.locator("input[type=text]")
    right = field.input_value()
    field.fill("720")
    before = visitor.shown()
    visitor.follow("button[name=then][value=check-section]")  # on a phone the next question waits for a right number
    assert visitor.shown() == before
    assert before["hours-worked"] == ["720"]
    message = question.locator("#error-hours-worked")
    assert message.is_visible()
    assert "0" in message.inner_text()
    assert "120" in message.inner_text()
    assert "error-hours-worked" in str(question.get_attribute("aria-describedby"))
    assert Assessment.objects.get().responses.get("hours-worked") != 720
    assert "without-you" in Assessment.objects.get().responses, "what was right is stored all the same"
    visitor.page.locator("#errors a").click()
    assert field.evaluate("field => document.querySelector(':target').contains(field)")
    field.fill(right)


@pytest.mark.parametrize(("screen", "scripts"), often([(PHONE, True), (DESK, False)], (PHONE, True)))
def test_the_report_is_downloaded_as_a_tagged_pdf(
    visit: Visit, tmp_path: Path, screen: dict[str, int], *, scripts: bool
) -> None:
    visitor = visit(**screen, java_script_enabled=scripts)
    hub = start(visitor, "Ünïque & Söhne")
    assessment = Assessment.objects.get()
    assessment.record(answers_of("managed-ordinary"), at=assessment.started)
    visitor.go(f"{hub}check/")
    hand_in(visitor)
    stage = page_text(visitor)
    visitor.follow(f"a[href='{hub}report.pdf']")
    assert visitor.page.locator("h1").inner_text() == "Your report is being made"
    with visitor.page.expect_download() as waiting:
        StoredReport.objects.obtain(Assessment.objects.select_related("shop__firm").get())  # as the worker does
    visitor.page.get_by_role("heading", name="Your report is ready").wait_for()
    assert waiting.value.suggested_filename.startswith("readiness-report-ünïque-söhne-2")
    waiting.value.save_as(tmp_path / "report.pdf")
    report = PdfReader(BytesIO((tmp_path / "report.pdf").read_bytes()))
    catalog: Any = report.trailer["/Root"]
    assert report.metadata is not None
    assert "Ünïque & Söhne" in str(report.metadata.title)
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert 8 <= len(report.pages) <= 25
    words = " ".join(" ".join(page.extract_text() for page in report.pages).split())
    assert "Ünïque & Söhne" in words
    assert "Managed" in stage
    assert "Managed" in words


def page_text(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split())


def test_handing_in_with_a_gap_names_it_and_leads_to_it(visit: Visit) -> None:
    visitor = visit(**PHONE)
    hub = start(visitor, "Northside Computers")
    assessment = Assessment.objects.get()
    assessment.record(unknown_everywhere() | {"goal": "sell"}, at=assessment.started)
    assessment.record({"without-you": None}, at=assessment.started)
    visitor.go(f"{hub}check/")
    assert not visitor.page.locator("form[action$='/submit/']").count()
    visitor.follow(".alert li a")
    assert visitor.path == f"{hub}s/your-time/"
    assert urlsplit(visitor.page.url).fragment == "q-without-you"
    box = visitor.question("without-you").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"]
    visitor.answer({"without-you": UNKNOWN})
    visitor.press("hub")
    assert visitor.path == hub
    visitor.follow(f"main a[href='{hub}check/']")
    hand_in(visitor)
    assert visitor.path == f"{hub}result/"


def test_back_and_reload_keep_what_was_answered(visit: Visit) -> None:
    visitor = visit(**PHONE)
    hub, page = start(visitor, "Northside Computers"), visitor.page
    answers = answers_of("willing-beginner")
    visitor.go(f"{hub}s/customers/")
    visitor.answer(answers)
    given = visitor.shown()
    visitor.press()
    assert visitor.path == f"{hub}s/your-time/"
    page.go_back()
    assert visitor.path == f"{hub}s/customers/"
    assert visitor.shown() == given
    page.reload()
    assert visitor.shown() == given
    visitor.press()  # once more, unchanged
    visitor.answer(answers)
    visitor.press()
    visitor.press("previous")
    visitor.go(f"{hub}s/customers/")
    assert visitor.shown() == given
    stored = Assessment.objects.get().responses
    assert stored == {name: answers[name] for name in stored}
    assert len(stored) == 10


def test_a_stale_tab_does_not_undo_what_another_stored(visit: Visit) -> None:
    visitor = visit(**DESK)
    hub = start(visitor, "Northside Computers")
    address = f"{hub}s/your-time/"
    visitor.go(address)
    old, new = visitor.page, visitor.context.new_page()
    visitor.page = new
    visitor.go(address)
    visitor.answer({"hours-worked": 60, "without-you": "a-week"})
    visitor.press()
    visitor.page = old
    visitor.answer({"real-break": "this-year", "decisions": "nothing"})
    visitor.press()
    assert Assessment.objects.get().responses == {
        "hours-worked": 60,
        "without-you": "a-week",
        "real-break": "this-year",
        "decisions": "nothing",
    }


def test_a_tab_from_before_handing_in_changes_nothing(visit: Visit) -> None:
    visitor = visit(**DESK)
    hub = start(visitor, "Northside Computers")
    visitor.go(f"{hub}s/your-time/")
    assessment = Assessment.objects.get()
    assessment.record(unknown_everywhere(), at=assessment.started)
    assessment.submit(at=assessment.started)
    visitor.answer({"without-you": "a-day"})
    assert visitor.press() == 409
    assert Assessment.objects.get().responses["without-you"] == UNKNOWN
    visitor.follow(f"main a[href='{hub}result/']")
    assert visitor.path == f"{hub}result/"


def test_starting_again_lists_both_on_the_first_page(visit: Visit) -> None:
    visitor = visit(**PHONE)
    hubs = [start(visitor, "First Shop"), start(visitor, "Second Shop")]
    visitor.go("/")
    links = [link.get_attribute("href") for link in visitor.page.locator(".own a").all()]
    assert links == hubs[::-1]
    stranger = visit(**PHONE)
    stranger.go("/")
    assert not stranger.page.locator(".own").count()
    assert stranger.go(hubs[0]) == 404


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_the_keyboard_alone_answers_a_section_and_hands_in(visit: Visit, *, scripts: bool) -> None:
    visitor = visit(**DESK, java_script_enabled=scripts)
    page, keyboard = visitor.page, visitor.page.keyboard
    visitor.go("/")
    tab_to(visitor, "input[name=name]")
    keyboard.type("Northside Computers")
    with page.expect_navigation():
        keyboard.press("Enter")
    hub = f"/a/{Assessment.objects.get().pk}/"
    assert visitor.path == f"{hub}s/{questionnaire().sections[0].id}/"
    assessment = Assessment.objects.get()
    rest = unknown_everywhere()
    mine = {question.id for question in questionnaire().section["your-time"].questions}
    assessment.record({name: value for name, value in rest.items() if name not in mine}, at=assessment.started)

    visitor.go(f"{hub}s/your-time/")
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator("a[href='#main']").is_visible()
    keyboard.press("Enter")
    tab_to(visitor, "#q-hours-worked input[type=text]")
    keyboard.type("48")
    tab_to(visitor, "#q-weekends input[type=text]")
    keyboard.type("3")
    tab_to(visitor, "#q-real-break summary")
    keyboard.press("Enter")
    assert page.locator("#q-real-break details p").is_visible()
    keyboard.press("Shift+Tab")  # a group of radio buttons is one stop, at its first button
    keyboard.press("Space")
    for name, presses in (("without-you", 2), ("decisions", 4)):
        tab_to(visitor, f"#q-{name} input")
        keyboard.press("Space")
        for _ in range(presses):
            keyboard.press("ArrowDown")
    tab_to(visitor, "#q-energy input[type=text]")
    keyboard.type("0")
    tab_to(visitor, "button[name=then][value=hub]")
    with page.expect_navigation():
        keyboard.press("Enter")
    assert visitor.path == hub
    options = {question.id: [option.id for option in question.options] for question in questionnaire().questions()}
    assert {name: value for name, value in Assessment.objects.get().responses.items() if name in mine} == {
        "hours-worked": 48,
        "weekends": 3,
        "real-break": options["real-break"][0],
        "without-you": options["without-you"][2],
        "decisions": options["decisions"][4],
        "energy": 0,
    }

    tab_to(visitor, f"main a[href='{hub}check/']")
    with page.expect_navigation():
        keyboard.press("Enter")
    tab_to(visitor, "form[action$='/submit/'] button")
    with page.expect_navigation():
        keyboard.press("Space")
    assert visitor.path == f"{hub}result/"


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until the focus is on an element that the selector matches and its outline can be seen."""
    for _ in range(150):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert visitor.page.evaluate(OUTLINED), f"the focus cannot be seen on {selector}"
            return
    raise AssertionError(f"Tab does not reach {selector}")
