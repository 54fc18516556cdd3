"""Who is worth a call, and why: plain Python, strain first, then what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CALM, WORN, BURNING = 1, 2, 3


class Why(StrEnum):
    """A reason to call, the most pressing first."""

    STRAIN_UP = "strain-up"
    READINESS_DOWN = "readiness-down"
    MAIL = "mail"
    STOPPED = "stopped"
    NEW = "new"
    OVERDUE = "overdue"
    REVIEW = "review"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a shop today.

    `heat` is CALM, WORN or BURNING, 0 where no strain is known; `band` names it. What moved is a change since the
    attempt before, 0 for none, for noise and once its review is done. `new_for` and `stopped_for` are days; `due` items
    of its plan are due, the first since `due_since`; `mail` says why one to the owner failed, and `mail_again` that it
    isn't for their address.
    """

    key: int
    name: str
    heat: int = 0
    band: str = ""
    readiness: int | None = None
    strain: int | None = None
    readiness_moved: int = 0
    strain_moved: int = 0
    new_for: int | None = None
    stopped_for: int | None = None
    due: int = 0
    due_since: date | None = None
    review_due: date | None = None
    mail: str = ""
    mail_again: bool = False


class NextAct(StrEnum):
    """What to do about a reason."""

    MOVED = "moved"
    ADDRESS = "address"
    MAIL = "mail"
    REMIND = "remind"
    PHONE = "phone"
    CLIENT = "client"
    BRIEF = "brief"
    PLAN = "plan"


NEXT: Mapping[Why, NextAct] = {
    Why.STRAIN_UP: NextAct.MOVED,
    Why.READINESS_DOWN: NextAct.MOVED,
    Why.NEW: NextAct.BRIEF,
    Why.OVERDUE: NextAct.PLAN,
    Why.REVIEW: NextAct.BRIEF,
    Why.BETTER: NextAct.MOVED,
}


@dataclass(frozen=True, slots=True)
class Call:
    """A shop worth a call; its reasons, the most pressing first, and the days that the longest of them waits."""

    facts: Facts
    whys: tuple[Why, ...]
    days: int

    @property
    def first(self) -> Why:
        return self.whys[0]

    def next_act(self, *, changes: bool, reminds: bool, phones: bool) -> NextAct:
        """Return the one next act for a viewer who may or may not change the shop, remind its owner, or phone them."""
        if self.first == Why.MAIL:
            cause = NextAct.MAIL if self.facts.mail_again else NextAct.ADDRESS
            return cause if changes else NextAct.CLIENT
        if self.first == Why.STOPPED:
            return NextAct.REMIND if reminds else NextAct.PHONE if phones else NextAct.CLIENT
        return NEXT[self.first]


def calls(shops: Iterable[Facts], *, today: date) -> list[Call]:
    """Return those with a reason: burning ones first, then by strain, what is most pressing and what waits longest."""
    found = [Call(each, whys, _days(each, today)) for each in shops if (whys := tuple(reasons(each, today=today)))]
    return sorted(found, key=_order)


def reasons(facts: Facts, *, today: date) -> Iterator[Why]:
    if facts.strain_moved > 0:
        yield Why.STRAIN_UP
    if facts.readiness_moved < 0:
        yield Why.READINESS_DOWN
    if facts.mail:
        yield Why.MAIL
    if facts.stopped_for is not None:
        yield Why.STOPPED
    if facts.new_for is not None:
        yield Why.NEW
    if facts.due:
        yield Why.OVERDUE
    if facts.review_due is not None and facts.review_due <= today:
        yield Why.REVIEW
    if facts.strain_moved < 0 or facts.readiness_moved > 0:
        yield Why.BETTER


def _order(call: Call) -> tuple[int, int, int, str, int]:
    whys = [*Why]
    return _place(call), whys.index(call.first), -call.days, call.facts.name, call.facts.key


def _place(call: Call) -> int:
    """Return where its strain puts it; who stopped before there was a number comes right after those who burn."""
    if call.facts.heat:
        return {BURNING: 0, WORN: 2, CALM: 4}[call.facts.heat]
    return 1 if Why.STOPPED in call.whys else 3


def _days(facts: Facts, today: date) -> int:
    since = [each for each in (facts.due_since, facts.review_due) if each is not None and each <= today]
    waits = [each for each in (facts.new_for, facts.stopped_for) if each is not None]
    return max([*waits, *((today - each).days for each in since)], default=0)
