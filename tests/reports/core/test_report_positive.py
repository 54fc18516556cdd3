"""Who may stay as they are read what to keep and what to watch, and who isn't there reads what good looks like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer
from questions.core.scoring import score
from reports.core.digest import report_digest
from reports.core.report import Report, build_report
from reports.templatetags.report_words import due, within_a_week
from tests.builders import answer_all, newest, real_questionnaire


def of(name: str, **changed: Answer) -> Report:
    known = read_persona(examples("2026.3")[name], newest()).answers
    answers = {**known, **{key.replace("_", "-"): answer for key, answer in changed.items()}}
    return build_report(newest(), answers, score(newest(), answers), shop="A shop", date="2026-11-29")


@pytest.mark.parametrize(
    ("name", "positive"),
    [
        ("bob-breakfix", False),
        ("willing-beginner", False),
        ("burning-but-able", False),
        ("hybrid-on-purpose", False),
        ("managed-ordinary", False),
        ("content-residential", True),
        ("strategic-partner", True),
    ],
)
def test_a_calm_shop_that_chose_it_and_one_at_the_top_get_their_own_kind_of_report(name: str, positive: bool) -> None:
    assert of(name).positive is positive


def test_wilf_reads_what_to_keep_and_what_to_watch() -> None:
    report = of("content-residential")
    assert report.keeps == (
        "Hold the 38-hour week. Owners in three older polls, all trades, said 50 to 58.",
        "Keep your evenings quiet. Most shops would trade a good customer for that.",
        "Keep their passwords within their reach. They stay because they want to.",
    )
    assert report.watch.startswith("Without you, the shop gets by for a few days")
    assert len(report.steps) <= 1


def test_what_is_watched_is_open_and_of_the_goal() -> None:
    """A shop that stays is told nothing of agreements."""
    goal = next(each for each in newest().goals if each.id == "stay-break-fix")
    assert goal.watch == ("without-you", "biggest-customer", "backup-failure")
    fine = of("content-residential", without_you="a-month", biggest_customer=2, backup_failure="alert")
    assert fine.watch == ""
    assert of("content-residential", without_you=UNKNOWN, biggest_customer=2, backup_failure="alert").watch == ""


def test_a_shop_that_is_no_longer_calm_gets_the_other_kind() -> None:
    worn = of("content-residential", hours_worked=70, weekends=8, after_hours_calls=20, real_break="over-three-years")
    assert not worn.positive


def test_good_is_told_below_three_points_and_how_to_keep_from_there_on() -> None:
    for points in (0, 1, 2, 3, 4):
        answers = answer_all(newest(), points, goal="become-msp")
        report = build_report(newest(), answers, score(newest(), answers), shop="", date="")
        for line in report.lines:
            if line.measure:
                assert (bool(line.target), bool(line.keep)) == ((line.points or 0) < 3, (line.points or 0) >= 3), (
                    line.id
                )
                assert line.better is bool(line.target)


def test_unknown_is_told_what_good_looks_like_and_what_does_not_apply_is_not() -> None:
    lines = {line.id: line for line in of("bob-breakfix", monitoring=UNKNOWN, home_users=NOT_APPLICABLE).lines}
    assert lines["monitoring"].target == newest().question["monitoring"].says.good
    assert (lines["home-users"].target, lines["home-users"].better) == ("", False)


def test_versions_that_say_neither_still_tell_one_step_up() -> None:
    answers = answer_all(real_questionnaire(), 1, goal="become-msp")
    report = build_report(real_questionnaire(), answers, score(real_questionnaire(), answers), shop="", date="")
    assert {line.better for line in report.lines if line.measure} == {True}
    assert {line.target for line in report.lines} == {""}
    assert not report.positive


def test_steps_are_due_from_the_day_of_submitting() -> None:
    report = of("bob-breakfix")
    assert str(within_a_week(report)) == "2026-12-06"
    assert [str(due(step, report)) for step in report.steps[:3]] == ["2026-12-29", "2027-01-28", "2027-01-28"]
    assert report.next_steps == report.steps[3:]


def test_what_follows_from_version_and_answers_makes_no_other_report() -> None:
    """Strain by section, what good looks like and how to keep it are no part of what names a stored document."""
    report = of("bob-breakfix")
    bare = tuple(
        replace(each, strain=None, lines=tuple(replace(line, good="", keep="") for line in each.lines))
        for each in report.sections
    )
    assert bare != report.sections
    assert report_digest(replace(report, sections=bare)) == report_digest(report)
