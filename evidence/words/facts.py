"""Facts for the consultant's talk: what was said beside what was logged, in a line each. They are never an owner's."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.answers import WHO_ANSWERS
from evidence.core.kept import Kept, Row
from evidence.core.measures.finding import Measure
from evidence.words.sentences import number_text
from questions.core.question import UNKNOWN, Answers
from questions.core.questionnaire import Questionnaire
from questions.wording import written

LIKELY_BUSY = 0.5  # from this chance on, a client is back within a week anyway


def facts(kept: Kept, questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """Return what is worth asking about; empty where nothing is."""
    rows = {row.measure: row for row in kept.rows if row.status != "not measurable"}
    return [*_who_answers(rows, questionnaire, answers), *_rest(rows)]


def _who_answers(rows: dict[str, Row], questionnaire: Questionnaire, answers: Answers) -> Iterator[str]:
    row, question, answer = (
        rows.get(Measure.AFTER_HOURS),
        questionnaire.question.get(WHO_ANSWERS),
        answers.get(WHO_ANSWERS),
    )
    if row is None or question is None or answer in (None, UNKNOWN) or not row.lo:
        return
    said = written(question, answer)
    lo = round(row.lo)
    text = ngettext(
        "Says “%(said)s” about after hours; %(n)s after-hours ticket was worked on.",
        "Says “%(said)s” about after hours; %(n)s after-hours tickets were worked on.",
        lo,
    )
    yield text % {"said": said, "n": lo}


def _rest(rows: dict[str, Row]) -> Iterator[str]:
    if (row := rows.get(Measure.AFTER_HOURS)) and row.detail.get("share") is not None:
        share = round(100 * float(row.detail["share"]))
        yield _("%(share)s%% of the four weeks' tickets came in outside hours.") % {"share": share}
    if row := rows.get(Measure.CAME_BACK):
        chance = float(row.detail.get("by_chance") or 0)
        if chance >= LIKELY_BUSY:
            share = round(100 * chance)
            yield _("By chance alone %(share)s%% of the jobs' clients would be back within a week.") % {"share": share}
        if friday := friday_text(row):
            yield friday
    urgent = (rows[Measure.FIRST_ANSWER].detail.get("urgent") or {}) if Measure.FIRST_ANSWER in rows else {}
    if urgent:
        words = {"median": number_text(urgent["median"]), "nine": number_text(urgent["p90"])}
        yield _("Urgent tickets: the middle one waited %(median)s minutes, nine in ten up to %(nine)s.") % words
    if (row := rows.get(Measure.BUSIEST)) and row.detail.get("top_share_of_hours") is not None:
        share = round(100 * float(row.detail["top_share_of_hours"]))
        yield _("The busiest client took %(share)s%% of the hours.") % {"share": share}


def friday_text(row: Row) -> str:
    """Return how jobs finished on a Friday fared beside those of Monday to Wednesday; empty if too few."""
    friday, others = row.detail.get("friday_then_two_days"), row.detail.get("mon_wed_then_two_days")
    if not friday or not others:
        return ""
    words = {"n": friday[0], "of": friday[1], "others": others[0], "of_others": others[1]}
    return (
        _(
            "Of %(of)s jobs finished on a Friday, %(n)s clients were back within two working days; of %(of_others)s "
            "finished Monday to Wednesday, %(others)s were."
        )
        % words
    )
