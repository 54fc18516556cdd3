"""A section page with its script: saves as one goes, keeps what it could not send, shows one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from playwright.sync_api import Route, expect

from questions.core.question import UNKNOWN
from questions.models.assessment import Assessment
from tests.journeys.states import SECTION, own
from tests.journeys.visitor import Visitor
from tests.makers import AT, questionnaire, unknown_everywhere
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
TIME = SECTION.format("your-time")


def stored() -> dict[str, object]:
    return dict(Assessment.objects.get().responses)


def visible(visitor: Visitor) -> list[str]:
    return [name for name in visitor.asked() if visitor.question(name).is_visible()]


def test_an_answer_is_saved_as_it_is_given(visit: Visit) -> None:
    visitor = visit(1280, 800)
    address = f"/a/{own(visitor).pk}/{TIME}"
    visitor.go(address)
    visitor.answer({"hours-worked": 52, "without-you": "a-week"})
    for name in ("hours-worked", "without-you"):
        expect(visitor.question(name).locator(".state .saved")).to_be_visible()
    assert stored() == {"hours-worked": 52, "without-you": "a-week"}
    visitor.go(address)
    assert visitor.shown() == {"hours-worked": ["52"], "without-you": ["a-week"]}
    visitor.answer({"without-you": "a-day"})
    expect(visitor.question("without-you").locator(".state .saved")).to_be_visible()
    assert stored() == {"hours-worked": 52, "without-you": "a-day"}


def test_a_wrong_number_is_named_as_it_is_typed_and_not_saved(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.answer({"hours-worked": 720})
    expect(visitor.question("hours-worked").locator(".state .error")).to_contain_text("120")
    assert stored() == {}
    visitor.answer({"hours-worked": 72})
    expect(visitor.question("hours-worked").locator(".state .saved")).to_be_visible()
    assert stored() == {"hours-worked": 72}


def test_a_mended_number_takes_its_complaints_from_the_page(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.answer({"hours-worked": 720})
    visitor.press()
    errors, said = visitor.page.locator("#errors"), visitor.page.locator("#error-hours-worked")
    expect(errors).to_be_visible()
    expect(said).to_contain_text("120")
    visitor.answer({"hours-worked": 721})
    expect(visitor.question("hours-worked").locator(".state .error")).to_contain_text("120")
    expect(said).to_be_empty()
    expect(errors).to_be_visible()
    visitor.answer({"hours-worked": 72})
    expect(visitor.question("hours-worked").locator(".state .saved")).to_be_visible()
    expect(errors).to_be_hidden()
    assert not visitor.page.locator(".question-wrong").count()


def test_without_a_connection_answers_wait_and_are_sent_again(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.context.set_offline(True)
    visitor.answer({"without-you": "a-week"})
    expect(visitor.question("without-you").locator(".state-unsaved")).to_be_visible()
    assert stored() == {}
    visitor.context.set_offline(False)
    expect(visitor.question("without-you").locator(".state .saved")).to_be_visible()
    assert stored() == {"without-you": "a-week"}


def test_a_phone_shows_one_question_at_a_time(visit: Visit) -> None:
    visitor = visit(390, 844)
    visitor.go(f"/a/{own(visitor, {'hours-worked': 50}).pk}/{TIME}")
    names = [question.id for question in questionnaire().section["your-time"].questions]
    assert visitor.asked() == names
    assert visible(visitor) == names[1:2], "the first without an answer"
    save = visitor.page.locator("button[name=then][value=next]")
    for name in names[1:]:
        assert visible(visitor) == [name]
        assert save.is_visible() == (name == names[-1])
        visitor.step_to(names[min(names.index(name) + 1, len(names) - 1)])
    show_all = visitor.page.locator("#change")
    show_all.click()
    assert visible(visitor) == names
    visitor.page.reload()
    assert visible(visitor) == names, "this browser remembers the wish"
    show_all.click()
    assert len(visible(visitor)) == 1


def test_on_a_phone_the_next_step_stays_under_the_thumb_and_progress_moves(visit: Visit) -> None:
    visitor = visit(390, 844)
    visitor.go(f"/a/{own(visitor).pk}/{SECTION.format('after-hours')}")
    left, bar = visitor.page.locator("#left"), visitor.page.locator(".one-buttons")
    for number, name in enumerate(visitor.asked()):
        expect(left).to_contain_text(f"{number} of ")
        box = bar.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844
        visitor.answer({name: UNKNOWN})
        expect(visitor.question(name).locator(".state .saved")).to_be_visible()
        if number < 4:
            visitor.page.locator(".step-next").click()
    expect(left).to_contain_text("5 of ")
    assert visitor.press("previous") == 200, "the first question's button leads to the section before"
    assert visitor.path.endswith("/s/your-time/")


def test_enter_in_a_number_is_the_next_question_and_not_the_next_section(visit: Visit) -> None:
    visitor = visit(390, 844)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.answer({"hours-worked": 52})
    visitor.page.keyboard.press("Enter")
    expect(visitor.question("weekends")).to_be_visible()
    assert visible(visitor) == ["weekends"]
    expect(visitor.question("hours-worked").locator(".state .saved")).to_have_count(1)
    assert stored() == {"hours-worked": 52}


@pytest.mark.parametrize("by", often(["click", "Enter"], "click"))
def test_a_phone_stays_with_a_number_that_is_refused(visit: Visit, by: str) -> None:
    visitor = visit(390, 844)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    field, said = (visitor.question("hours-worked").locator(each) for each in ("input[type=text]", ".state .error"))
    following = visitor.page.locator(".step-next")
    for _ in range(2):  # the second time there is nothing new to save
        visitor.answer({"hours-worked": 720})
        following.click() if by == "click" else visitor.page.keyboard.press("Enter")
        expect(said).to_contain_text("120")
        expect(field).to_be_focused()
        assert (visible(visitor), field.input_value(), stored()) == (["hours-worked"], "720", {})
    visitor.answer({"hours-worked": 72})
    following.click() if by == "click" else visitor.page.keyboard.press("Enter")
    expect(visitor.question("weekends")).to_be_visible()
    assert stored() == {"hours-worked": 72}


def test_a_phone_comes_back_to_a_number_whose_refusal_was_slow(visit: Visit) -> None:
    visitor = visit(390, 844)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    saves: list[Route] = []
    visitor.page.route("**/hours-worked/", lambda route: saves.append(route))  # noqa: PLW0108 -- Playwright marks it
    visitor.answer({"hours-worked": 720})
    visitor.page.locator(".step-next").click()
    expect(visitor.question("weekends")).to_be_visible()
    for save in saves:
        save.continue_()
    expect(visitor.question("hours-worked").locator(".state .error")).to_be_visible()
    assert visible(visitor) == ["hours-worked"]
    assert visitor.shown() == {"hours-worked": ["720"]}


def test_a_phone_goes_on_where_nothing_can_be_saved_any_more(visit: Visit) -> None:
    """Handed in meanwhile, in another tab: the button below the last question leads to where that is said."""
    visitor = visit(390, 844)
    assessment = own(visitor, unknown_everywhere())
    visitor.go(f"/a/{assessment.pk}/{TIME}")
    assessment.submit(at=AT)
    visitor.answer({"without-you": "a-day"})
    expect(visitor.question("without-you").locator(".state .error")).to_be_visible()
    assert visitor.press() == HTTPStatus.CONFLICT


def test_a_number_and_i_do_not_know_take_each_other_back(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    for given in ({"hours-worked": 52}, {"hours-worked": UNKNOWN}, {"hours-worked": 48}):
        visitor.answer(given)
        expect(visitor.question("hours-worked").locator(".state .saved")).to_be_visible()
        expect(visitor.page.locator(".saving")).to_have_count(0)
        (shown,) = visitor.shown().values()
        assert shown == [str(*given.values())]
        visitor.page.reload()
        assert list(visitor.shown().values()) == [shown]


@pytest.mark.parametrize(("width", "scripts"), [(390, False), (1280, True)])
def test_without_scripts_or_on_a_desk_all_questions_stand_there(visit: Visit, width: int, *, scripts: bool) -> None:
    visitor = visit(width, 800, java_script_enabled=scripts)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    assert visible(visitor) == visitor.asked()
    assert visitor.page.locator("button[name=then][value=next]").is_visible()


def test_a_number_key_picks_an_option(visit: Visit) -> None:
    visitor = visit(1280, 800)
    visitor.go(f"/a/{own(visitor).pk}/{TIME}")
    visitor.question("without-you").locator("input[type=radio]").first.focus()
    visitor.page.keyboard.press("3")
    expect(visitor.question("without-you").locator(".state .saved")).to_be_visible()
    assert stored() == {"without-you": questionnaire().question["without-you"].options[2].id}
