"""Makes the record of an examined file: its numbers next to the answers, and nothing of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

from evidence.answers import Comparison, compare_finding, has_paid_rota
from evidence.core.comparing.ranges import Scale
from evidence.core.examining import Examined, Setting
from evidence.core.kept import Kept, Row
from evidence.core.measures.finding import Finding, Measure, Reason, Side, Status
from evidence.core.shop.clock import to_moment
from evidence.core.shop.hours import Hours, parse_hours
from evidence.holiday import VERSION
from evidence.library import scales
from evidence.output import findings
from questions.core.question import UNKNOWN, Answer, Answers, Question
from questions.core.questionnaire import Questionnaire
from questions.wording import written

# The question whose answer is shown next to a measure that it does not ask for.
NEXT_TO = {Measure.BUSIEST: "biggest-customer"}
COUNTS = "counts"  # of the week's picture, in the detail of its finding


def keep(
    examined: Examined, setting: Setting, questionnaire: Questionnaire, answers: Answers, settings: Mapping[str, Any]
) -> Kept:
    """Return the record of a file; `settings` are the owner's replies as plain values."""
    measured, file = examined.measured, examined.understood
    found = findings(examined)
    known = scales(questionnaire.slug, questionnaire.version, shop_day=examined.hours.usual_day)
    grid = next((each.detail.get(COUNTS) for each in found if each.measure is Measure.WEEK), None)
    return Kept(
        preset=file.system or "",
        roles=tuple(role.value for role in file.columns),
        settings=dict(settings),
        holidays=VERSION,
        counts=_counts(examined),
        uploaded=_day(setting.when.upload),
        first=_day(measured.begins) if measured else "",
        last=_day(measured.ends) if measured else "",
        window=(_iso(measured.window.first), _iso(measured.window.last)) if measured else ("", ""),
        rows=tuple(_row(each, questionnaire, answers, known) for each in found),
        grid=tuple(map(tuple, grid)) if isinstance(grid, list) else (),
    )


def compare_again(kept: Kept, questionnaire: Questionnaire, answers: Answers) -> Kept:
    """Return the record next to other answers to the same questions, its measures as they are."""
    known = scales(questionnaire.slug, questionnaire.version, shop_day=_shop_day(kept))
    return replace(kept, rows=tuple(_again(row, questionnaire, answers, known) for row in kept.rows))


def is_usable(row: Row, questionnaire: Questionnaire) -> bool:
    """Whether the tickets suggest an answer that the question accepts; a draft's may have changed since."""
    question = questionnaire.question.get(row.measure)
    return row.use is not None and question is not None and question.problem(row.use) is None


def _shop_day(kept: Kept) -> int:
    return Hours(parse_hours(str(kept.settings["hours"]))).usual_day


def _again(row: Row, questionnaire: Questionnaire, answers: Answers, known: Mapping[str, Scale]) -> Row:
    status, reason = Status(row.status), row.reason
    if row.measure == Measure.AFTER_HOURS and status is Status.COMPARED and has_paid_rota(questionnaire, answers):
        status, reason = Status.SHOWN, Reason.PAID_ROTA.value
    scale = known.get(row.measure)
    counted = {scale.counting: (row.lo, row.hi, row.n or 0)} if scale and None not in (row.lo, row.hi) else {}
    finding = Finding(
        measure=Measure(row.measure),
        status=status,
        lo=row.lo,
        hi=row.hi,
        n=row.n,
        side=Side(row.side) if row.side else None,
        versions=counted,  # type: ignore[arg-type]  # neither end is None
    )
    new = _row(finding, questionnaire, answers, known)
    return replace(new, reason=reason, fields=row.fields, detail=row.detail)


def _counts(examined: Examined) -> dict[str, int]:
    measured, entries = examined.measured, examined.time_file
    counts = {
        "rows": examined.understood.rows,
        "tickets": examined.tickets,
        "unreadable": examined.without_created,
        "doubled": examined.doubled,
        "impossible": examined.impossible,
    }
    if entries is not None:
        counts |= {"entries": entries.rows, "entries_without_ticket": entries.no_such_ticket}
    if measured is not None:
        people = measured.people
        counts |= {
            "alerts": people.alerts,
            "clockwork": people.clockwork,
            "bursts": people.bursts,
            "future": people.future,
            "strays": people.strays,
            "people": len(people.tickets),
            "in_window": measured.window.tickets,
            "clients": measured.clients if measured.client_from == "client" else 0,
        }
    return counts


def _day(minutes: int) -> str:
    return to_moment(minutes).date().isoformat()


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _row(finding: Finding, questionnaire: Questionnaire, answers: Answers, known: Mapping[str, Scale]) -> Row:
    compared = compare_finding(finding, questionnaire, answers, known)
    name = NEXT_TO.get(finding.measure, finding.measure.value)
    question, answer = questionnaire.question.get(name), answers.get(name)
    because = finding.reason
    detail = {key: value for key, value in finding.detail.items() if key != COUNTS}
    lo, hi, n = (compared.lo, compared.hi, compared.n) if compared else (finding.lo, finding.hi, finding.n)
    scale = known.get(finding.measure.value)
    return Row(
        measure=finding.measure.value,
        status=finding.status.value,
        lo=lo,
        hi=hi,
        n=n,
        side=finding.side.value if finding.side else "",
        outcome=compared.outcome.value if compared and compared.outcome else "",
        reason=because.reason.value if because else "",
        fields=dict(because.fields) if because else {},
        detail=detail,
        said=written(question, answer) if question and answer is not None else "",
        unknown=answer == UNKNOWN,
        said_number=answer if isinstance(answer, int) else None,
        said_at=_said_at(question, answer, scale) if question and scale else None,
        axis=_axis(question, scale) if question and scale else (),
        counting=scale.counting if scale and compared else "",
        use=_suggested(question, compared, scale) if question and compared and scale else None,
    )


def _said_at(question: Question, answer: Answer | None, scale: Scale) -> float | None:
    """Return the number an answer means, for an option the middle of its range; None without points."""
    points = question.points(answer) if answer is not None else None
    if points is None or isinstance(answer, int):
        return float(answer) if isinstance(answer, int) and points is not None else None
    held = scale.of_points(points)
    return held.low if held.high == inf else (held.low + held.high) / 2


def _axis(question: Question, scale: Scale) -> tuple[float, ...]:
    """Return the question's steps, the best first."""
    if not scale.ranges:
        return tuple(float(knot.at) for knot in question.knots)
    edges = {each.low for each in scale.ranges} | {each.high for each in scale.ranges if each.high < inf}
    return tuple(sorted(map(float, edges)))


def _suggested(question: Question, compared: Comparison, scale: Scale) -> str | int | None:
    """Return the answer that the tickets suggest: the nearest end for a number, the option that has both ends."""
    if compared.outcome is None or compared.outcome.value not in ("more", "fewer"):
        return None
    if not scale.ranges:
        nearest = compared.lo if compared.outcome.value == "more" else compared.hi
        return min(max(round(nearest), question.minimum), question.maximum)
    low, high = scale.holding(compared.lo), scale.holding(compared.hi)
    if low.points != high.points:
        return None
    return next((option.id for option in question.options if option.points == low.points), None)
