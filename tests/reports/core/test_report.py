"""A report says what the scorecard says, and everything in it can be followed down to the answers."""

from __future__ import annotations

import json
from dataclasses import replace
from math import fsum

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Option, Source, Trust, When
from questions.core.questionnaire import Ceiling, Goal, Need, Questionnaire
from questions.core.scorecard import Placement, Response, Score, Scorecard, whole
from questions.core.scoring import score
from reports.core.brand import Note
from reports.core.parts import Held, Lacking, Scale
from reports.core.report import Report, build_report
from reports.core.verdict import Composed, Quote
from tests.builders import (
    ACTION,
    OPTIONS,
    SOURCE,
    answer_all,
    make_commitment,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_result,
    make_section,
    make_strain,
    newest,
    real_questionnaire,
)

PERSONAS = tuple(examples("2026.2"))


def report_on(questionnaire: Questionnaire, answers: Answers) -> Report:
    return build_report(questionnaire, answers, score(questionnaire, answers), shop="Northside", date="2026-11-20")


def persona(name: str) -> tuple[Questionnaire, Answers, Scorecard, Report]:
    questionnaire = real_questionnaire()
    answers = read_persona(examples("2026.2")[name], questionnaire).answers
    return questionnaire, answers, score(questionnaire, answers), report_on(questionnaire, answers)


def test_the_cover_names_shop_date_and_questionnaire() -> None:
    questionnaire = replace(real_questionnaire(), published=True)
    report = report_on(questionnaire, answer_all(questionnaire, 2, goal="sell"))
    assert (report.shop, report.date, report.day.isoformat() if report.day else "") == (
        "Northside",
        "2026-11-20",
        "2026-11-20",
    )
    assert (report.title, report.slug, report.version) == (questionnaire.title, "is-it-working", "2026.2")
    assert (report.lang, report.published, report.checksum) == ("en", True, questionnaire.checksum)
    assert report.goal == "Sold, handed over, or ready to be"


def test_a_look_on_the_way_has_no_date_and_may_have_another_language() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a")))
    report = build_report(questionnaire, {}, score(questionnaire, {}), shop="", date="", lang="de")
    assert (report.day, report.lang, report.goal) == (None, "de", "")


@pytest.mark.parametrize("name", PERSONAS)
def test_the_report_repeats_the_scorecard(name: str) -> None:
    questionnaire, _, card, report = persona(name)
    assert report.verdict == card.verdict.value
    told: list[tuple[Scale, Score, Placement]] = [
        (report.readiness, card.readiness, card.stage),
        (report.strain, card.strain, card.band),
        (report.commitment, card.commitment, card.commitment_band),
    ]
    names = {cut.id: cut.name for scale, _, _ in told for cut in scale.cuts}
    for scale, value, standing in told:
        assert (scale.points, scale.low, scale.high, scale.known) == (value.points, *value.interval, value.known)
        assert (scale.place.id if scale.place else None) == standing.id
        assert (scale.span, scale.line) == (
            tuple(names[each] for each in standing.span),
            tuple(names[each] for each in standing.line),
        )
    feeding = [part for part in report.sections if part.readiness]
    assert [(part.id, part.readiness.points if part.readiness else None) for part in feeding] == [
        (part.section, part.points) for part in card.sections
    ]
    assert [part.id for part in report.sections] == list(questionnaire.section)
    assert tuple(gate.id for gate in report.gates) == card.gates


@pytest.mark.parametrize("name", PERSONAS)
def test_every_point_can_be_followed_from_the_score_to_the_answers(name: str) -> None:
    _, _, card, report = persona(name)
    feeding = [part for part in report.sections if part.readiness]
    for part in feeding:
        lines = [line for line in part.lines if line.measure == "readiness"]
        answered = [line for line in lines if line.points is not None]
        assert part.earned == pytest.approx(fsum(line.weight * (line.points or 0) for line in answered))
        assert part.possible == fsum(line.weight * 4 for line in answered)
        assert part.unknown == fsum(line.weight * 4 for line in lines if line.response in ("unknown", "missing"))
        assert part.excluded == fsum(line.weight * 4 for line in lines if line.response == "not-applicable")
    shares = [(part.weight, part.earned / part.possible) for part in feeding if part.possible]
    overall = fsum(weight * share for weight, share in shares) / fsum(weight for weight, _ in shares)
    assert whole(overall) == report.readiness.points
    strain = [line for line in report.lines if line.measure == "strain" and line.points is not None]
    cost = fsum(line.loss for line in strain) / fsum(line.weight * 4 for line in strain)
    assert whole(cost) == report.strain.points
    assert {item.question: item.points for item in card.scored} == {
        line.id: line.points for line in report.lines if line.measure
    }


