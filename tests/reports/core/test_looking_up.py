"""Without a verdict, a newer version leads to the answers that matter most."""

from __future__ import annotations

from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answer, Answers
from questions.core.scoring import score
from reports.core.looking_up import LookUp, incomplete_text, look_ups
from tests.builders import newest, real_questionnaire


def bob(**changed: Answer) -> Answers:
    known = read_persona(examples("2026.3")["bob-breakfix"], newest()).answers
    return {**known, **{name.replace("_", "-"): answer for name, answer in changed.items()}}


def asked(answers: Answers) -> list[str]:
    return [each.question for each in look_ups(newest(), score(newest(), answers))]


def test_what_would_narrow_the_result_most_is_looked_up() -> None:
    answers = bob(hours_worked=UNKNOWN, after_hours_calls=UNKNOWN, managed_share=UNKNOWN, teaching=UNKNOWN)
    card = score(newest(), answers)
    hours = newest().question["hours-worked"]
    assert look_ups(newest(), card)[0] == LookUp("hours-worked", hours.text, hours.unknown)
    assert asked(answers) == ["hours-worked", "after-hours-calls", "managed-share"]
    assert incomplete_text(newest(), card).startswith("We can't call it yet: 4 answers are missing")


def test_what_a_verdict_cannot_be_without_comes_first() -> None:
    assert asked(bob(managed_share=UNKNOWN, credentials=UNKNOWN)) == ["credentials", "managed-share"]


def test_a_single_answer_has_a_text_of_its_own() -> None:
    card = score(newest(), bob(credentials=UNKNOWN))
    assert incomplete_text(newest(), card).startswith("We can't call it yet: one answer that decides a lot")


def test_a_goal_that_is_not_chosen_is_an_answer_too() -> None:
    answers = {name: answer for name, answer in bob().items() if name != "goal"}
    card = score(newest(), answers)
    goal = newest().question["goal"]
    assert look_ups(newest(), card) == (LookUp("goal", goal.text, goal.why),)
    assert incomplete_text(newest(), card).startswith("We can't call it yet: one answer")


def test_older_versions_say_what_they_said() -> None:
    card = score(real_questionnaire(), {})
    assert incomplete_text(real_questionnaire(), card) == real_questionnaire().verdict.incomplete
    assert look_ups(real_questionnaire(), card) == ()
