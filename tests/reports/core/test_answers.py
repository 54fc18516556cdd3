"""One answer explained, worked out by hand."""

from __future__ import annotations

import pytest

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Knot, Measure, Option, Question, Range
from questions.core.scorecard import Response, Scored
from reports.core.answers import AnswerLine, Tone, answer_line, falls, number_for, step_up
from tests.builders import FALLING, OPTIONS, RISING, SOURCE, make_number, make_question, make_strain, real_questionnaire

EIGHT = make_number("q", knots=(Knot(0, 0), Knot(8, 4)))
HOURS = make_number("hours", knots=(Knot(40, 4), Knot(50, 2), Knot(70, 0)), maximum=120)


def explained(question: Question, answer: Answer | None, response: Response = Response.ANSWERED) -> AnswerLine:
    points = None if answer is None else question.points(answer)
    scored = Scored(question.id, question.measure or Measure.READINESS, question.weight, response, points)
    return answer_line(question, answer, scored if question.scored else None, gain=1.5)


def test_a_choice_is_explained_whole() -> None:
    assert explained(make_question("trust", weight=2), "p1") == AnswerLine(
        id="trust",
        text="trust?",
        window="today",
        why="why trust",
        answer="worth 1",
        response=Response.ANSWERED,
        measure="readiness",
        weight=2,
        points=1.0,
        loss=6.0,
        gain=1.5,
        tone=Tone.COST,
        finding="finding 1",
        step_up="worth 2",
        step_number=None,
        step_falls=False,
        step_points=2.0,
        unit="",
        sources=(SOURCE,),
    )


def test_a_number_is_explained_whole() -> None:
    question = make_number("calls", measure=Measure.STRAIN, knots=FALLING, ranges=(Range(60, 100, "often"),))
    assert explained(question, 60) == AnswerLine(
        id="calls",
        text="calls?",
        window="today",
        why="why calls",
        answer="60 percent",
        response=Response.ANSWERED,
        measure="strain",
        weight=1.0,
        points=1.6,
        loss=2.4,
        gain=1.5,
        tone=Tone.PLAIN,
        finding="often",
        step_up="",
        step_number=50,
        step_falls=True,
        step_points=2.0,
        unit="percent",
        sources=(SOURCE,),
    )


@pytest.mark.parametrize(
    ("answer", "response", "tone", "finding", "words"),
    [
        (UNKNOWN, Response.UNKNOWN, "unknown", "trust is not known", ""),
        (NOT_APPLICABLE, Response.NOT_APPLICABLE, "plain", "", "no such thing"),
        (None, Response.MISSING, "plain", "", ""),
    ],
)
def test_an_answer_without_points_costs_nothing_and_has_no_step(
    answer: Answer | None, response: Response, tone: str, finding: str, words: str
) -> None:
    line = explained(make_question("trust", not_applicable="no such thing"), answer, response)
    assert (line.points, line.loss, line.step_up, line.step_number, line.step_points) == (None, 0.0, "", None, None)
    assert (line.response, line.tone, line.finding, line.answer) == (response.value, tone, finding, words)


@pytest.mark.parametrize(("answer", "response"), [("home by six", "answered"), (None, "missing")])
def test_an_unscored_answer_is_quoted_and_no_more(answer: Answer | None, response: str) -> None:
    dream = make_question("dream", kind=Kind.TEXT, measure=None, options=(), sources=())
    line = explained(dream, answer)
    assert (line.answer, line.response, line.measure, line.tone) == (answer or "", response, "", "plain")
    assert (line.points, line.loss, line.step_points) == (None, 0.0, None)


@pytest.mark.parametrize(
    ("question", "answer", "tone"),
    [
        (make_question("q"), "p0", "cost"),
        (make_question("q"), "p1", "cost"),
        (make_question("q"), "p2", "plain"),
        (make_question("q"), "p3", "plain"),
        (make_question("q"), "p4", "strength"),
        (make_strain("q"), "p4", "strength"),
        (make_strain("q"), "p0", "cost"),
        (EIGHT, 3, "cost"),  # 1.5 points
        (EIGHT, 4, "plain"),
        (EIGHT, 6, "plain"),
        (EIGHT, 7, "strength"),  # 3.5
    ],
)
def test_few_points_are_a_cost_and_many_a_strength(question: Question, answer: Answer, tone: str) -> None:
    assert explained(question, answer).tone == tone


