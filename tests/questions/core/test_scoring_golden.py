"""The questionnaire 2026.2 as the instrument describes it, and the example shops it was tried on.

An accidental change of content or scoring shows here as another number.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from questions.core.personas import Persona, examples, read_persona
from questions.core.question import Kind
from questions.core.scorecard import Scorecard, Verdict
from questions.core.scoring import score
from tests.builders import real_questionnaire


@dataclass(frozen=True)
class Expected:
    """What the instrument's table allows for a persona; both ends are included."""

    readiness: range
    strain: range
    verdict: Verdict
    stage: str = ""


INSTRUMENT = {
    "bob-breakfix": Expected(range(20), range(85, 101), Verdict.HELD),
    "hybrid-on-purpose": Expected(range(52, 69), range(35), Verdict.COMPOSED, stage="mixed"),
    "content-residential": Expected(range(20, 41), range(35), Verdict.COMPOSED),
    "burning-but-able": Expected(range(55, 71), range(65, 101), Verdict.COMPOSED),
    "willing-beginner": Expected(range(20, 41), range(45, 76), Verdict.COMPOSED),
    "managed-ordinary": Expected(range(65, 85), range(45), Verdict.COMPOSED, stage="managed"),
    "strategic-partner": Expected(range(85, 101), range(25), Verdict.COMPOSED),
}


def persona(name: str) -> Persona:
    return read_persona(examples("2026.2")[name], real_questionnaire())


def scored(name: str) -> Scorecard:
    return score(real_questionnaire(), persona(name).answers)


def test_the_example_shops_are_those_of_the_instrument() -> None:
    assert set(examples("2026.2")) == set(INSTRUMENT)


@pytest.mark.parametrize("name", INSTRUMENT)
def test_an_example_shop_stands_where_the_instrument_says(name: str) -> None:
    expected, card = INSTRUMENT[name], scored(name)
    assert card.readiness.points in expected.readiness
    assert card.strain.points in expected.strain
    assert card.verdict is expected.verdict
    assert card.stage.id == (expected.stage or card.stage.id)


@pytest.mark.parametrize("name", INSTRUMENT)
def test_an_example_shop_responds_to_everything_that_must_be_answered(name: str) -> None:
    questionnaire, answers = real_questionnaire(), persona(name).answers
    open_ = [
        each.id for each in questionnaire.questions() if questionnaire.must_answer(each) and each.id not in answers
    ]
    assert open_ == []


# Worked out from the TOML files by a second program, in exact fractions.
@pytest.mark.parametrize(
    ("name", "readiness", "strain", "commitment", "stage", "band", "will", "gates"),
    [
        ("bob-breakfix", 9, 96, 5, "break-fix", "burning", "weak", ("credentials-withheld", "unwilling")),
        ("burning-but-able", 59, 77, 55, "mixed", "burning", "fair", ()),
        ("content-residential", 33, 8, 30, "reactive", "calm", "weak", ()),
        ("hybrid-on-purpose", 59, 21, 80, "mixed", "calm", "strong", ()),
        ("managed-ordinary", 75, 27, 80, "managed", "calm", "strong", ()),
        ("strategic-partner", 94, 5, 95, "strategic-partner", "calm", "strong", ()),
        ("willing-beginner", 33, 57, 85, "reactive", "worn", "strong", ()),
    ],
)
def test_the_score_of_an_example_shop_stays(  # noqa: PLR0913, PLR0917 -- a line of the table
    name: str, readiness: int, strain: int, commitment: int, stage: str, band: str, will: str, gates: tuple[str, ...]
) -> None:
    card = scored(name)
    assert (card.readiness.points, card.strain.points, card.commitment.points) == (readiness, strain, commitment)
    assert (card.stage.id, card.band.id, card.commitment_band.id, card.gates) == (stage, band, will, gates)
    assert card.stage_by_score == stage


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        ("bob-breakfix", (8, 0, 6, 6, 13, 17, 8, 13)),
        ("burning-but-able", (67, 0, 50, 80, 79, 42, 67, 69)),
        ("content-residential", (17, 25, 38, 19, 31, 33, 79, 33)),
        ("hybrid-on-purpose", (58, 50, 81, 60, 70, 42, 58, 50)),
        ("managed-ordinary", (75, 58, 81, 80, 83, 67, 75, 75)),
        ("strategic-partner", (83, 100, 100, 93, 93, 92, 96, 94)),
        ("willing-beginner", (33, 33, 44, 35, 23, 25, 46, 25)),
    ],
)
def test_the_sections_of_an_example_shop_stay(name: str, sections: tuple[int, ...]) -> None:
    assert tuple(part.points for part in scored(name).sections) == sections