@pytest.mark.parametrize("name", PERSONAS)
def test_a_gain_is_what_the_best_answer_would_add(name: str) -> None:
    questionnaire, answers, card, report = persona(name)
    best = answer_all(questionnaire, 4)
    for line in report.lines:
        if line.measure == "readiness" and line.points is not None:
            after = score(questionnaire, {**answers, line.id: best[line.id]}).readiness.value or 0
            assert line.gain == pytest.approx(100 * (after - (card.readiness.value or 0)))
        else:
            assert line.gain == 0


def test_what_is_built_on_brings_most_readiness_and_is_the_goal_where_nothing_good_does() -> None:
    """A point of a short section brings more than one of a long section, whatever the weights are."""
    short = make_section("short", make_question("alone"))
    long = make_section(
        "long", *(make_question(name, weight=2) for name in "abcd"), make_strain("wear"), make_commitment("time")
    )
    shop = make_questionnaire(short, long)
    worn: dict[str, Answer] = {"wear": "p0", "goal": "grow", "time": "p0"}
    for answers, built_on in (
        ({"alone": "p2", "a": "p4"}, "alone?"),
        ({"alone": "p1", "a": "p2"}, "a?"),  # less than half is nothing to build on
        ({"alone": "p1"}, "goal?"),
    ):
        given = dict.fromkeys(("alone", *"abcd"), "p0") | answers
        composed = report_on(shop, worn | given).composed
        assert composed is not None
        assert [quote.question for quote in composed.because_quotes] == ["wear?", built_on]


@pytest.mark.parametrize("name", PERSONAS)
def test_all_gains_together_reach_one_hundred(name: str) -> None:
    _, _, card, report = persona(name)
    assert fsum(line.gain for line in report.lines) == pytest.approx(100 - 100 * (card.readiness.value or 0))


def test_gains_leave_out_what_is_not_known_and_does_not_apply() -> None:
    known = make_section("known", make_question("a", weight=3), make_question("b"), make_question("c"))
    unknown = make_section("unknown", make_question("d"))
    away = make_section("away", make_question("e", not_applicable="no such thing"))
    questionnaire = make_questionnaire(known, unknown, away)
    report = report_on(questionnaire, {"a": "p2", "b": "p4", "c": UNKNOWN, "d": UNKNOWN, "e": NOT_APPLICABLE})
    assert {line.id: line.gain for line in report.lines} == {"a": 37.5, "b": 0, "c": 0, "d": 0, "e": 0, "goal": 0}


# A shop with one question for each part of a verdict.
SECTION = make_section(
    "work",
    make_question("paper"),
    make_question("done", weight=9),
    make_number("share", "paper", weight=0.5),
    make_strain("wear", "paper"),
    make_commitment("time"),
)
GOALS = (
    Goal("stay", (), path=False),
    Goal("grow", (Need("paper", 2), Need("done", 3), Need("share", 3), Need("wear", 4))),
)
SHOP = make_questionnaire(
    SECTION,
    goals=GOALS,
    gates=(make_gate("unwritten", "paper"),),
    ceiling=Ceiling("share", 50, "half", "At least half."),
)
WELL: dict[str, Answer] = {"paper": "p4", "done": "p4", "share": 100, "wear": "p4", "time": "p4", "goal": "grow"}


def told(**changed: Answer) -> Report:
    return report_on(SHOP, {**WELL, **changed})


def test_a_verdict_is_composed_whole() -> None:
    report = told(paper="p1", wear="p0", time="p0")
    assert (report.verdict, report.incomplete, report.gates, report.lacking) == ("composed", "", (), ())
    assert report.composed == Composed(
        headline="all and burning",
        because="one that costs and one that carries",
        because_quotes=(
            Quote("wear?", "worth 0", Response.ANSWERED, 0.0),
            Quote("done?", "worth 4", Response.ANSWERED, 4.0),
        ),
        goal="grow, near: 2 of 4",
        goal_quote=Quote("paper?", "worth 1", Response.ANSWERED, 1.0),
        step_opening="weak begins:",
        step="Do it.",
        step_quote=Quote("wear?", "worth 0", Response.ANSWERED, 0.0),
    )


