"""Scores worked out by hand."""

from __future__ import annotations

import pytest

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Measure, Question
from questions.core.scorecard import Placement, Response, Score, Scorecard, Scored, SectionScore, Verdict
from questions.core.scoring import score
from tests.builders import (
    answer_all,
    make_commitment,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
)


def readiness_of(*questions: Question, **answers: str) -> Score:
    return score(make_questionnaire(make_section("one", *questions)), answers).readiness


def test_a_scorecard_whole() -> None:
    first = make_section(
        "first",
        make_question("done"),
        make_question("open"),
        make_question("elsewhere", weight=0.5, not_applicable="no such thing"),
        make_strain("wear", "done"),
    )
    second = make_section("second", make_number("share"), make_commitment("time"), weight=1.5)
    answers: dict[str, Answer] = {
        "done": "p3",
        "open": UNKNOWN,
        "elsewhere": NOT_APPLICABLE,
        "wear": "p1",
        "share": 25,
        "time": "p4",
        "goal": "grow",
    }
    assert score(make_questionnaire(first, second), answers) == Scorecard(
        # First 0.75 of 1 by weight 1, second 0.25 by 1.5; "open" leaves half of the first open.
        readiness=Score(value=0.45, low=0.3, high=0.5, completeness=0.8),
        strain=Score(value=0.75, low=0.75, high=0.75, completeness=1.0),
        commitment=Score(value=1.0, low=1.0, high=1.0, completeness=1.0),
        sections=(
            SectionScore(
                section="first",
                weight=1.0,
                questions=("done", "open", "elsewhere"),
                score=Score(value=0.75, low=0.375, high=0.875, completeness=0.5),
                earned=3.0,
                possible=4.0,
                unknown=1.0,
                excluded=0.5,
            ),
            SectionScore(
                section="second",
                weight=1.5,
                questions=("share",),
                score=Score(value=0.25, low=0.25, high=0.25, completeness=1.0),
                earned=1.0,
                possible=4.0,
                unknown=0.0,
                excluded=0.0,
            ),
        ),
        scored=(
            Scored("done", Measure.READINESS, 1.0, Response.ANSWERED, 3.0),
            Scored("open", Measure.READINESS, 1.0, Response.UNKNOWN, None),
            Scored("elsewhere", Measure.READINESS, 0.5, Response.NOT_APPLICABLE, None),
            Scored("wear", Measure.STRAIN, 1.0, Response.ANSWERED, 1.0),
            Scored("share", Measure.READINESS, 1.0, Response.ANSWERED, 1.0),
            Scored("time", Measure.COMMITMENT, 1.0, Response.ANSWERED, 4.0),
        ),
        goal="grow",
        stage=Placement("half", span=("some", "half"), line=("some", "half")),
        stage_by_score="half",
        band=Placement("burning", span=("burning",), line=()),
        commitment_band=Placement("strong", span=("strong",), line=()),
        gates=(),
        closed=(),
        verdict=Verdict.COMPOSED,
        missing=(),
    )


def test_strain_of_34_and_a_half_is_worn() -> None:
    section = make_section("one", make_strain("much", weight=69), make_strain("none", weight=31))
    card = score(make_questionnaire(section), {"much": "p2", "none": "p4", "goal": "grow"})
    assert (card.strain.value, card.strain.points, card.band.id) == (0.345, 35, "worn")


def test_a_question_counts_by_its_weight() -> None:
    questions = (make_question("heavy", weight=3), make_question("light"))
    assert readiness_of(*questions, heavy="p4", light="p0").points == 75
    assert readiness_of(*questions, heavy="p0", light="p4").points == 25


def test_strain_counts_by_weight_and_not_by_section() -> None:
    calm = make_section("calm", make_question("a"), make_strain("quiet", weight=3))
    loud = make_section("loud", make_question("b"), make_strain("noise"), weight=1.5)
    card = score(make_questionnaire(calm, loud), {"quiet": "p4", "noise": "p0"})
    assert card.strain.points == 25


def test_commitment_counts_by_weight() -> None:
    section = make_section("one", make_commitment("time", weight=3), make_commitment("company"))
    card = score(make_questionnaire(section), {"time": "p1", "company": "p3"})
    assert (card.commitment.value, card.commitment_band.id) == (0.375, None)


