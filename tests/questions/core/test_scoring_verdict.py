"""Where a score stands and what may be said about it: stages, bands, lines, spans, gates and the ceiling."""

from __future__ import annotations

from typing import Any

import pytest

from questions.core.question import UNKNOWN, Answer, Measure
from questions.core.questionnaire import Ceiling, Questionnaire
from questions.core.scorecard import Placement, Verdict
from questions.core.scoring import score
from tests.builders import (
    FALLING,
    answer_all,
    make_commitment,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    real_questionnaire,
)

# One number question for each measure, so that the answer is the score: readiness 43, strain 30, commitment 80.
READINESS = make_number("readiness-is")
STRAIN = make_number("strain-is", measure=Measure.STRAIN, knots=FALLING)
COMMITMENT = make_number("commitment-is", measure=Measure.COMMITMENT)


def make_plain(**changes: Any) -> Questionnaire:
    return make_questionnaire(make_section("all", READINESS, STRAIN, COMMITMENT), **changes)


def plain(readiness: int, *, strain: int = 0, commitment: int = 100, goal: str = "grow") -> dict[str, Answer]:
    return {"readiness-is": readiness, "strain-is": strain, "commitment-is": commitment, "goal": goal}


def test_what_is_missing_is_named_whole() -> None:
    section = make_section("one", make_question("a"), make_strain("b"), make_commitment("c"), make_question("d"))
    gates = (make_gate("first", "d"), make_gate("second", "c"))
    card = score(make_questionnaire(section, gates=gates), {"d": UNKNOWN})
    assert card.missing == ("readiness", "strain", "commitment", "goal", "d", "c")
    assert (card.stage, card.stage_by_score) == (Placement(None, ("none", "some", "half", "most", "all"), ()), None)


@pytest.mark.parametrize(
    ("answers", "verdict", "gates"),
    [
        ({"a": "p4", "gate": "p0", "goal": "grow"}, Verdict.HELD, ("held",)),
        ({"a": "p4", "gate": "p1", "goal": "grow"}, Verdict.COMPOSED, ()),
        ({"a": "p4", "gate": UNKNOWN, "goal": "grow"}, Verdict.INCOMPLETE, ()),
        ({"a": "p4", "goal": "grow"}, Verdict.INCOMPLETE, ()),
        ({"a": "p4", "gate": "p0"}, Verdict.INCOMPLETE, ("held",)),
        ({"gate": "p0", "goal": "grow"}, Verdict.INCOMPLETE, ("held",)),
    ],
)
def test_incomplete_comes_before_held_and_held_before_composed(
    answers: dict[str, Answer], verdict: Verdict, gates: tuple[str, ...]
) -> None:
    section = make_section("one", make_question("a", weight=9), make_question("gate"))
    card = score(make_questionnaire(section, gates=(make_gate("held", "gate"),)), answers)
    assert (card.verdict, card.gates) == (verdict, gates)


def test_a_gate_changes_no_score() -> None:
    section = make_section("one", make_question("gate"))
    open_, held = (
        score(make_questionnaire(section, gates=gates), {"gate": "p0", "goal": "grow"})
        for gates in ((), (make_gate("held", "gate"),))
    )
    assert (open_.readiness, open_.sections, open_.stage) == (held.readiness, held.sections, held.stage)


@pytest.mark.parametrize(
    ("others", "answers", "gates"),
    [
        (0, {"credentials": "only-we-on-purpose"}, ("credentials-withheld",)),
        (4, {"credentials": "only-we-on-purpose"}, ("credentials-withheld",)),
        (4, {"credentials": "only-we-by-habit"}, ()),
        (4, {"credentials": "only-we-on-purpose", "goal": "stay-break-fix"}, ("credentials-withheld",)),
        (1, {"agreement-depth": "nothing"}, ()),
        (2, {"agreement-depth": "nothing"}, ("nothing-in-writing",)),
        (2, {"agreement-depth": "job-terms"}, ()),
        (4, {"agreement-depth": "nothing"}, ("nothing-in-writing",)),
        (4, {"agreement-depth": "nothing", "goal": "stay-break-fix"}, ()),
        # The score says Strategic partner, the ceiling Mixed: that is where the rule begins.
        (4, {"agreement-depth": "nothing", "managed-share": 0}, ("nothing-in-writing",)),
        (2, {"flat-fee-tomorrow": "refuse"}, ()),
        (2, {"flat-fee-tomorrow": "refuse", "goal": "sell"}, ()),
        (2, {"flat-fee-tomorrow": "refuse", "goal": "become-msp"}, ("unwilling",)),
        (2, {"flat-fee-tomorrow": "put-off", "goal": "become-msp"}, ()),
        (0, {"goal": "become-msp"}, ("credentials-withheld", "unwilling")),
        (0, {"goal": "hybrid"}, ("credentials-withheld",)),
    ],
)
def test_each_gate_of_2026_1_holds_where_the_instrument_says(
    others: int, answers: dict[str, Answer], gates: tuple[str, ...]
) -> None:
    questionnaire = real_questionnaire()
    assert score(questionnaire, answer_all(questionnaire, others) | {"goal": "hybrid"} | answers).gates == gates


