"""The week at a glance: tickets by hour and weekday in full weeks, and whether Monday has more than its share."""

from __future__ import annotations

from collections import Counter

from evidence.core.measures.case import Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.shop.hours import DAY, SATURDAY, WEEK, weekday

LEAST_WEEKS, LEAST_TICKETS = 4, 30
WEEKS_WITH_TICKETS = 3 / 4
MOST_ON_A_DAY = 0.2
STANDARD_ERRORS = 2
HOURS = 24
GRID = "hour x weekday"


def week_picture(case: Case) -> Finding:
    measure = Measure.WEEK
    if case.typed_in_together:
        return not_measurable(measure, Reason.TYPED_TOGETHER)
    start, weeks = full_weeks(case)
    end = start + weeks * WEEK
    tickets = [each for each in case.tickets if start <= each.created // DAY < end]
    on_days = Counter(day for each in tickets if weekday(day := each.created // DAY) < SATURDAY)
    n = sum(on_days.values())
    if n < LEAST_TICKETS or weeks < LEAST_WEEKS:
        return not_measurable(measure, Reason.FEW_WEEKDAY_TICKETS, needed=LEAST_TICKETS)
    if len({(each.created // DAY - start) // WEEK for each in tickets}) < WEEKS_WITH_TICKETS * weeks:
        return not_measurable(measure, Reason.THIN_WEEKS)
    if max(on_days.values()) > MOST_ON_A_DAY * n:
        return not_measurable(measure, Reason.ONE_BIG_DAY)
    working = [day for day in range(start, end) if weekday(day) < SATURDAY and case.hours.works(day)]
    even = sum(weekday(day) == 0 for day in working) / len(working) if working else 0.0
    share = sum(often for day, often in on_days.items() if weekday(day) == 0) / n
    return Finding(
        measure,
        Status.SHOWN,
        n=n,
        why=Because(Reason.NO_QUESTION),
        detail={
            "monday_share": round(share, 3),
            "if_even": round(even, 3),
            "peak": share > even + STANDARD_ERRORS * (even * (1 - even) / n) ** 0.5,
            "grid": GRID if case.timed else None,
            "counts": grid(case) if case.timed else None,
        },
    )


def full_weeks(case: Case) -> tuple[int, int]:
    """Return the first Monday with full data, as a day ordinal, and the number of whole weeks from there."""
    first = case.first // DAY
    start = first + (WEEK - weekday(first)) % WEEK
    return start, max(0, (case.window.last + 1 - start) // WEEK)


def grid(case: Case) -> list[list[int]]:
    """Count tickets of full weeks by weekday, Monday first, and hour of the day: 7 lists of 24."""
    start, weeks = full_weeks(case)
    often = Counter(
        (weekday(day), each.created % DAY // 60)
        for each in case.tickets
        if start <= (day := each.created // DAY) < start + weeks * WEEK
    )
    return [[often[day, hour] for hour in range(HOURS)] for day in range(WEEK)]