@pytest.mark.parametrize(
    ("question", "answer", "step"),
    [
        (make_question("q"), "p0", ("worth 1", None, 1.0)),
        (make_question("q"), "p3", ("worth 4", None, 4.0)),
        (make_question("q"), "p4", ("", None, None)),
        (make_question("q", options=OPTIONS[::-1]), "p2", ("worth 3", None, 3.0)),
        # fewer options leave points out, more share them
        (make_question("q", options=OPTIONS[::4]), "p0", ("worth 4", None, 4.0)),
        (make_question("q", options=OPTIONS[::2]), "p2", ("worth 4", None, 4.0)),
        (make_question("q", options=(Option("also", "also 0", 0), *OPTIONS)), "also", ("worth 1", None, 1.0)),
        # rising: 0 to 100 percent earn 0 to 4 points
        (make_number("q"), 0, ("", 25, 1.0)),
        (make_number("q"), 24, ("", 25, 1.0)),
        (make_number("q"), 25, ("", 50, 2.0)),
        (make_number("q"), 99, ("", 100, 4.0)),
        (make_number("q"), 100, ("", None, None)),
        # falling: 40 hours or fewer earn 4, 50 earn 2, 70 or more none
        (HOURS, 120, ("", 60, 1.0)),
        (HOURS, 70, ("", 60, 1.0)),
        (HOURS, 51, ("", 50, 2.0)),
        (HOURS, 50, ("", 45, 3.0)),
        (HOURS, 41, ("", 40, 4.0)),
        (HOURS, 40, ("", None, None)),
    ],
)
def test_a_step_up_is_the_next_whole_point(
    question: Question, answer: Answer, step: tuple[str, int | None, float | None]
) -> None:
    assert step_up(question, answer, question.points(answer)) == step


@pytest.mark.parametrize(
    ("knots", "numbers"),
    [
        (RISING, {1: 25, 2: 50, 3: 75, 4: 100}),
        (FALLING, {1: 75, 2: 50, 3: 25, 4: 0}),
        ((Knot(0, 0), Knot(3, 4)), {1: 1, 2: 2, 3: 3, 4: 3}),  # 0.75, 1.5, 2.25 round up to whole numbers
        ((Knot(0, 4), Knot(3, 0)), {1: 2, 2: 1, 3: 0, 4: 0}),
        ((Knot(0, 0), Knot(10, 2), Knot(20, 2), Knot(30, 4)), {1: 5, 2: 10, 3: 25, 4: 30}),
        ((Knot(0, 4), Knot(10, 2), Knot(20, 2), Knot(30, 0)), {1: 25, 2: 20, 3: 5, 4: 0}),
        ((Knot(15, 4), Knot(20, 3), Knot(25, 1), Knot(40, 0)), {1: 25, 2: 22, 3: 20, 4: 15}),
    ],
)
def test_the_first_number_that_earns_so_many_points(knots: tuple[Knot, ...], numbers: dict[int, int]) -> None:
    question = make_number("q", knots=knots)
    assert {points: number_for(question, points) for points in numbers} == numbers


def test_points_nobody_can_earn_are_an_error() -> None:
    with pytest.raises(ValueError, match="q cannot earn 5 points"):
        number_for(make_number("q"), 5)


@pytest.mark.parametrize(
    ("question", "expected"), [(make_number("q"), False), (HOURS, True), (make_question("q"), False)]
)
def test_fewer_is_better_where_the_points_fall(question: Question, *, expected: bool) -> None:
    assert falls(question) == expected


NUMBERS = [q.id for q in real_questionnaire().questions() if q.kind is Kind.NUMBER and q.scored]


@pytest.mark.parametrize("name", NUMBERS)
def test_each_step_up_of_2026_1_is_the_nearest_better_number(name: str) -> None:
    question = real_questionnaire().question[name]
    for answer in range(question.minimum, question.maximum + 1):
        points = question.points(answer)
        _, number, target = step_up(question, answer, points)
        if points == 4:
            assert (number, target) == (None, None)
            continue
        assert number is not None
        assert target is not None
        before = number + 1 if falls(question) else number - 1
        assert (question.points(before) or 0) < target <= (question.points(number) or 0)
        assert (points or 0) < target <= (points or 0) + 1
