"""Tables of assessments for export: one row for each, or one for each answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.models.shops import Shop, ShopQuerySet, local, zone_named
from clients.viewers import full_name
from desk.spreadsheets import Cell, Sheet
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Measure, Question
from questions.core.questionnaire import Section, name_of
from questions.core.scorecard import Scorecard, Verdict
from questions.core.scoring import has_number
from questions.library import library
from questions.models.answer import Answer as AnswerRow
from questions.models.assessment import Assessment, AssessmentQuerySet
from questions.models.underway import State
from reports.models.review import Review

CHUNK = 500  # assessments in memory at a time; of the others only their keys
ORDER = ("shop__folded", "shop_id", "started", "pk")


def one_row_each(assessments: AssessmentQuerySet, shops: ShopQuerySet | None = None) -> Sheet:
    """One row for each assessment, and for each of `shops` that has none among them; in the order of their names.

    Numbers are as on the result page, and empty where it has none.
    """
    every = list(assessments.order_by(*ORDER).values_list("pk", "shop", "slug", "version"))
    sections = _sections({(slug, version) for *_keys, slug, version in every})
    header = [
        *(_("Shop"), _("Owner"), _("Email address"), _("Phone"), _("People"), _("Tags")),
        *(_("In charge"), _("Next review")),
        *(_("Questionnaire"), _("Version"), _("Started"), _("Last change"), _("Submitted"), _("Time zone")),
        *(_("State"), _("State since"), _("Answers")),
        *(_("Verdict"), _("Stage"), _("Held by"), _("Goal")),
        *(_("Readiness, 0 to 100"), _("Readiness, lowest"), _("Readiness, highest")),
        *(_("Strain, 0 to 100"), _("Strain, lowest"), _("Strain, highest"), _("Strain in a word")),
        *(_("Commitment, 0 to 100"), _("Commitment in a word"), _("Scored answers known, %")),
        *(_("%(section)s: readiness, 0 to 100") % {"section": section.title} for section in sections),
        *(_("Review"), _("Answered by"), _("Answered with"), _("Assessment")),
    ]
    number = (
        AnswerRow.objects.filter(assessment=OuterRef("pk")).values("assessment").annotate(n=Count("pk")).values("n")
    )
    found = (
        Assessment.objects.select_related("shop__in_charge", "review", "answered_with")
        .prefetch_related("shop__tags")
        .annotate(given=Subquery(number))
    )
    stated = found.with_state(at=timezone.now()).order_by(*ORDER)
    rows = (
        (_place(each.shop), _assessment_row(each, sections)) for each in _by_key(stated, [key for key, *_ in every])
    )
    others = ((_place(each), _shop_row(each, len(header))) for each in _without(shops, {shop for _, shop, *_ in every}))
    return Sheet(_("Assessments"), header, (row for _place_, row in merge(rows, others, key=itemgetter(0))))


def _place(shop: Shop) -> tuple[str, int]:
    return shop.folded, shop.pk


def _by_key(rows: QuerySet[Any, Any], keys: Sequence[object]) -> Iterator[Any]:
    """Yield the rows of these keys, which are in the order of the rows, by a few at a time.

    One query for all of them lets PostgreSQL read whole tables for what is beside each row.
    """
    for at in range(0, len(keys), CHUNK):
        yield from rows.filter(pk__in=keys[at : at + CHUNK])


def _without(shops: ShopQuerySet | None, having: Set[int]) -> Iterator[Any]:
    """Yield those of the shops that are not among the others, with their state."""
    if shops is None:
        return iter(())
    ordered = shops.order_by("folded", "pk")
    rest = [key for key in ordered.values_list("pk", flat=True) if key not in having]
    return _by_key(ordered.select_related("in_charge").prefetch_related("tags"), rest)


def _about(shop: Shop) -> list[Cell]:
    return [
        *(shop.name, shop.owner, shop.email, shop.phone, shop.people, ", ".join(tag.name for tag in shop.tags.all())),
        *(full_name(shop.in_charge), shop.review_due.isoformat() if shop.review_due else ""),
    ]


def _shop_row(shop: Any, columns: int) -> list[Cell]:
    """Return the row of a shop that has submitted nothing: who it is, and how far, as `Portfolio` annotates it."""
    since = local(shop.since, shop) if shop.since else None
    row: list[Cell] = [*_about(shop), "", "", None, None, None, str(shop.zone), str(State(shop.state).label), since]
    return row + [""] * (columns - len(row))


def one_row_per_answer(assessments: AssessmentQuerySet) -> Sheet:
    """One row for each answer, in the order of the questions."""
    header = [
        *(_("Shop"), _("Submitted"), _("Time zone"), _("Version"), _("Section"), _("Question"), _("Question's text")),
        *(_("Response"), _("Answer"), _("Answer's code"), _("Points, 0 to 4"), _("Weight"), _("Feeds")),
        _("Assessment"),
    ]
    return Sheet(_("Answers"), header, _answer_rows(assessments))


def _sections(versions: Iterable[tuple[str, str]]) -> list[Section]:
    """Return the sections that feed readiness in any version, each once, with the newest version's title."""
    found = {
        section.id: section for version in sorted(versions) for section in library()[version].sections if section.weight
    }
    return list(found.values())


