"""A shop's own numbers beside the groups of an edition that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from norms.core.telling import Split
from norms.models.edition import Edition
from questions.core.questionnaire import name_of
from questions.core.scorecard import SectionScore
from questions.models.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Place:
    """A measure of a group: its quartiles, and the shop's `own` number, None if too little is known of it."""

    measure: str
    title: str
    low: int
    median: int
    high: int
    own: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A group with its number of shops; `places` is empty where there are too few for more."""

    split: str
    name: str
    number: int
    places: tuple[Place, ...]


def places(edition: Edition, assessment: Assessment, size: str) -> list[Beside]:
    """Return all shops, then those of the same size and stage, as far as the edition tells of them."""
    mine = {Split.ALL.value: "", Split.SIZE.value: size, Split.STAGE.value: assessment.stage}
    own = numbers(assessment)
    found = []
    for split, group in mine.items():
        told = next((each for each in edition.data if (each["split"], each["group"]) == (split, group)), None)
        if told is None or (split != Split.ALL.value and not group):
            continue
        titles = {section.id: section.title for section in assessment.questionnaire.sections}
        order = ["readiness", "strain", *titles]
        inside = tuple(
            Place(measure, titles.get(measure, ""), low, median, high, own.get(measure))
            for measure in order
            if measure in told["figures"]
            for low, median, high in (told["figures"][measure],)
        )
        name = name_of(assessment.questionnaire.stages, group) if split == Split.STAGE.value else group
        found.append(Beside(split, name, told["number"], inside))
    return found


def numbers(assessment: Assessment) -> dict[str, int | None]:
    """Return the result's own numbers as pages show them."""
    sections: tuple[SectionScore, ...] = assessment.score().sections
    return {
        "readiness": assessment.readiness,
        "strain": assessment.strain,
        **{each.section: each.points for each in sections},
    }
