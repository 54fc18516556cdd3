"""The numbers of a report's sections: readiness, and the strain of a section's own questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer
from questions.core.questionnaire import Cut, Goal
from questions.core.scorecard import Placement
from questions.core.scoring import score
from reports.core.parts import Scale
from reports.core.report import build_report
from reports.core.scales import goal_zone
from tests.builders import answer_all, draft, make_question, make_questionnaire, make_section, make_strain

ASKED = make_questionnaire(
    make_section("work", make_question("a"), make_strain("s", "a"), make_strain("t", "a", not_applicable="none")),
    make_section("rest", make_question("b"), make_strain("u", "a", weight=2.0)),
    make_section("calm", make_question("c")),
)


def strains(**answers: Answer) -> dict[str, Scale | None]:
    given = {"goal": "grow", **answers}
    report = build_report(ASKED, given, score(ASKED, given), shop="", date="")
    return {section.id: section.strain for section in report.sections}


@pytest.mark.parametrize(
    ("answers", "points", "interval", "place", "questions"),
    [
        ({"s": "p0", "t": "p4"}, 50, (50, 50), "worn", 2),
        ({"s": "p4", "t": "p4"}, 0, (0, 0), "calm", 2),
        ({"s": "p0", "t": "p0"}, 100, (100, 100), "burning", 2),
        ({"s": "p0", "t": NOT_APPLICABLE}, 100, (100, 100), "burning", 2),
        ({"s": "p0", "t": UNKNOWN}, None, (50, 100), None, 2),
        ({}, None, (0, 100), None, 2),
    ],
)
def test_strain_of_a_section_is_that_of_its_own_questions(
    answers: dict[str, Answer], points: int | None, interval: tuple[int, int], place: str | None, questions: int
) -> None:
    found = strains(**answers)["work"]
    assert found is not None
    assert (found.points, (found.low, found.high), found.questions) == (points, interval, questions)
    assert (found.place.id if found.place else None) == place


def test_section_without_a_question_of_strain_has_none() -> None:
    assert strains()["calm"] is None
    assert strains()["wish"] is None


def test_section_whose_strain_does_not_apply_has_none() -> None:
    only = make_questionnaire(make_section("work", make_question("a"), make_strain("t", "a", not_applicable="none")))
    answers: dict[str, Answer] = {"t": NOT_APPLICABLE, "goal": "grow"}
    report = build_report(only, answers, score(only, answers), shop="", date="")
    assert report.sections[0].strain is None


def test_all_strain_is_made_of_that_of_the_sections() -> None:
    answers = answer_all(draft(), 2, goal="become-msp", hours_worked=72, dread="none")
    report = build_report(draft(), answers, score(draft(), answers), shop="", date="")
    weights = {
        section.id: sum(question.weight for question in section.questions if question.measure == "strain")
        for section in draft().sections
    }
    parts = {section.id: section.strain for section in report.sections if section.strain}
    assert list(parts) == ["customers", "your-time", "after-hours", "reactive-or-proactive", "owner-or-owned"]
    whole = sum(weights[name] * (part.points or 0) for name, part in parts.items()) / sum(weights.values())
    assert report.strain.points == pytest.approx(whole, abs=0.6)


@pytest.mark.parametrize(
    ("goal", "zone"),
    [
        (Goal("grow", ()), (0, 100)),
        (Goal("grow", (), zone=("mixed", "managed")), (45, 84)),
        (Goal("grow", (), zone=("managed", "partner")), (65, 100)),
        (Goal("grow", (), path=False), (25, 44)),  # the shop's own stage
    ],
)
def test_a_goal_lies_where_the_questionnaire_says(goal: Goal, zone: tuple[int, int]) -> None:
    leasts = {"break-fix": 0, "reactive": 25, "mixed": 45, "managed": 65, "partner": 85}
    stages = tuple(Cut(name, name.title(), least, "") for name, least in leasts.items())
    asked = replace(ASKED, stages=stages, goals=(goal,))
    card = replace(score(ASKED, {}), stage=Placement("reactive", (), ()), goal="grow")
    assert goal_zone(asked, card) == zone
    assert goal_zone(asked, replace(card, goal=None)) == (0, 100)
