"""What a quick check tells: gates, needs, what costs most and one move; never a stage, a band or a number."""

from __future__ import annotations

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers
from reports.core.quick_look import QuickLook, quick_look
from tests.builders import answer_all, newest

NAMES = list(examples("2026.3"))


def of_persona(name: str) -> Answers:
    known = read_persona(examples("2026.3")[name], newest()).answers
    return {each: known[each] for each in newest().quick}


def looked(points: int, **others: Answer) -> QuickLook:
    every = answer_all(newest(), points, **others)
    return quick_look(newest(), {name: every[name] for name in newest().quick})


def test_bob_is_told_where_to_start() -> None:
    found = quick_look(newest(), of_persona("bob-breakfix"))
    assert [gate.title for gate in found.gates] == ["Passwords", "The flat fee you'd turn down"]
    assert found.gates[0].step == "Give them back, starting with your biggest customer."
    assert (found.met, found.asked, found.costs) == (0, 4, "72-hour weeks")
    assert found.first == "Write down every login you hold for your biggest customer."


def test_a_calm_shop_that_chose_it_is_asked_for_nothing() -> None:
    found = quick_look(newest(), of_persona("content-residential"))
    assert (found.gates, found.costs, found.first) == ((), "", "")
    assert (found.met, found.asked) == (1, 1)


@pytest.mark.parametrize("name", NAMES)
def test_no_stage_band_or_number_is_claimed(name: str) -> None:
    found = quick_look(newest(), of_persona(name))
    said = " ".join((found.goal, found.costs, found.first, *(f"{g.title} {g.text} {g.step}" for g in found.gates)))
    names = {cut.name for cut in (*newest().stages, *newest().strain_bands) if cut.id not in ("break-fix", "managed")}
    assert [each for each in names if each in said] == []


@pytest.mark.parametrize("goal", [goal.id for goal in newest().goals])
def test_all_at_the_best_calls_for_nothing(goal: str) -> None:
    found = looked(4, goal=goal)
    assert (found.gates, found.costs, found.first) == ((), "", "")
    assert found.met == found.asked


@pytest.mark.parametrize("goal", [goal.id for goal in newest().goals])
def test_all_at_the_worst_calls_for_the_passwords_first(goal: str) -> None:
    found = looked(0, goal=goal)
    assert found.gates[0].title == "Passwords"
    assert found.first == newest().question["credentials"].action.first  # type: ignore[union-attr]  # it has one
    assert found.met == 0


def test_what_costs_leads_to_a_practice_that_was_asked_about() -> None:
    found = looked(4, goal="become-msp", hours_worked=70, who_answers="me-or-a-tech")
    assert found.first == newest().question["who-answers"].action.first  # type: ignore[union-attr]  # it has one
    alone = looked(4, goal="become-msp", hours_worked=70)
    assert alone.first == newest().question["hours-worked"].action.first  # type: ignore[union-attr]  # it has one


def test_nothing_in_writing_comes_after_what_costs() -> None:
    found = looked(4, goal="hybrid", agreement_depth="nothing", hours_worked=70, who_answers="owner-always")
    assert found.gates == ()
    assert found.first == newest().question["who-answers"].action.first  # type: ignore[union-attr]  # it has one
    calm = looked(4, goal="hybrid", agreement_depth="nothing")
    assert calm.first == newest().question["agreement-depth"].action.first  # type: ignore[union-attr]  # it has one


def test_unknown_is_no_need_met_and_what_does_not_apply_is_left_out() -> None:
    found = quick_look(newest(), {"goal": "hybrid", "who-answers": UNKNOWN, "after-hours-price": NOT_APPLICABLE})
    assert (found.met, found.asked) == (0, 1)


def test_no_answer_at_all_says_nothing() -> None:
    found = quick_look(newest(), {})
    assert (found.gates, found.goal, found.met, found.asked, found.costs, found.first) == ((), "", 0, 0, "", "")
