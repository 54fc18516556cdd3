"""Jobs that came back: at least those reopened or with a similar ticket in a week, at most any of that client's."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from evidence.core.measures.case import MOSTLY, Case, person_of
from evidence.core.measures.finding import Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.hours import DAY, WEEK, weekday

LAST_JOBS = 20
LOOK_BACK = 90 * DAY
MOST_LOOKED_AT = 200  # tickets of one client in a week; more prove nothing
FOUR_WEEKS = 28 * DAY
LITTLE_CHANCE = 0.10
LEAST_FRIDAYS = 20
FRIDAY, WEDNESDAY = 4, 2
SHARE = "share of jobs"


@dataclass(frozen=True, slots=True)
class _Job:
    ticket: Ticket
    finished: int
    same: bool
    alike: bool
    in_two_days: bool


def came_back(case: Case) -> Finding:
    measure = Measure.CAME_BACK
    if not case.has(Role.RESOLVED, Role.CLOSED):
        return not_measurable(measure, Reason.NO_FINISH)
    whose = person_of(case)
    if whose is None:
        return not_measurable(measure, Reason.NO_CLIENT)
    subjects = sum(bool(each.subject) for each in case.tickets) >= MOSTLY * len(case.tickets)
    if not subjects and not case.has(Role.REOPENS, Role.REOPENED):
        return not_measurable(measure, Reason.NO_SUBJECT)
    jobs = _jobs(case, whose[1])
    if len(jobs) < LAST_JOBS:
        return not_measurable(measure, Reason.FEW_JOBS, jobs=len(jobs), needed=LAST_JOBS)
    last = jobs[-LAST_JOBS:]
    chance = _by_chance(case, jobs, whose[1])
    month = [job for job in jobs if job.finished >= case.last - WEEK * DAY - FOUR_WEEKS]
    doubt = case.doubt
    return Finding(
        measure=measure,
        status=Status.SHOWN if doubt else Status.COMPARED,
        lo=sum(job.alike for job in last),
        hi=sum(job.alike or job.same for job in last),
        n=LAST_JOBS,
        side=Side.BOTH if chance < LITTLE_CHANCE else Side.MORE,
        doubt=doubt,
        detail={
            "lo20": sum(job.alike for job in last),
            "hi20": sum(job.alike or job.same for job in last),
            "jobs": len(jobs),
            "same_client_share": round(sum(job.same for job in jobs) / len(jobs), 3),
            "alike_share": round(sum(job.alike for job in jobs) / len(jobs), 3),
            "by_chance": round(chance, 3),
            "reopened": sum(job.ticket.reopens > 0 for job in jobs),
            "subjects": subjects,
            **_fridays(jobs),
        },
        versions={SHARE: _share(month)} if month else {},
    )


def _share(jobs: list[_Job]) -> tuple[float, float, int]:
    lo, hi = sum(job.alike for job in jobs), sum(job.alike or job.same for job in jobs)
    return 100 * lo / len(jobs), 100 * hi / len(jobs), len(jobs)


def _jobs(case: Case, whose: Mapping[int, int]) -> list[_Job]:
    """Return jobs finished at least a week before the last ticket, and within the three months before that."""
    until = case.last - WEEK * DAY
    theirs: defaultdict[int, list[Ticket]] = defaultdict(list)
    for at, person in whose.items():
        theirs[person].append(case.tickets[at])
    created = {person: [each.created for each in tickets] for person, tickets in theirs.items()}
    ends: dict[int, int] = {}
    found = []
    for at, ticket in enumerate(case.tickets):
        finished = case.finish(ticket)
        if finished is None or not until - LOOK_BACK <= finished <= until:
            continue
        day = finished // DAY
        if day not in ends:
            ends[day] = _second_working_day(case, day)
        theirs_of = whose.get(at)
        tickets, times = ([], []) if theirs_of is None else (theirs[theirs_of], created[theirs_of])
        start = bisect_right(times, finished)
        again = tickets[start : bisect_right(times, finished + WEEK * DAY)]
        next_day = bisect_right(times, (day + 1) * DAY - 1)
        found.append(
            _Job(
                ticket=ticket,
                finished=finished,
                same=bool(again),
                alike=ticket.reopens > 0 or any(_alike(ticket, each) for each in again[:MOST_LOOKED_AT]),
                in_two_days=next_day < bisect_right(times, (ends[day] + 1) * DAY - 1),
            )
        )
    return sorted(found, key=lambda job: (job.finished, job.ticket.created))


def _alike(job: Ticket, new: Ticket) -> bool:
    """Whether the new subject shares at least half of its words."""
    return bool(new.subject) and 2 * len(set(job.subject) & set(new.subject)) >= len(new.subject)


def _second_working_day(case: Case, day: int) -> int:
    left = 2
    for later in range(day + 1, day + 4 * WEEK):
        left -= case.hours.works(later)
        if not left:
            return later
    return day + 4 * WEEK


def _by_chance(case: Case, jobs: list[_Job], whose: Mapping[int, int]) -> float:
    """Return the share of jobs that would come back within a week if clients called at random times."""
    often = Counter(whose.values())
    place = {id(ticket): whose.get(at) for at, ticket in enumerate(case.tickets)}
    days = max((case.last - case.begins) / DAY, 1)
    calls = (often.get(person, 1) if (person := place[id(job.ticket)]) is not None else 1 for job in jobs)
    return sum(1 - exp(-WEEK * (n - 1) / days) for n in calls) / len(jobs)


def _fridays(jobs: list[_Job]) -> dict[str, list[int] | None]:
    """Count jobs finished on a Friday, and from Monday to Wednesday, whose client was back within two working days."""
    friday = [job.in_two_days for job in jobs if weekday(job.finished // DAY) == FRIDAY]
    others = [job.in_two_days for job in jobs if weekday(job.finished // DAY) <= WEDNESDAY]
    enough = min(len(friday), len(others)) >= LEAST_FRIDAYS
    return {
        "friday_then_two_days": [sum(friday), len(friday)] if enough else None,
        "mon_wed_then_two_days": [sum(others), len(others)] if enough else None,
    }
