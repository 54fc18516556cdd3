"""What version 2026.3 asks and counts, as the instrument describes it, and the example shops that answered it."""

from __future__ import annotations

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Kind, Measure
from questions.core.scorecard import Scorecard, Verdict
from questions.core.scoring import has_number, score
from questions.library import asked_today, ours
from tests.builders import answer_all, newest
from tests.questions.core.test_scoring_golden import INSTRUMENT

VERSION = "2026.3"
TABLES = {
    "customers": """
        satisfaction-evidence R
        dread S
        second-guessing S
        first-response R
    """,
    "your-time": """
        hours-worked S w2 40→4 45→3 50→2 55→1 70→0
        weekends S 0→4 1→3 3→2 5→1 8→0
        real-break S
        without-you R w2 result
        decisions R n/a
        energy S 0→4 1→3 4→2 8→1 12→0
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
        agreement-depth R w2
        agreement-coverage R result
        biggest-customer R result 15→4 20→3 25→1 40→0
        effective-rate R
        home-users R n/a
    """,
    "owner-or-owned": """
        procedures R
        team-strain S n/a
        getting-ahead S 0→4 1→3 3→2 5→1 8→0
        exit R
        dream-fit S
        the-dream text
    """,
    "openness": """
        credentials R w2
        documentation R
        teaching R
        contact-rhythm R
        bad-news R
        advice-first R
    """,
    "strategic-it": """
        planning-table R n/a
        standards R
        security-baseline R
        old-systems R
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
        revenue-two-years-ago number
        billable-techs number
    """,
}


def scored(name: str) -> Scorecard:
    return score(newest(), read_persona(examples(VERSION)[name], newest()).answers)


@pytest.mark.parametrize("section", TABLES)
def test_2026_3_asks_what_the_instrument_says(section: str) -> None:
    found = []
    for question in newest().section[section].questions:
        feeds = {Measure.READINESS: "R", Measure.STRAIN: "S", Measure.COMMITMENT: "C", None: question.kind.value}
        parts = [question.id, feeds[question.measure]]
        parts += [f"w{question.weight:g}"] if question.weight != 1 else []
        parts += ["result"] if question.result else []
        parts += [f"{knot.at}→{knot.points:g}" for knot in question.knots]
        parts += ["n/a"] if question.not_applicable else []
        found.append(" ".join(parts))
    assert found == [line.strip() for line in TABLES[section].strip().splitlines()]


def test_2026_3_has_52_questions_of_which_49_must_be_answered_and_the_money_view() -> None:
    sections = {section.id: section for section in newest().sections}
    money = sections.pop("money")
    asked = [question for section in sections.values() for question in section.questions]
    assert len(sections) == 9
    assert len(asked) == 52
    assert sum(newest().must_answer(question) for question in asked) == 49
    assert not any(newest().must_answer(question) for question in money.questions)
    assert [section.weight for section in sections.values()] == [1, 1, 1, 1.5, 1.5, 1, 1, 1, 0]


def test_2026_3_is_published_and_what_new_assessments_get() -> None:
    assert newest().published
    assert asked_today() == ours() == newest()


def test_2026_3_asks_twelve_questions_first_one_of_each_section_the_gates_among_them() -> None:
    section = {question.id: each.id for each in newest().sections for question in each.questions}
    quick = newest().quick
    assert len(quick) == len(set(quick)) == 12
    assert {newest().goal, *(gate.question for gate in newest().gates)} <= set(quick)
    assert {section[name] for name in quick} == set(section.values()) - {"money"}


def test_2026_3_asks_at_most_fourteen_questions_of_a_rater() -> None:
    assert [question.id for question in newest().questions() if question.rater] == [
        "dread",
        "second-guessing",
        "first-response",
        "hours-worked",
        "weekends",
        "real-break",
        "without-you",
        "decisions",
        "who-answers",
        "reactive-share",
        "monday-repeat",
        "procedures",
        "team-strain",
    ]


def test_2026_3_needs_what_the_instrument_says() -> None:
    assert {goal.id: [(need.question, need.least) for need in goal.needs] for goal in newest().goals} == {
        "stay-break-fix": [
            ("hours-worked", 2),
            ("weekends", 3),
            ("real-break", 3),
            ("second-guessing", 3),
            ("dream-fit", 3),
        ],
        "hybrid": [
            ("agreement-depth", 3),
            ("after-hours-price", 3),
            ("emergency-definition", 3),
            ("who-answers", 3),
            ("effective-rate", 2),
        ],
        "become-msp": [
            ("agreement-depth", 3),
            ("monitoring", 3),
            ("automation", 3),
            ("procedures", 2),
            ("contact-rhythm", 3),
            ("managed-share", 3),
        ],
        "sell": [
            ("procedures", 3),
            ("without-you", 3),
            ("effective-rate", 3),
            ("exit", 3),
            ("managed-share", 3),
            ("biggest-customer", 2),
        ],
        "undecided": [],
    }
    assert [goal.id for goal in newest().goals if goal.ceiling and goal.path] == ["become-msp", "sell"]


