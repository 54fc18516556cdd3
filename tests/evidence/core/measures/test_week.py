"""The week as a picture, and whether Monday brings more than its share."""

from __future__ import annotations

from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.measures.week import full_weeks, grid, week_picture
from evidence.core.shop.hours import DAY, weekday
from tests.evidence.core.cases import at, every_day, make_case, make_ticket


def test_a_finding_whole() -> None:
    tickets = [*every_day(20, "10-26 10:00"), *every_day(20, "10-26 11:00")]
    mondays = [make_ticket(f"{day} 09:{minute}") for day in ("11-02", "11-09", "11-16") for minute in range(10, 17)]
    case = make_case([*tickets, *mondays])
    counts = [[0] * 24 for _ in range(7)]
    for day in range(5):
        counts[day][10] = 4 - (day == 2) + (day == 0)  # a holiday, and the case's own first ticket
        counts[day][11] = 4 - (day == 2)
    counts[0][9] = 21
    n = 60
    assert week_picture(case) == Finding(
        Measure.WEEK,
        Status.SHOWN,
        n=n,
        why=Because(Reason.NO_QUESTION),
        detail={
            "monday_share": round(30 / n, 3),
            "if_even": round(4 / 19, 3),
            "peak": True,
            "grid": "hour x weekday",
            "counts": counts,
        },
    )
    assert grid(case) == counts


def test_weeks_are_full_from_monday_to_sunday() -> None:
    start, weeks = full_weeks(make_case(every_day(10), alone=True))
    assert (start, weekday(start), weeks) == (at("10-26 00:00") // DAY, 0, 1)
    assert full_weeks(make_case(every_day(10, "10-27 10:00"), alone=True)) == (at("11-02 00:00") // DAY, 1)


def test_what_it_needs() -> None:
    few = not_measurable(Measure.WEEK, Reason.FEW_WEEKDAY_TICKETS, needed=30)
    assert week_picture(make_case(every_day(15))) == few
    assert week_picture(make_case(every_day(30, "11-09 10:00"), alone=True)) == few
    big = [make_ticket(f"11-03 10:{minute}") for minute in range(10, 40)]
    assert week_picture(make_case(big)) == not_measurable(Measure.WEEK, Reason.THIN_WEEKS)
    assert week_picture(make_case([*big, *every_day(22)])) == not_measurable(Measure.WEEK, Reason.ONE_BIG_DAY)
    assert week_picture(make_case(big, typed_in_together=True)) == not_measurable(Measure.WEEK, Reason.TYPED_TOGETHER)


def test_days_alone_have_no_grid() -> None:
    found = week_picture(make_case([*every_day(20), *every_day(20, "10-26 11:00")], timed=False))
    assert (found.detail["grid"], found.detail["counts"], found.detail["peak"]) == (None, None, False)