def _assessment_row(assessment: Assessment, sections: Sequence[Section]) -> list[Cell]:
    shop = assessment.shop
    card = assessment.score() if assessment.submitted else None
    review = getattr(assessment, "review", None)
    return [
        *_about(shop),
        *(assessment.slug, assessment.version, local(assessment.started, shop), local(assessment.changed, shop)),
        *(local(assessment.submitted, shop) if assessment.submitted else None, str(shop.zone)),
        str(State(assessment.state).label),  # type: ignore[attr-defined]  # annotated above
        local(assessment.since(assessment.state), shop),  # type: ignore[attr-defined]  # annotated above
        assessment.given,  # type: ignore[attr-defined]  # annotated above
        *(_scores(assessment, card) if card else [""] * 4 + [None] * 10),
        *_section_points(card, sections),
        str(review) if review else str(Review.State.NEW.label) if card else "",
        assessment.get_respondent_display(),
        str(assessment.answered_with or ""),
        str(assessment.pk),
    ]


def _scores(assessment: Assessment, card: Scorecard) -> list[Cell]:
    questionnaire = assessment.questionnaire
    verdict = {
        Verdict.INCOMPLETE: _("too little known"),
        Verdict.HELD: _("held by a gate"),
        Verdict.COMPOSED: _("given"),
    }
    goal = questionnaire.question[questionnaire.goal].option.get(card.goal or "")
    return [
        *(str(verdict[card.verdict]), name_of(questionnaire.stages, card.stage.id)),
        *("; ".join(questionnaire.gate[gate].title for gate in card.gates), goal.text if goal else ""),
        *(_points(assessment, card, Measure.READINESS), *card.readiness.interval),
        *(
            _points(assessment, card, Measure.STRAIN),
            *card.strain.interval,
            name_of(questionnaire.strain_bands, card.band.id),
        ),
        _points(assessment, card, Measure.COMMITMENT),
        name_of(questionnaire.commitment_bands, card.commitment_band.id),
        card.readiness.known,
    ]


def _points(assessment: Assessment, card: Scorecard, measure: Measure) -> int | None:
    """Return a measure's number; None where its result page has none."""
    return card.score(measure).points if has_number(assessment.questionnaire, card, measure) else None


def _section_points(card: Scorecard | None, sections: Sequence[Section]) -> list[Cell]:
    points = {part.section: part.points for part in card.sections} if card else {}
    return [points.get(section.id) for section in sections]


def _answer_rows(assessments: AssessmentQuerySet) -> Iterator[list[Cell]]:
    """Yield the rows with a few queries per chunk; what question and answer say is worked out once for all shops."""
    cells_by_answer: dict[tuple[str, str, str, str], list[Cell] | None] = {}
    few = assessments.values_list("pk", "shop__name", "shop__time_zone", "submitted", "slug", "version")
    for chunk in _chunks(few.iterator(chunk_size=CHUNK)):
        answers_by_key = _answer_texts([each[0] for each in chunk])
        for key, name, zone_name, submitted, slug, version in chunk:
            answers, shown, zone = answers_by_key.get(key.hex, {}), str(key), zone_named(zone_name)
            at = timezone.localtime(submitted, zone) if submitted else None
            for section in library()[slug, version].sections:
                for question in section.questions:
                    if (text := answers.get(question.id)) is None:
                        continue
                    place = (slug, version, question.id, text)
                    cells = (
                        cells_by_answer[place] if place in cells_by_answer else _answer_cells(section, question, text)
                    )
                    if question.kind is not Kind.TEXT:  # no two texts are alike
                        cells_by_answer[place] = cells
                    if cells:
                        yield [name, at, str(zone), version, *cells, shown]


def _answer_texts(keys: list[UUID]) -> dict[str, dict[str, str]]:
    """Return the JSON of each answer by assessment and question; as text, because parsing thousands would be slow."""
    texts: dict[str, dict[str, str]] = {}
    rows = AnswerRow.objects.filter(assessment__in=keys)
    as_text = rows.values_list(Cast("assessment", TextField()), "question", Cast("value", TextField()))
    for key, question, text in as_text:
        texts.setdefault(key.replace("-", ""), {})[question] = text
    return texts


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _answer_cells(section: Section, question: Question, text: str) -> list[Cell] | None:
    """Return the cells about an answer; None for one that a draft no longer accepts."""
    value = json.loads(text)
    answer: Answer = tuple(value) if isinstance(value, list) else value
    if question.problem(answer):
        return None
    unknown = answer == UNKNOWN and question.kind is not Kind.TEXT
    response = _("I don't know") if unknown else _("doesn't apply") if answer == NOT_APPLICABLE else _("answered")
    return [
        *(section.title, question.id, question.text, response),
        _("I don't know") if unknown else question.words(answer),
        "; ".join(answer) if isinstance(answer, tuple) else answer,
        *((question.points(answer), question.weight, question.measure.value) if question.measure else (None, None, "")),
    ]
