"""Judges a whole column of dates: all of its values decide the order of day and month, never a single one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from evidence.core.reading.stamps import DAY, NO_TIME, NOON, NOTHING, Order, Stamp, wall
from evidence.core.refusal import RefusedError, Why

FEW = 0.005  # share of values that are slips, not a second format
SMALL = 1 / 20  # share of the other side
MOST_UNREADABLE = 0.05
LEAST_FOR_AFTERNOON = 50
EXAMPLES = 3


@dataclass(slots=True)
class DateColumn:
    """What was seen of a column so far; `bad_text` and `examples` are cells, for the owner's eyes only."""

    read: int = 0
    null: int = 0
    bad: int = 0
    bad_text: str = ""
    bad_line: int = 0
    first_over: int = 0  # the first number is over 12, so it is the day
    second_over: int = 0
    numbers: int = 0
    timed: int = 0
    midnight: int = 0
    afternoon: bool = False
    with_offset: int = 0
    bare: int = 0
    shapes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    of_shape: list[str] = field(default_factory=list)  # one of each format
    steps: dict[Order, int] = field(default_factory=lambda: {Order.DAY_FIRST: 0, Order.MONTH_FIRST: 0})
    slips: dict[Order, tuple[str, int]] = field(default_factory=dict)
    _last: dict[Order, int] = field(default_factory=dict)

    def add(self, text: str, stamp: Stamp | None, line: int) -> None:
        """Count a cleaned cell with what it was read as."""
        if not text:
            self.null += 1
        elif stamp is None:
            if not self.bad:
                self.bad_text, self.bad_line = text, line
            self.bad += 1
        elif stamp is NOTHING:
            self.null += 1
        else:
            self._count(stamp, text, line)

    def _count(self, stamp: Stamp, text: str, line: int) -> None:
        self.read += 1
        self.shapes[stamp.shape] += 1
        if self.shapes[stamp.shape] == 1 and len(self.of_shape) < EXAMPLES:
            self.of_shape.append(text)
        if len(self.examples) < EXAMPLES:
            self.examples.append(text)
        if stamp.minute != NO_TIME:
            self.timed += 1
            self.midnight += stamp.minute == 0
            self.afternoon = self.afternoon or stamp.half or stamp.minute >= (NOON + 1) * 60
        self.with_offset += stamp.offset is not None
        self.bare += stamp.bare
        if stamp.numbers:
            self.numbers += 1
            if stamp.one > NOON:
                self.first_over += 1
                self.slips.setdefault(Order.DAY_FIRST, (text, line))
            elif stamp.two > NOON:
                self.second_over += 1
                self.slips.setdefault(Order.MONTH_FIRST, (text, line))
            elif not (self.first_over or self.second_over):
                self._step(stamp)

    def _step(self, stamp: Stamp) -> None:
        """Add the days between neighbors under either order; needed only while no number is over 12."""
        for order in self.steps:
            at = (wall(stamp, order) or 0) // DAY
            self.steps[order] += abs(at - self._last.get(order, at))
            self._last[order] = at

    @property
    def order(self) -> Order:
        """The order of day and month; raise RefusedError if some values have the day first and some the month."""
        if not self.numbers:
            return Order.NAMED
        if not (self.first_over or self.second_over):
            return Order.OPEN
        small, big = sorted((self.first_over, self.second_over))
        if small and not ((small <= FEW * self.read or small == 1) and small <= SMALL * big):
            raise RefusedError(Why.MIXED_ORDER)
        return Order.DAY_FIRST if self.first_over == big else Order.MONTH_FIRST

    @property
    def closer(self) -> Order | None:
        """The order that puts neighboring rows less than half as far apart; None if neither does."""
        day, month = self.steps[Order.DAY_FIRST], self.steps[Order.MONTH_FIRST]
        if 2 * day < month:
            return Order.DAY_FIRST
        return Order.MONTH_FIRST if 2 * month < day else None

    def settle(self) -> ReadColumn:
        """Return the decided column, with slips as unreadable; raise RefusedError for mixed or unreadable dates."""
        order = self.order
        bad, text, line = self.bad, self.bad_text, self.bad_line
        other = {Order.DAY_FIRST: Order.MONTH_FIRST, Order.MONTH_FIRST: Order.DAY_FIRST}.get(order)
        slips = min(self.first_over, self.second_over) if other else 0
        if other and slips and not bad:
            text, line = self.slips[other]
        if self.bad > MOST_UNREADABLE * (self.read + self.bad):
            raise RefusedError(Why.UNREADABLE_DATES, line=self.bad_line, count=self.bad, example=self.bad_text)
        many = FEW * self.read
        shapes = sorted(self.shapes.values())
        return ReadColumn(
            read=self.read - slips,
            null=self.null,
            bad=bad + slips,
            bad_text=text,
            bad_line=line,
            order=order,
            examples=tuple(self.examples),
            of_shape=tuple(self.of_shape),
            closer=self.closer if order is Order.OPEN else None,
            mixed_forms=sum(shapes[:-1]) > many,
            mixed_offsets=min(self.with_offset, self.read - self.with_offset) > many,
            offsets=self.with_offset > 0,
            day_numbers=self.bare > many,
            no_afternoon=not self.afternoon and self.timed > LEAST_FOR_AFTERNOON and self.midnight < self.timed,
            timed=self.timed - self.midnight > MOST_UNREADABLE * self.read,
        )


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A decided column of dates. `timed` is False if it has only days; its texts are for the owner's eyes only."""

    read: int
    null: int
    bad: int
    bad_text: str
    bad_line: int
    order: Order
    examples: tuple[str, ...]
    of_shape: tuple[str, ...]
    closer: Order | None
    mixed_forms: bool
    mixed_offsets: bool
    offsets: bool
    day_numbers: bool
    no_afternoon: bool
    timed: bool
