"""Who is in the benchmark: shops that agreed, each with its latest answers and a number for every measure."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from norms.core.telling import Member
from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Scorecard
from questions.core.scoring import has_number
from questions.models.assessment import Assessment, pinned

SIZES = ((1, "1"), (4, "2-4"), (9, "5-9"))  # people, up to; above the last it is LARGEST
LARGEST = "10+"


def members(questionnaire: Questionnaire) -> list[Member]:
    """Return the members of a version's benchmark, without example shops and without who lacks a number."""
    rows = Assessment.objects.in_force().filter(shop__example="", **pinned(questionnaire))
    newest = rows.filter(shop=OuterRef("shop")).order_by("-submitted", "-pk").values("pk")[:1]
    found = rows.filter(pk=Subquery(newest), counted__isnull=False, checksum=questionnaire.checksum)
    every = (member(questionnaire, each) for each in found.select_related("shop").defer("shop__searched"))
    return [each for each in every if each is not None]


def member(questionnaire: Questionnaire, assessment: Assessment) -> Member | None:
    """Return what an assessment brings in; None if too little of it is known for a number somewhere."""
    if not assessment.scorecard:
        return None
    card, shop = Scorecard.from_json(assessment.scorecard), assessment.shop
    return member_of(
        questionnaire, card, shop=shop.pk, answers=str(assessment.pk), firm=shop.firm_id, people=shop.people
    )


def member_of(  # noqa: PLR0913 -- what a member is
    questionnaire: Questionnaire, card: Scorecard, *, shop: int, answers: str, firm: int | None, people: int | None
) -> Member | None:
    """Do the same for a scorecard."""
    if card.stage.id is None:
        return None
    if not all(has_number(questionnaire, card, measure) for measure in (Measure.READINESS, Measure.STRAIN)):
        return None
    figures = {
        "readiness": card.readiness.points,
        "strain": card.strain.points,
        **{each.section: each.points for each in card.sections if each.weight},
    }
    known = {name: value for name, value in figures.items() if value is not None}
    if len(known) < len(figures):
        return None
    return Member(shop, answers, firm, size_of(people), card.stage.id, known)


def size_of(people: int | None) -> str:
    """Return the group of shops of this size; empty if nobody said."""
    if not people:
        return ""
    return next((name for most, name in SIZES if people <= most), LARGEST)
