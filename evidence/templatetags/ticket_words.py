"""Sentences and pictures of a record of tickets, for pages and the PDF."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User
from django.utils.safestring import SafeString

from clients.viewers import full_name
from evidence.core.kept import Kept, Row
from evidence.core.measures.finding import Measure
from evidence.keeping import is_usable
from evidence.words import explaining, pictures, sentences
from evidence.words.days import iso_text
from evidence.words.facts import friday_text
from questions.models.assessment import Assessment

register = template.Library()

ORDER = {"more": 0, "fewer": 0, "close": 1, "between": 2, "no more": 2}


@register.simple_tag
def ticket_headline(kept: Kept) -> str:
    return sentences.headline(kept)


@register.simple_tag
def ticket_sentence(row: Row, kept: Kept) -> str:
    return sentences.sentence(row, kept)


@register.filter
def measure_name(row: Row) -> str:
    return str(sentences.NAMES[Measure(row.measure)])


@register.filter
def outcome_name(row: Row) -> str:
    return str(sentences.OUTCOMES[row.outcome or row.status])


@register.filter
def whole(value: float | None) -> str:
    return sentences.number_text(value)


@register.filter
def person_name(user: User | None) -> str:
    return full_name(user)


@register.filter
def friday(row: Row) -> str:
    """Return what stands beside the jobs that came back; empty for every other measure."""
    return friday_text(row) if row.measure == Measure.CAME_BACK else ""


@register.filter
def why_not(row: Row) -> str:
    return sentences.why_not(row)


@register.filter
def in_order(kept: Kept) -> list[Row]:
    """Return the rows that show something: those that differ first, then what fits, then what is shown only."""
    shown = [row for row in kept.rows if row.status != "not measurable"]
    return sorted(shown, key=lambda row: ORDER.get(row.outcome, 3))


@register.filter
def not_told(kept: Kept) -> list[Row]:
    """Return what the file cannot tell."""
    return [row for row in kept.rows if row.status == "not measurable"]


@register.simple_tag
def ticket_dumbbell(row: Row, width: int = 324) -> SafeString:
    return pictures.dumbbell(row, width)


@register.simple_tag
def week_heat(kept: Kept, width: int = 360, tall: int = 18) -> SafeString:
    return pictures.heat(kept, width, tall)


@register.filter
def week_table(kept: Kept) -> list[tuple[str, list[int], int]]:
    return pictures.by_part_of_day(kept.grid)


@register.filter
def usable_in(row: Row, assessment: Assessment) -> bool:
    return is_usable(row, assessment.questionnaire)


@register.filter
def iso_day(day: str) -> str:
    return iso_text(day)


@register.filter
def how_counted(row: Row) -> str:
    return explaining.how_counted(row)


@register.filter
def what_went_in(kept: Kept) -> list[tuple[str, str]]:
    return explaining.what_went_in(kept)


@register.filter
def compared_rows(kept: Kept) -> list[Row]:
    """Return the rows that stand beside an answer, those that differ first."""
    return sorted(kept.compared, key=lambda row: ORDER.get(row.outcome, 3))