def test_a_calm_shop_is_carried_by_its_two_best_answers() -> None:
    report = told()
    assert report.composed == Composed(
        headline="all and calm",
        because="two that carry it",
        because_quotes=(
            Quote("done?", "worth 4", Response.ANSWERED, 4.0),
            Quote("paper?", "worth 4", Response.ANSWERED, 4.0),
        ),
        goal="grow, there: 4 of 4",
        goal_quote=Quote("paper?", "worth 4", Response.ANSWERED, 4.0),
        step_opening="",
        step="keep it",
        step_quote=Quote("goal?", "to grow", Response.ANSWERED, None),
    )
    assert (report.steps, report.by_score, report.ceiling) == ((), "", "")


@pytest.mark.parametrize(
    ("changed", "goal"),
    [
        ({}, "grow, there: 4 of 4"),
        ({"paper": "p1"}, "grow, near: 3 of 4"),
        ({"paper": "p1", "wear": "p3"}, "grow, near: 2 of 4"),
        ({"paper": "p1", "wear": "p3", "share": 74}, "grow, far: 1 of 4"),
        ({"paper": UNKNOWN}, "grow, near: 3 of 4"),
        ({"goal": "stay"}, "stay, calm: 0 of 0"),
        ({"goal": "stay", "wear": "p2"}, "stay, worn: 0 of 0"),
    ],
)
def test_a_goal_is_near_with_one_or_two_needs_unmet(changed: dict[str, Answer], goal: str) -> None:
    questionnaire = replace(SHOP, gates=())  # an unknown gate would leave the verdict incomplete
    composed = report_on(questionnaire, {**WELL, **changed}).composed
    assert composed is not None
    assert composed.goal == goal


def test_a_need_that_does_not_apply_is_no_need() -> None:
    optional = make_question("optional", not_applicable="no such thing")
    goals = (Goal("grow", (Need("optional", 3), Need("done", 3))),)
    section = make_section("one", optional, make_question("done"), make_strain("wear", "done"))
    answers = {"optional": NOT_APPLICABLE, "done": "p4", "wear": "p4", "goal": "grow"}
    composed = report_on(make_questionnaire(section, goals=goals), answers).composed
    assert composed is not None
    assert composed.goal == "grow, there: 1 of 1"


def test_a_gate_holds_the_verdict_with_the_answer_that_closed_it() -> None:
    report = told(paper="p0", wear="p0")
    assert report.verdict == "held"
    closed = Quote("paper?", "worth 0", Response.ANSWERED, 0.0)
    assert report.gates == (Held("unwritten", "Unwritten", "unwritten holds.", closed),)
    assert report.composed is not None
    assert (report.composed.step, report.composed.step_quote) == ("Open unwritten.", closed)
    assert (report.readiness.points, report.readiness.place) == (90, SHOP.stages[4])  # 38 of 42 points


@pytest.mark.parametrize("share", [49, UNKNOWN])
def test_a_ceiling_tells_what_the_score_alone_would_say(share: Answer) -> None:
    report = told(share=share)
    assert (report.readiness.place, report.by_score, report.ceiling) == (SHOP.stages[2], "All", "At least half.")
    assert report.composed is not None
    assert report.composed.headline == "half and calm"


def test_below_a_ceiling_the_score_speaks_for_itself() -> None:
    report = told(share=0, done="p2")
    assert (report.readiness.place, report.by_score, report.ceiling) == (SHOP.stages[2], "", "")


def test_an_incomplete_verdict_shows_ranges_and_names_what_is_missing() -> None:
    report = report_on(SHOP, {"done": "p4", "share": 100, "wear": UNKNOWN, "time": "p4"})
    assert (report.verdict, report.composed, report.incomplete) == ("incomplete", None, "too little")
    assert report.readiness == Scale(
        points=None, low=90, high=100, known=90, place=None, span=("All",), line=(), cuts=SHOP.stages
    )
    assert (report.strain.points, report.strain.low, report.strain.high, report.strain.place) == (None, 0, 100, None)
    assert report.commitment.points is None
    assert report.lacking == (Lacking("strain", "", ""), Lacking("question", "goal?", "Wish"), PAPER)
    assert (report.by_score, report.ceiling, report.goal) == ("", "", "")


PAPER = Lacking("question", "paper?", "Work")