def test_a_section_counts_by_its_weight_however_many_questions_it_has() -> None:
    one = make_section("one", make_question("a"))
    many = make_section("many", *(make_question(name) for name in "bcdef"), weight=1.5)
    questionnaire = make_questionnaire(one, many)
    assert score(questionnaire, answer_all(questionnaire, 0, a="p4")).readiness.points == 40


def test_readiness_is_the_mean_of_unrounded_sections() -> None:
    eighth = make_section("eighth", make_question("a", weight=7), make_question("b"))
    nothing = make_section("nothing", make_question("c"))
    card = score(make_questionnaire(eighth, nothing), {"a": "p0", "b": "p4", "c": "p0"})
    assert [part.points for part in card.sections] == [13, 0]
    assert card.readiness.points == 6  # 6.25; the mean of 13 and 0 would make it 7


def test_a_section_all_unknown_leaves_the_score_and_stays_in_the_interval() -> None:
    questionnaire = make_questionnaire(
        make_section("known", make_question("a")), make_section("not", make_question("b"))
    )
    card = score(questionnaire, {"a": "p4", "b": UNKNOWN})
    assert card.readiness == Score(value=1.0, low=0.5, high=1.0, completeness=0.5)
    assert card.sections[1].score == Score(value=None, low=0.0, high=1.0, completeness=0.0)
    assert card.sections[1].points is None


def test_a_section_that_does_not_apply_is_left_out_of_everything() -> None:
    absent = make_question("b", not_applicable="no such thing")
    questionnaire = make_questionnaire(make_section("here", make_question("a")), make_section("absent", absent))
    card = score(questionnaire, {"a": "p2", "b": NOT_APPLICABLE})
    assert card.readiness == Score(value=0.5, low=0.5, high=0.5, completeness=1.0)
    assert card.sections[1].score == Score(value=None, low=0.0, high=1.0, completeness=None)


def test_nothing_that_applies_gives_no_number_and_lacks_nothing() -> None:
    absent = make_question("a", not_applicable="no such thing")
    card = score(make_questionnaire(make_section("one", absent)), {"a": NOT_APPLICABLE, "goal": "grow"})
    assert card.readiness == card.strain == Score(value=None, low=0.0, high=1.0, completeness=None)
    assert (card.readiness.points, card.readiness.known, card.stage.id) == (None, None, None)
    assert (card.missing, card.verdict) == ((), Verdict.COMPOSED)


def test_unknown_and_missing_count_alike() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a"), make_question("b")))
    unknown, missing = (score(questionnaire, {"a": "p1", **rest}) for rest in ({"b": UNKNOWN}, {}))
    assert [item.response for item in (unknown.scored[1], missing.scored[1])] == [Response.UNKNOWN, Response.MISSING]
    assert (unknown.readiness, unknown.sections) == (missing.readiness, missing.sections)


@pytest.mark.parametrize(
    ("measure", "answered", "gap", "missing"),
    [
        (Measure.READINESS, [0.8], 0.2, ()),
        (Measure.READINESS, [0.7, 0.1, 0.4], 0.3, ()),
        (Measure.READINESS, [0.799], 0.201, ("readiness",)),
        (Measure.STRAIN, [0.8], 0.2, ()),
        (Measure.STRAIN, [0.7, 0.1, 0.4], 0.3, ()),
        (Measure.STRAIN, [0.799], 0.201, ("strain",)),
        (Measure.COMMITMENT, [0.6], 0.4, ()),
        (Measure.COMMITMENT, [0.7, 0.7, 0.7], 1.4, ()),  # less than 0.6 by a rounding error, as 0.8 above
        (Measure.COMMITMENT, [0.599], 0.401, ("commitment",)),
    ],
)
def test_a_verdict_needs_enough_answers(
    measure: Measure, answered: list[float], gap: float, missing: tuple[str, ...]
) -> None:
    known = [make_question(f"known-{i}", measure=measure, weight=weight) for i, weight in enumerate(answered)]
    section = make_section("one", *known, make_question("open", measure=measure, weight=gap))
    card = score(make_questionnaire(section), {question.id: "p4" for question in known} | {"goal": "grow"})
    assert card.missing == missing
    assert card.verdict is (Verdict.INCOMPLETE if missing else Verdict.COMPOSED)


def test_answers_of_another_version_are_passed_over() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a")))
    assert score(questionnaire, {"a": "p1", "gone": "p4"}) == score(questionnaire, {"a": "p1"})


def test_an_answer_the_question_does_not_accept_is_an_error() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a")))
    with pytest.raises(KeyError):
        score(questionnaire, {"a": "p9"})
