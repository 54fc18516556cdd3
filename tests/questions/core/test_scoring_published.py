"""Versions 2026.1 and 2026.2 score the same shops as before, whatever rules come after them.

`published.json` holds the example shops' answers to 2026.2 and a digest of what came out of them and of invented
shops, one for every hundred. To find the shop that differs, take the digests of one shop at a time before and after.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from questions.core.loader import load
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score
from reports.core.money import money
from reports.core.report import build_report
from tests.builders import ROOT
from tests.often import often

KEPT = Path(__file__).with_name("published.json")
TOGETHER = 100
CARD = {
    "readiness", "strain", "commitment", "sections", "scored", "goal", "stage", "stage_by_score", "band",
    "commitment_band", "gates", "closed", "verdict", "missing",
}  # fmt: skip
UNSURE, ELSEWHERE, LEFT_OUT = 0.03, 0.08, 0.01  # I don't know, doesn't apply, no answer


def shop(questionnaire: Questionnaire, number: int) -> Answers:
    """An invented shop: most answers near a level of its own, every tenth shop at random.

    Only `Random.random` is used: its numbers are the same in every version of Python.
    """
    random = Random(f"{questionnaire.version}/{number}").random  # noqa: S311 -- draws that can be repeated
    level, spread = random(), 1.0 if number % 10 == 0 else 0.35
    unsure = UNSURE if number % 4 else 5 * UNSURE  # some too little known for a verdict
    found: dict[str, Answer] = {}
    for question in questionnaire.questions():
        near, unknown, elsewhere, left_out = random(), random(), random(), random()
        if question.scored and left_out < LEFT_OUT:
            continue
        if question.scored and unknown < unsure:
            found[question.id] = UNKNOWN
        elif question.not_applicable and elsewhere < ELSEWHERE:
            found[question.id] = NOT_APPLICABLE
        elif question.kind is not Kind.TEXT:
            at = min(max(level + spread * (2 * near - 1), 0.0), 1.0) if question.scored else near
            found[question.id] = _answer(question, at)
    return found


def _answer(question: Question, at: float) -> Answer:
    """The answer at a share of the way from the worst to the best, or from the first to the last."""
    if question.kind is Kind.NUMBER:
        low, high = question.minimum, min(question.maximum, 1000)
        falls = bool(question.knots) and question.knots[0].points > question.knots[-1].points
        return int(low + (high - low) * (1 - at if falls else at) + 0.5)
    options = sorted(question.options, key=lambda option: option.points or 0)
    chosen = options[min(int(at * len(options)), len(options) - 1)].id
    return (chosen,) if question.kind is Kind.CHOICES else chosen


def outcome(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """The scorecard, the steps with their order and reasons, and the sums: what rules decide, not how it is worded."""
    card = score(questionnaire, answers)
    report = build_report(questionnaire, answers, card, shop="", date="")
    composed = report.composed
    return {
        "card": {name: value for name, value in card.as_json().items() if name in CARD},
        "steps": [[step.question, step.reason, step.cause, step.when] for step in report.steps],
        "verdict": composed and [composed.headline, composed.goal, composed.step],
        "money": [[line.code, line.low, line.high] for line in money(answers, questionnaire)],
    }


def digests(questionnaire: Questionnaire, shops: Iterator[Answers]) -> list[str]:
    """SHA-256 over each hundred shops, the first sixteen digits."""
    found = []
    while some := list(islice(shops, TOGETHER)):
        told = json.dumps([outcome(questionnaire, answers) for answers in some], sort_keys=True)
        found.append(sha256(told.encode()).hexdigest()[:16])
    return found


def published(version: str) -> Questionnaire:
    return load(ROOT / "questions" / "content" / "is-it-working" / version)


def as_answers(stored: dict[str, Any]) -> Answers:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}


def test_digests_are_of_5_500_invented_shops() -> None:
    kept = json.loads(KEPT.read_text())["invented"]
    assert {version: len(found) for version, found in kept.items()} == {"2026.1": 5, "2026.2": 50}


HUNDREDS = [("2026.1", range(5)), ("2026.2", range(5)), ("2026.2", range(5, 50))]


@pytest.mark.parametrize(
    ("version", "hundreds"),
    often(HUNDREDS, *HUNDREDS[:2]),
)
def test_invented_shops_score_as_on_the_day_of_publishing(version: str, hundreds: range) -> None:
    kept = json.loads(KEPT.read_text())["invented"][version]
    questionnaire = published(version)
    numbers = range(TOGETHER * hundreds.start, TOGETHER * hundreds.stop)
    shops = (shop(questionnaire, number) for number in numbers)
    assert digests(questionnaire, shops) == kept[hundreds.start : hundreds.stop]


def test_the_example_shops_of_2026_2_score_as_on_the_day_of_publishing() -> None:
    kept = json.loads(KEPT.read_text())
    questionnaire = published("2026.2")
    found = {name: digests(questionnaire, iter([as_answers(each)])) for name, each in kept["answers"].items()}
    assert found == kept["examples"]


def test_the_invented_shops_are_of_every_kind() -> None:
    """Digests say little of shops that are all alike: every stage, band, verdict, goal and reason must come up."""
    questionnaire = published("2026.2")
    found = [outcome(questionnaire, shop(questionnaire, number)) for number in range(500)]
    cards = [each["card"] for each in found]
    assert {card["stage"]["id"] for card in cards} == {None, *(cut.id for cut in questionnaire.stages)}
    assert {card["band"]["id"] for card in cards} == {None, *(cut.id for cut in questionnaire.strain_bands)}
    assert {str(card["verdict"]) for card in cards} == {"incomplete", "held", "composed"}
    assert {card["goal"] for card in cards} == set(questionnaire.question["goal"].option)
    assert {gate for card in cards for gate in card["gates"]} == set(questionnaire.gate)
    assert {step[1] for each in found for step in each["steps"]} == {"gate", "strain", "ceiling", "need", "gain"}
    assert {line[0] for each in found for line in each["money"]} >= {"hours", "uncharged", "from-zero", "per-person"}