# One line a question, as the instrument's tables have it: what it feeds (R, S, C), its weight unless it is 1,
# "result" for an outcome, "n/a" where it may not apply, and the knots of a number.
TABLES = {
    "customers": """
        satisfaction-evidence R
        dread S
        second-guessing S
        first-response R
        departures R
    """,
    "your-time": """
        hours-worked S w2 40→4 45→3 50→2 55→1 70→0
        weekends S
        real-break S
        without-you R w2 result
        on-not-in R result
    """,
    "after-hours": """
        after-hours-calls S w2 0→4 2→3 5→2 10→1 20→0
        after-hours-price R n/a
        who-answers R
        emergency-definition R n/a
        after-hours-learning R
    """,
    "reactive-or-proactive": """
        reactive-share R w2 result 40→4 55→3 70→2 85→1 100→0
        monday-repeat S
        monitoring R
        automation R
        backup-failure R
        remote-support R
        root-cause R
    """,
    "revenue-and-agreements": """
        managed-share R w3 result 0→0 20→1 35→2 50→3 65→4
        resale-share number
        agreement-depth R
        agreement-coverage R result
        biggest-customer R result 15→4 20→3 25→1 40→0
        effective-rate R
        home-users R
    """,
    "owner-or-owned": """
        procedures R
        team-strain S n/a
        decisions R
        getting-ahead S
        exit R
        dream-fit S
        the-dream text
    """,
    "openness": """
        credentials R w2
        teaching R
        contact-rhythm R
        bad-news R
        advice-first R
    """,
    "strategic-it": """
        planning-table R n/a
        standards R
        security-baseline R
        new-value R
    """,
    "will-to-change": """
        goal choice
        protected-hours C
        accountability C
        learning C
        follow-through C
        flat-fee-tomorrow C
        objections choices
    """,
    "money": """
        currency choice
        hourly-rate number
        yearly-revenue number
        billable-techs number
    """,
}


@pytest.mark.parametrize("section", TABLES)
def test_2026_2_asks_what_the_instrument_says(section: str) -> None:
    asked = []
    for question in real_questionnaire().section[section].questions:
        words = [question.id, question.measure.name[0] if question.measure else question.kind.value]
        words += [f"w{question.weight:g}"] * (question.weight != 1) + ["result"] * question.result
        words += ["n/a"] * bool(question.not_applicable) + [f"{knot.at}→{knot.points:g}" for knot in question.knots]
        asked.append(" ".join(words))
    assert asked == [line.strip() for line in TABLES[section].strip().splitlines()]


def test_2026_2_has_nine_sections_of_52_questions_and_the_money_view() -> None:
    questionnaire = real_questionnaire()
    assert tuple(questionnaire.section) == tuple(TABLES)
    asked = [question for section in questionnaire.sections[:9] for question in section.questions]
    assert (len(asked), sum(question.scored for question in asked), questionnaire.minutes) == (52, 48, (10, 15))
    assert [section.weight for section in questionnaire.sections] == [1, 1, 1, 1.5, 1.5, 1, 1, 1, 0, 0]
    assert all(not question.scored for question in questionnaire.section["money"].questions)


def test_2026_2_offers_five_answers_that_ascend_in_every_scored_choice() -> None:
    scales = {
        question.id: [option.points for option in question.options]
        for question in real_questionnaire().questions()
        if question.scored and question.kind is Kind.CHOICE
    }
    assert scales == {name: [0, 1, 2, 3, 4] for name in scales}


def test_2026_2_cuts_where_the_instrument_says() -> None:
    questionnaire = real_questionnaire()
    assert {cut.id: cut.least for cut in questionnaire.stages} == {
        "break-fix": 0,
        "reactive": 25,
        "mixed": 45,
        "managed": 65,
        "strategic-partner": 85,
    }
    assert {cut.id: cut.least for cut in questionnaire.strain_bands} == {"calm": 0, "worn": 35, "burning": 65}
    assert {cut.id: cut.least for cut in questionnaire.commitment_bands} == {"weak": 0, "fair": 35, "strong": 65}


NEEDS = {
    "stay-break-fix": "hours-worked 2, weekends 3, real-break 3, second-guessing 3, dream-fit 3",
    "hybrid": "agreement-depth 3, after-hours-price 3, emergency-definition 3, who-answers 3, effective-rate 2",
    "become-msp": "agreement-depth 3, monitoring 3, automation 3, procedures 2, contact-rhythm 3, managed-share 3",
    "sell": "procedures 3, without-you 3, effective-rate 3, exit 3, managed-share 3, biggest-customer 2",
    "undecided": "",
}


def test_2026_2_needs_what_the_instrument_says() -> None:
    goals = real_questionnaire().goals
    assert {goal.id: ", ".join(f"{need.question} {need.least}" for need in goal.needs) for goal in goals} == NEEDS
    assert [goal.id for goal in goals if not goal.path] == ["stay-break-fix"]