@pytest.mark.parametrize(
    ("readiness", "stage"),
    [
        (0, "none"),
        (24, "none"),
        (25, "some"),
        (44, "some"),
        (45, "half"),
        (64, "half"),
        (65, "most"),
        (84, "most"),
        (85, "all"),
        (100, "all"),
    ],
)
def test_a_stage_begins_at_its_cut(readiness: int, stage: str) -> None:
    assert score(make_plain(), plain(readiness)).stage.id == stage


@pytest.mark.parametrize(
    ("strain", "band"), [(0, "calm"), (34, "calm"), (35, "worn"), (64, "worn"), (65, "burning"), (100, "burning")]
)
def test_a_band_begins_at_its_cut(strain: int, band: str) -> None:
    assert score(make_plain(), plain(50, strain=strain)).band.id == band


@pytest.mark.parametrize(
    ("commitment", "band"), [(0, "weak"), (34, "weak"), (35, "fair"), (64, "fair"), (65, "strong"), (100, "strong")]
)
def test_a_commitment_band_begins_at_its_cut(commitment: int, band: str) -> None:
    assert score(make_plain(), plain(50, commitment=commitment)).commitment_band.id == band


@pytest.mark.parametrize(
    ("readiness", "line"),
    [
        (0, ()),
        (1, ()),
        (23, ()),
        (24, ("none", "some")),
        (25, ("none", "some")),
        (26, ("none", "some")),
        (27, ()),
        (84, ("most", "all")),
        (86, ("most", "all")),
        (100, ()),
    ],
)
def test_within_one_point_of_a_cut_it_stands_on_the_line(readiness: int, line: tuple[str, ...]) -> None:
    assert score(make_plain(), plain(readiness)).stage.line == line


def test_strain_too_stands_on_the_line() -> None:
    assert score(make_plain(), plain(50, strain=34)).band.line == ("calm", "worn")


@pytest.mark.parametrize(
    ("known", "interval", "stage", "span"),
    [
        (50, (45, 55), "half", ("half",)),
        (40, (36, 46), "some", ("some", "half")),
        (39, (35, 45), "some", ("some", "half")),  # 35.1 to 45.1: the upper end is the first point of the next
        (38, (34, 44), "some", ("some",)),
        (0, (0, 10), "none", ("none",)),
        (100, (90, 100), "all", ("all",)),
    ],
)
def test_a_span_holds_every_stage_the_interval_reaches(
    known: int, interval: tuple[int, int], stage: str, span: tuple[str, ...]
) -> None:
    section = make_section("one", make_number("known", weight=9), make_question("open"))
    card = score(make_questionnaire(section), {"known": known, "open": UNKNOWN, "goal": "grow"})
    assert (card.readiness.interval, card.stage.id, card.stage.span) == (interval, stage, span)


def test_an_incomplete_verdict_has_spans_and_no_stage() -> None:
    section = make_section("one", make_number("known"), make_question("open"))
    card = score(make_questionnaire(section), {"known": 100, "goal": "grow"})
    assert card.stage == Placement(None, ("half", "most", "all"), ())
    assert card.band == Placement(None, ("calm", "worn", "burning"), ())
    assert (card.readiness.interval, card.stage_by_score) == ((50, 100), None)


@pytest.mark.parametrize(
    ("share", "readiness", "stage", "span"),
    [
        # Section 5 weighs 1.5 of 9, and managed-share 3 of the 8 in it: one point of it is 1.5625 of 100.
        (65, 100, "strategic-partner", ("strategic-partner",)),
        (50, 98, "strategic-partner", ("strategic-partner",)),
        (49, 98, "mixed", ("mixed",)),
        (0, 94, "mixed", ("mixed",)),
        pytest.param(
            UNKNOWN,
            100,
            "mixed",
            ("mixed", "strategic-partner"),
        ),
    ],
)
def test_the_ceiling_of_2026_1(share: Answer, readiness: int, stage: str, span: tuple[str, ...]) -> None:
    questionnaire = real_questionnaire()
    card = score(questionnaire, answer_all(questionnaire, 4, managed_share=share, goal="become-msp"))
    assert (card.readiness.points, card.stage.id, card.stage.span) == (readiness, stage, span)
    assert (card.stage_by_score, card.verdict) == ("strategic-partner", Verdict.COMPOSED)


@pytest.mark.parametrize(
    ("readiness", "stage", "line"),
    [
        (44, "some", ("some", "half")),
        (63, "half", ()),
        (64, "half", ()),  # one point would not be enough: the ceiling holds it below "most"
        (65, "half", ()),
        (90, "half", ()),
    ],
)
def test_under_a_ceiling_no_line_leads_above_it(readiness: int, stage: str, line: tuple[str, ...]) -> None:
    share = make_number("share", weight=0.001)
    questionnaire = make_questionnaire(
        make_section("all", READINESS, share), ceiling=Ceiling("share", 50, "half", "At least half.")
    )
    card = score(questionnaire, {"readiness-is": readiness, "share": 49, "goal": "grow"})
    assert (card.readiness.points, card.stage.id, card.stage.line) == (readiness, stage, line)


def test_a_line_below_the_ceiling_stays() -> None:
    share = make_number("share", weight=0.001)
    questionnaire = make_questionnaire(
        make_section("all", READINESS, share), ceiling=Ceiling("share", 50, "some", "At least half.")
    )
    card = score(questionnaire, {"readiness-is": 24, "share": 49, "goal": "grow"})
    assert (card.stage.id, card.stage.line) == ("none", ("none", "some"))