@pytest.mark.parametrize("name", INSTRUMENT)
def test_an_example_shop_of_2026_3_stands_where_the_instrument_says(name: str) -> None:
    expected, card = INSTRUMENT[name], scored(name)
    assert card.readiness.points in expected.readiness
    assert card.strain.points in expected.strain
    assert card.verdict is expected.verdict
    assert card.stage.id == (expected.stage or card.stage.id)


@pytest.mark.parametrize("name", INSTRUMENT)
def test_an_example_shop_answers_every_question_of_2026_3_that_must_be_answered(name: str) -> None:
    answers = read_persona(examples(VERSION)[name], newest()).answers
    assert [each.id for each in newest().questions() if newest().must_answer(each) and each.id not in answers] == []


# Worked out from the TOML files by a second program.
@pytest.mark.parametrize(
    ("name", "readiness", "strain", "commitment", "stage", "band", "will", "gates"),
    [
        ("bob-breakfix", 8, 97, 5, "break-fix", "burning", "weak", ("credentials-withheld", "unwilling")),
        ("burning-but-able", 62, 79, 55, "mixed", "burning", "fair", ()),
        ("content-residential", 34, 7, 38, "reactive", "calm", "fair", ()),
        ("hybrid-on-purpose", 60, 22, 80, "mixed", "calm", "strong", ()),
        ("managed-ordinary", 75, 28, 80, "managed", "calm", "strong", ()),
        ("strategic-partner", 94, 5, 95, "strategic-partner", "calm", "strong", ()),
        ("willing-beginner", 32, 57, 85, "reactive", "worn", "strong", ()),
    ],
)
def test_the_score_of_an_example_shop_by_2026_3_stays(  # noqa: PLR0913, PLR0917 -- a line of the table
    name: str, readiness: int, strain: int, commitment: int, stage: str, band: str, will: str, gates: tuple[str, ...]
) -> None:
    card = scored(name)
    assert (card.readiness.points, card.strain.points, card.commitment.points) == (readiness, strain, commitment)
    assert (card.stage.id, card.band.id, card.commitment_band.id, card.gates) == (stage, band, will, gates)
    assert card.stage_by_score == stage


@pytest.mark.parametrize(("goal", "commitment"), [("stay-break-fix", 100), ("become-msp", 80), ("undecided", 80)])
def test_a_flat_fee_refused_counts_unless_the_owner_stays(goal: str, commitment: int) -> None:
    card = score(newest(), answer_all(newest(), 4, goal=goal, flat_fee_tomorrow="refuse"))
    assert card.commitment.points == commitment
    assert card.commitment.completeness == 1


@pytest.mark.parametrize(
    ("goal", "missing"),
    [
        ("stay-break-fix", ("credentials",)),  # no gate on paper or on flat fees can hold for this goal
        ("hybrid", ("credentials", "agreement-depth")),
        ("become-msp", ("credentials", "agreement-depth", "flat-fee-tomorrow")),
    ],
)
def test_only_gates_that_can_hold_for_the_goal_must_be_known(goal: str, missing: tuple[str, ...]) -> None:
    gates = dict.fromkeys(("credentials", "agreement_depth", "flat_fee_tomorrow"), UNKNOWN)
    card = score(newest(), answer_all(newest(), 4, **{**gates, "goal": goal}))
    assert card.missing == missing
    assert card.verdict is Verdict.INCOMPLETE


def test_without_a_goal_every_gate_must_be_known() -> None:
    answers = answer_all(newest(), 4, flat_fee_tomorrow=UNKNOWN)
    assert score(newest(), answers).missing == ("goal", "flat-fee-tomorrow")


def test_a_measure_has_its_number_where_enough_of_it_is_known() -> None:
    answers = answer_all(newest(), 2, hours_worked=UNKNOWN, after_hours_calls=UNKNOWN, energy=UNKNOWN)
    card = score(newest(), answers)
    assert card.missing == ("strain", "goal")
    assert {measure: has_number(newest(), card, measure) for measure in Measure} == {
        Measure.READINESS: True,
        Measure.STRAIN: False,
        Measure.COMMITMENT: True,
    }


def test_an_owner_who_works_alone_says_so() -> None:
    assert newest().works_alone({"decisions": NOT_APPLICABLE})
    assert not newest().works_alone({"decisions": "nothing", "team-strain": NOT_APPLICABLE})
    # How many people there are is known better than by an answer, which stays as it was submitted.
    assert not newest().works_alone({"decisions": NOT_APPLICABLE}, 2)
    assert newest().works_alone({"decisions": "nothing"}, 1)


def test_every_number_of_2026_3_can_be_typed() -> None:
    numbers = [question for question in newest().questions() if question.kind is Kind.NUMBER]
    assert all(
        question.finding(each)
        for question in numbers
        if question.scored
        for each in range(question.minimum, question.maximum + 1)
    )
