"""Calls after hours: at most all tickets that came in then, at least those that were also worked on then."""

from __future__ import annotations

from evidence.core.measures.case import Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.measures.window import DAYS
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role

NEAR_EDGE = 30  # minutes from opening or closing
SOON = 4 * 60


def after_hours(case: Case) -> Finding:
    measure = Measure.AFTER_HOURS
    if lacking := arrivals_lack(case, measure):
        return lacking
    tickets = case.in_window
    outside = [each for each in tickets if not case.hours.is_open(each.created)]
    apart = [each for each in outside if not case.hours.near(each.created, NEAR_EDGE)]
    handled = [each for each in apart if _handled(case, each)]
    helping = case.replies.types_while_helping
    proven = [each for each in apart if helping or each.phone or _handled(case, each) or _noted(case, each)]
    doubt, why = case.doubt_of_times, _why(case)
    return Finding(
        measure=measure,
        status=Status.SHOWN if doubt or why else Status.COMPARED,
        lo=len(proven),
        hi=len(outside),
        n=len(tickets),
        side=Side.MORE,
        doubt=doubt,
        why=why,
        detail={
            "logged": len(outside),
            "within_30_min": len(outside) - len(apart),
            "handled": len(handled),
            "phone": sum(each.phone for each in apart),
            "share": round(len(outside) / len(tickets), 3),
        },
    )


def arrivals_lack(case: Case, measure: Measure) -> Finding | None:
    """Return why nothing can be said about when tickets came in; None if something can."""
    if not case.timed:
        return not_measurable(measure, Reason.NO_TIMES)
    if case.typed_in_together:
        return not_measurable(measure, Reason.TYPED_TOGETHER)
    if not case.window.covered:
        return not_measurable(measure, Reason.DAYS_COVERED, days=case.days, needed=DAYS)
    if not case.window.tickets:
        return not_measurable(measure, Reason.NO_TICKETS)
    return None


def _handled(case: Case, ticket: Ticket) -> bool:
    """Whether it got a first answer or a solution within four hours and outside shop hours."""
    return any(
        at is not None and 0 <= at - ticket.created <= SOON and not case.hours.is_open(at)
        for at in (case.worked_first(ticket), case.worked_finish(ticket))
    )


def _noted(case: Case, ticket: Ticket) -> bool:
    return any(
        entry.start is not None and 0 <= entry.start - ticket.created <= SOON and not case.hours.is_open(entry.start)
        for entry in ticket.entries
    )


def _why(case: Case) -> Because | None:
    if case.replies.paid_rota:
        return Because(Reason.PAID_ROTA)
    hands = (
        case.has(Role.FIRST, Role.RESOLVED)
        or case.replies.types_while_helping
        or any(each.phone or each.entries for each in case.tickets)
    )
    return None if hands else Because(Reason.NO_HANDS)
