"""What was examined, as plain data for JSON, in the owner's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from evidence.answers import Comparison
from evidence.core.asked import Ask
from evidence.core.examining import Examined
from evidence.core.measures.finding import Finding, Measure, Reason, Status, not_measurable
from evidence.core.measures.measuring import Measured
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.clock import to_moment
from evidence.holiday import VERSION
from evidence.wording import because


def findings(examined: Examined) -> tuple[Finding, ...]:
    """Return the measures; while a question is open or no ticket is left, each as not measurable."""
    if examined.measured is not None:
        return examined.measured.findings
    waiting = next((ask.topic.value for ask in examined.asks), None)
    return tuple(
        not_measurable(each, Reason.OPEN_QUESTION, topic=waiting)
        if waiting and not examined.tickets
        else not_measurable(each, Reason.NO_TICKETS)
        for each in Measure
    )


def as_data(examined: Examined, answered: Mapping[Measure, Comparison], version: str | None) -> dict[str, Any]:
    """Return everything a file showed; `version` is that of the questionnaire it is compared with."""
    return {
        "decided": _decided(examined),
        "ask": _asks(examined.asks),
        "also_ask": _asks(examined.also),
        "holidays": VERSION,
        "notes": list(examined.understood.notes),
        "time_file": _time_file(examined),
        "machines": [{"column": role.value, "value": text, "n": n} for role, text, n in examined.machines],
        "file": _file(examined),
        "measures": {
            each.measure.value: finding_data(each, answered.get(each.measure), version) for each in findings(examined)
        },
    }


def finding_data(finding: Finding, answer: Comparison | None, version: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"status": finding.status.value}
    if finding.status is Status.NOT_MEASURABLE:
        found["why"] = because(finding.why)
    else:
        found["doubt"] = because(finding.doubt)
    found |= {
        **finding.detail,
        "lo": finding.lo,
        "hi": finding.hi,
        "n": finding.n if finding.n is not None else finding.detail.get("n"),
        "side": finding.side.value if finding.side else None,
        "compared": finding.status is Status.COMPARED,
        "reason": because(finding.reason),
        "reason_code": finding.reason.reason.value if finding.reason else None,
        "outcome": answer.outcome.value if answer and answer.outcome else None,
    }
    if answer is not None:
        found["answer"] = {"version": version, "said": answer.said, "lo": answer.lo, "hi": answer.hi, "n": answer.n}
    return found


def _asks(asks: Iterable[Ask]) -> list[dict[str, Any]]:
    return [{"ask": each.topic.value, **each.fields} for each in asks]


def _decided(examined: Examined) -> dict[str, Any]:
    file = examined.understood
    return {
        "encoding": file.encoding.name,
        "encoding_sure": file.encoding.sure,
        "letters": list(file.encoding.letters),
        "delimiter": file.layout.delimiter,
        "system": file.system,
        "rows": file.rows,
        "ragged": file.ragged,
        "blank": file.blank,
        "roles": {
            role.value: len(at) if role is Role.LOG_WORK else file.labels[at[0]] for role, at in file.columns.items()
        },
        "dates": {
            role.value: {
                "read": column.read,
                "null": column.null,
                "bad": column.bad,
                "order": column.order.value,
                "sure": "ask" if column.order is Order.OPEN else "certain",
            }
            for role, column in file.dates.items()
        },
    }


def _time_file(examined: Examined) -> dict[str, Any] | None:
    file = examined.time_file
    if file is None:
        return None
    return {
        "rows": file.rows,
        "matched": file.matched,
        "no_such_ticket": file.no_such_ticket,
        "unreadable": file.unreadable,
        "hours": round(file.hours, 1),
        "with_start": file.with_start,
    }


def _file(examined: Examined) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rows": examined.understood.rows,
        "tickets": examined.tickets,
        "without_created": examined.without_created,
        "doubled_minutes": examined.doubled,
        "impossible_minutes": examined.impossible,
    }
    return found if examined.measured is None else found | _measured(examined.measured)


def _measured(measured: Measured) -> dict[str, Any]:
    people, window, shift = measured.people, measured.window, measured.shift
    return {
        "alerts": people.alerts,
        "clockwork": people.clockwork,
        "bursts": people.bursts,
        "future": people.future,
        "strays": people.strays,
        "people": len(people.tickets),
        "first_created": str(to_moment(measured.begins)),
        "last_created": str(to_moment(measured.ends)),
        "as_of": str(to_moment(measured.as_of)),
        "window": {
            "from": date.fromordinal(window.first).isoformat(),
            "to": date.fromordinal(window.last).isoformat(),
            "tickets": window.tickets,
            "covered": window.covered,
            "per_week": list(window.per_week),
            "holidays": [date.fromordinal(day).isoformat() for day in window.holidays],
            "days_before_now": window.age,
            "near_answers": window.near_answers,
        },
        "shift": None
        if shift is None
        else {
            "inside_as_read": round(shift.inside_as_read, 3),
            "best_shift_hours": shift.best_hours,
            "inside_shifted": round(shift.inside_shifted, 3),
            "zone_offset": shift.zone_offset,
            "ask": shift.ask,
            "looks_utc": shift.looks_utc,
            "night_0_6": round(shift.night, 3),
        },
        "clients": measured.clients,
        "client_from": measured.client_from,
    }
