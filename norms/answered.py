"""Whose answers the statistics of the questions rest on: first attempts of shops that agreed, and no examples."""

from __future__ import annotations

from collections.abc import Iterable

from norms.core.items import Given, seconds_each
from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire
from questions.models.assessment import Assessment, pinned


def first_attempts(questionnaire: Questionnaire) -> list[Assessment]:
    """Return the first attempt of each shop that agreed, in its last correction; a retake is none."""
    rows = Assessment.objects.in_force().filter(shop__example="", previous=None, **pinned(questionnaire))
    found: dict[int, Assessment] = {}
    for each in rows.prefetch_related("answers").order_by("begun", "pk"):
        found.setdefault(each.shop_id, each)
    return [each for each in found.values() if each.counted and each.checksum == questionnaire.checksum]


def given_by_question(questionnaire: Questionnaire, attempts: Iterable[Assessment]) -> dict[str, list[Given]]:
    """Return the answers to each question that its version asks."""
    found: dict[str, list[Given]] = {each.id: [] for each in questionnaire.questions()}
    for attempt in attempts:
        rows = [row for row in attempt.answers.all() if row.question in found]
        took = seconds_each({row.question: row.given.timestamp() for row in rows if row.given})
        for row in rows:
            found[row.question].append(Given(row.answer, row.changes, took.get(row.question)))
    return found


def points_by_question(questionnaire: Questionnaire, answers: Iterable[Answers]) -> dict[str, dict[int, float]]:
    """Return the points of each scored question by the place of whose answers they are."""
    found: dict[str, dict[int, float]] = {each.id: {} for each in questionnaire.questions() if each.scored}
    for place, given in enumerate(answers):
        for name in found.keys() & given.keys():
            points = questionnaire.question[name].points(given[name])
            if points is not None:
                found[name][place] = points
    return found