def test_a_section_with_too_few_answers_shows_its_interval() -> None:
    section = make_section("one", make_question("a"), make_question("b"))
    part = report_on(make_questionnaire(section), {"a": "p4", "b": UNKNOWN}).sections[0]
    assert part.readiness == Scale(points=None, low=50, high=100, known=50, place=None, span=(), line=(), cuts=())
    assert (part.earned, part.possible, part.unknown, part.excluded) == (4, 4, 4, 0)


def test_a_section_that_feeds_no_readiness_has_none() -> None:
    part = report_on(SHOP, WELL).sections[1]
    assert (part.id, part.readiness, part.weight) == ("wish", None, 0)
    assert (part.earned, part.possible, part.unknown, part.excluded) == (0, 0, 0, 0)
    assert [line.answer for line in part.lines] == ["to grow"]


FINDINGS = make_questionnaire(
    make_section(
        "one",
        make_question("small-cost"),
        make_strain("great-cost", weight=2),
        make_question("first-strength"),
        make_question("plain"),
        make_question("silent", options=tuple(replace(option, finding="") for option in OPTIONS)),
        make_question("unknown"),
    ),
    make_section(
        "two",
        make_commitment("middle-cost", weight=1.5),
        make_question("equal-cost", weight=1),
        make_result("last-strength", weight=3),
        make_question("not-said"),
    ),
)
SAID: dict[str, Answer] = {
    "small-cost": "p0",
    "great-cost": "p0",
    "first-strength": "p4",
    "plain": "p2",
    "silent": "p0",
    "unknown": UNKNOWN,
    "middle-cost": "p0",
    "equal-cost": "p0",
    "last-strength": "p4",
}


def test_costs_come_with_the_heaviest_first_and_strengths_as_they_are_asked() -> None:
    report = report_on(FINDINGS, SAID)
    assert [line.id for line in report.costs] == ["great-cost", "middle-cost", "small-cost", "equal-cost"]
    assert [line.id for line in report.strengths] == ["first-strength", "last-strength"]
    assert [line.id for line in report.not_known] == ["unknown"]


def test_the_three_that_would_move_readiness_most() -> None:
    report = report_on(FINDINGS, {**SAID, "last-strength": "p1"})
    # Each section can earn 16 weighted points, for 50 of 100.
    assert [(line.id, line.gain) for line in report.movers] == [
        ("last-strength", 28.125),
        ("small-cost", 12.5),
        ("silent", 12.5),
    ]


def test_nothing_moves_what_is_at_its_best() -> None:
    assert told().movers == ()


def test_steps_are_told_by_their_time() -> None:
    whens = {"a": "90", "b": "week", "c": "60", "d": "90", "e": "week"}
    section = make_section(
        "one", *(make_question(name, action=replace(ACTION, when=When(whens[name]))) for name in whens)
    )
    questionnaire = make_questionnaire(section, goals=(Goal("open", ()),))
    report = report_on(questionnaire, answer_all(questionnaire, 0, goal="open"))
    assert [step.question for step in report.first_steps] == ["a", "b", "c"]
    assert [(when, [step.question for step in steps]) for when, steps in report.later_steps] == [
        ("30", ["e"]),
        ("90", ["d"]),
    ]


def test_objections_that_were_ticked_are_answered() -> None:
    reply = Source("Ask early.", "Us", "2026", Trust.OURS)
    options = (
        Option("cash", "No cash", reply=reply),
        Option("time", "No time", reply=SOURCE),
        Option("other", "Other"),
    )
    several = make_question("worries", kind=Kind.CHOICES, measure=None, options=options, action=None, sources=())
    questionnaire = make_questionnaire(make_section("one", make_question("a"), several))
    found = report_on(questionnaire, {"worries": ("cash", "other")}).replies
    assert [(each.objection, each.answer) for each in found] == [("No cash", reply)]
    assert report_on(questionnaire, {}).replies == ()


def test_each_source_is_named_once_and_ours_are_told_apart() -> None:
    book = Source("A book says so.", "A book", "2020", Trust.EXPERT)
    first, second = make_question("a", sources=(SOURCE, book)), make_question("b", sources=(book,))
    report = report_on(make_questionnaire(make_section("one", first, second)), {})
    assert (report.sources, report.outside_sources) == ((SOURCE, book), (book,))


