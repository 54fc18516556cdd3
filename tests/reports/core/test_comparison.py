"""Two attempts side by side: a change is told where both asked the same, and noise is called noise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.question import UNKNOWN, Answers
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score
from reports.core.comparison import Comparison, compare
from reports.core.report import Report, build_report
from tests.builders import OPTIONS, answer_all, make_question, make_questionnaire, make_section, make_strain

WORK = make_section("work", make_question("one"), make_question("two"), make_strain("noise", "one"))
TALK = make_section("talk", make_question("three"))
THEN = make_questionnaire(WORK, TALK, checksum="then")
NOW = make_questionnaire(  # "one" asks something else, "two" is gone, "four" is new, "noise" and "three" are as before
    make_section("work", make_question("one", text="Something else?"), make_question("four"), WORK.questions[2]),
    make_section("talk", make_question("three", help="SharedReview better.")),
    checksum="now",
)


def report_on(questionnaire: Questionnaire, answers: Answers) -> Report:
    return build_report(questionnaire, answers, score(questionnaire, answers), shop="Northside", date="2026-11-20")


def attempts(before: Answers, after: Answers, then: Questionnaire = THEN, now: Questionnaire = THEN) -> Comparison:
    return compare(report_on(then, before), report_on(now, after), then, now)


def answered(points: int, **others: str) -> Answers:
    return answer_all(THEN, points, **{"goal": "grow"} | others)


def lines(found: Comparison) -> dict[str, tuple[str, str, float | None]]:
    return {
        line.after.id: (line.before.answer, line.after.answer, line.points)
        for section in found.sections
        for line in section.lines
    }


def with_points(readiness: int | None, strain: int | None) -> Report:
    report = report_on(THEN, answered(2))
    return replace(
        report,
        readiness=replace(report.readiness, points=readiness),
        strain=replace(report.strain, points=strain),
    )


def test_same_answers_have_not_changed() -> None:
    found = attempts(answered(2), answered(2))
    assert (found.readiness, found.strain, found.same, found.done, found.not_compared) == (None, None, True, (), ())
    assert lines(found) == {}
    assert [(each.before, each.after) for each in found.sections] == [(50, 50), (50, 50), (None, None)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((40, 40), (45, 49), (None, None)),
        ((40, 40), (46, 50), (6, 10)),
        ((46, 50), (40, 40), (-6, -10)),
        ((0, 0), (100, 100), (100, 100)),
        ((None, 40), (46, None), (None, None)),
    ],
)
def test_change_from_six_of_readiness_or_ten_of_strain_on_is_told(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None], told: tuple[int | None, int | None]
) -> None:
    found = compare(with_points(*before), with_points(*after), THEN, THEN)
    assert (found.readiness, found.strain) == told


def test_every_changed_answer_is_told_with_its_points() -> None:
    found = attempts(answered(1, two="p3"), answered(1, one="p4", two="p0", noise="p2", goal="stay"))
    assert lines(found) == {
        "one": ("worth 1", "worth 4", 3),
        "two": ("worth 3", "worth 0", -3),
        "noise": ("worth 1", "worth 2", 1),
        "goal": ("to grow", "to stay", None),
    }


@pytest.mark.parametrize("gap", [{"one": UNKNOWN}, {}], ids=["unknown", "missing"])
def test_answer_where_there_was_none_is_told_without_points(gap: Answers) -> None:
    without = {name: answer for name, answer in answered(2).items() if name != "one"} | {**gap}
    assert lines(attempts(without, answered(2))) == {"one": ("", "worth 2", None)}
    assert lines(attempts(answered(2), without)) == {"one": ("worth 2", "", None)}


def test_i_do_not_know_instead_of_nothing_is_told() -> None:
    without = {name: answer for name, answer in answered(2).items() if name != "one"}
    assert lines(attempts(without, {**without, "one": UNKNOWN})) == {"one": ("", "", None)}
    assert lines(attempts(without, without)) == {}


class TestDone:
    """Steps of the last report whose question earns more points now."""

    @pytest.mark.parametrize(
        ("before", "after", "done"),
        [
            ("p0", "p1", True),
            ("p1", "p4", True),
            ("p1", "p1", False),
            ("p2", "p1", False),
            ("p0", UNKNOWN, False),
            (UNKNOWN, "p0", False),
            (UNKNOWN, "p1", True),
            (UNKNOWN, UNKNOWN, False),
        ],
    )
    def test_step_is_done_when_its_answer_is_better(self, before: str, after: str, done: bool) -> None:
        # What the strain calls for is proposed also where it is not known.
        old, new = answered(4, noise="p0", one=before), answered(4, noise="p0", one=after)
        assert [step.question for step in report_on(THEN, old).steps] == ["one"]
        assert attempts(old, new).done == (("Do it.",) if done else ())

    def test_step_whose_question_asks_something_else_now_is_not(self) -> None:
        old, new = answered(4, one="p0"), answer_all(NOW, 4, goal="grow")
        assert [step.question for step in report_on(THEN, old).steps] == ["one"]
        assert attempts(old, new, THEN, NOW).done == ()

    def test_better_answer_that_no_step_asked_for_is_not(self) -> None:
        assert attempts(answered(4, noise="p3"), answered(4)).done == ()


class TestAcrossVersions:
    def test_overall_scores_are_not_compared_and_questions_only_where_they_are_the_same(self) -> None:
        found = attempts(answered(0), answer_all(NOW, 4, goal="grow"), THEN, NOW)
        assert (found.same, found.readiness, found.strain) == (False, None, None)
        assert lines(found) == {"noise": ("worth 0", "worth 4", 4), "three": ("worth 0", "worth 4", 4)}
        assert found.not_compared == ("Something else?", "four?")

    def test_section_is_compared_where_all_its_questions_are_the_same(self) -> None:
        found = attempts(answered(0), answer_all(NOW, 4, goal="grow"), THEN, NOW)
        work, talk, wish = found.sections
        assert (work.same, work.before, work.after) == (False, None, None)
        assert (talk.same, talk.before, talk.after) == (True, 0, 100)
        assert (wish.same, wish.before, wish.after) == (True, None, None)

    def test_section_that_lost_a_question_is_not_compared(self) -> None:
        less = make_questionnaire(make_section("work", WORK.questions[0], WORK.questions[2]), TALK, checksum="less")
        for then, now in ((THEN, less), (less, THEN)):
            found = compare(
                report_on(then, answer_all(then, 1, goal="grow")),
                report_on(now, answer_all(now, 3, goal="grow")),
                then,
                now,
            )
            assert [each.same for each in found.sections] == [False, True, True]
            assert "noise" in lines(found)

    def test_question_whose_options_earn_something_else_is_not_compared(self) -> None:
        worth = (replace(OPTIONS[0], points=4), *OPTIONS[1:4], replace(OPTIONS[4], points=0))
        turned = make_questionnaire(
            WORK, make_section("talk", make_question("three", options=worth)), checksum="turned"
        )
        found = attempts(answered(0), answered(4), THEN, turned)
        assert found.not_compared == ("three?",)
        assert "three" not in lines(found)

    def test_section_and_question_that_are_new_are_no_error(self) -> None:
        only = make_questionnaire(TALK, checksum="only")
        found = attempts(answer_all(only, 2, goal="grow"), answered(2), only, THEN)
        assert found.not_compared == ("one?", "two?", "noise?")
        assert [each.same for each in found.sections] == [False, True, True]