@pytest.mark.parametrize("name", PERSONAS)
def test_the_same_answers_make_the_same_json(name: str) -> None:
    questionnaire, answers, card, report = persona(name)
    again = build_report(
        questionnaire,
        dict(reversed(list(answers.items()))),
        Scorecard.from_json(json.loads(json.dumps(card.as_json()))),
        shop="Northside",
        date="2026-11-20",
    )
    assert json.dumps(again.as_json(), sort_keys=True) == json.dumps(report.as_json(), sort_keys=True)


def test_responses_are_counted() -> None:
    questionnaire = make_questionnaire(make_section("one", *(make_question(name) for name in "abcd")))
    card = score(questionnaire, {"a": "p1", "b": UNKNOWN, "c": UNKNOWN})
    counts = {response: sum(item.response is response for item in card.scored) for response in Response}
    assert counts == {
        Response.ANSWERED: 1,
        Response.UNKNOWN: 2,
        Response.NOT_APPLICABLE: 0,
        Response.MISSING: 1,
    }


@pytest.mark.parametrize("name", PERSONAS)
def test_a_sections_next_steps_are_the_open_answers_that_lose_most(name: str) -> None:
    _, _, _, report = persona(name)
    for section in report.sections:
        losses = sorted((line.loss for line in section.lines if line.step_points), reverse=True)
        assert [line.loss for line in section.next_steps] == losses[: 1 if len(section.findings) > 3 else 2]
        assert all(line.step_up or line.step_number is not None for line in section.next_steps)


def test_findings_of_a_section_begin_with_what_works_and_end_with_what_is_not_known() -> None:
    _, _, _, report = persona("willing-beginner")
    order = ["strength", "plain", "cost", "unknown"]
    for section in report.sections:
        places = [order.index(line.tone) for line in section.findings]
        assert places == sorted(places)
        assert {line.id for line in section.findings} == {line.id for line in section.lines if line.finding}


def test_the_plan_is_every_step_in_order_of_time() -> None:
    _, _, _, report = persona("strategic-partner")
    assert tuple(step for _, steps in report.plan for step in steps) == report.steps
    assert [when for when, _ in report.plan] == ["week", "30", "60", "90"]


def test_notes_stand_under_their_sections_and_those_on_the_whole_come_first() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a")), make_section("two", make_question("b")))
    late, early, whole_one = Note("two", "x", "M", ""), Note("one", "y", "M", ""), Note("", "z", "M", "")
    card = score(questionnaire, {})
    report = build_report(questionnaire, {}, card, shop="", date="", notes=(late, early, whole_one))
    titles = {section.id: section.title for section in report.sections}
    assert report.notes_by_section == (("", (whole_one,)), (titles["one"], (early,)), (titles["two"], (late,)))


def in_part(**changed: Answer) -> Report:
    """Bob's report by version 2026.3, with some answers changed; None takes one away."""
    known = read_persona(examples("2026.3")["bob-breakfix"], newest()).answers
    answers = {**known, **{name.replace("_", "-"): answer for name, answer in changed.items()}}
    return build_report(newest(), answers, score(newest(), answers), shop="A shop", date="2026-11-29")


def test_a_newer_version_leads_to_what_is_worth_looking_up() -> None:
    report = in_part(hours_worked="unknown", after_hours_calls="unknown", managed_share="unknown")
    assert report.incomplete == (
        "We can't call it yet: 3 answers are missing or \"I don't know.\" "
        "That's worth knowing, too. Look these up first:"
    )
    assert [each.question for each in report.look_up] == ["hours-worked", "after-hours-calls", "managed-share"]
    assert report.look_up[0].how == newest().question["hours-worked"].unknown
    assert (report.readiness.points, report.strain.points, report.commitment.points) == (9, None, 5)


def test_what_a_verdict_cannot_be_without_is_looked_up_first() -> None:
    report = in_part(credentials="unknown")
    assert report.incomplete.startswith("We can't call it yet: one answer that decides a lot is missing")
    assert [each.question for each in report.look_up] == ["credentials"]
    assert in_part().look_up == ()


def test_a_newer_version_names_two_stages_at_most() -> None:
    known = read_persona(examples("2026.3")["bob-breakfix"], newest()).answers
    some = {name: answer for name, answer in known.items() if name in {"goal", "credentials", "monitoring"}}
    report = build_report(newest(), some, score(newest(), some), shop="A shop", date="")
    assert report.readiness.span == ()
    older = build_report(real_questionnaire(), {}, score(real_questionnaire(), {}), shop="A shop", date="")
    assert len(older.readiness.span) == 5
    assert older.look_up == ()
