"""The result of a measure: a range from what the file proves to the most it could be, and why it is not compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Measure(StrEnum):
    """Named after the question it is compared with, or after what it shows if there is none."""

    WEEK = "monday-peak"
    AFTER_HOURS = "after-hours-calls"
    WEEKENDS = "weekends"
    CAME_BACK = "monday-repeat"
    FIRST_ANSWER = "first-response"
    UNPLANNED = "reactive-share"
    AGAIN = "root-cause"
    BUSIEST = "concentration"
    OPEN_NOW = "backlog"


class Status(StrEnum):
    COMPARED = "compared"
    SHOWN = "shown"
    NOT_MEASURABLE = "not measurable"


class Side(StrEnum):
    """What a file can show: that there was more than the answer says, or also that there was less."""

    MORE = "more"
    BOTH = "both"


class Reason(StrEnum):
    """Why a measure is not compared or not measured; the sentences are outside the core."""

    # Doubts about the whole file.
    TIMES_OFF = "times-off"
    OPEN_QUESTION = "open-question"
    NOT_WHOLE = "not-whole"
    NOT_COVERED = "not-covered"
    OTHER_TIME = "other-time"
    FADES = "fades"
    NO_DAY_AND_NIGHT = "no-day-and-night"
    # What the file or its window lacks.
    NO_TICKETS = "no-tickets"
    NO_TIMES = "no-times"
    TYPED_TOGETHER = "typed-together"
    DAYS_COVERED = "days-covered"
    NO_FINISH = "no-finish"
    NO_CLIENT = "no-client"
    NO_SUBJECT = "no-subject"
    FEW_JOBS = "few-jobs"
    NO_FIRST_ANSWER = "no-first-answer"
    FEW_ANSWERS = "few-answers"
    NO_TYPE = "no-type"
    FEW_TICKETS = "few-tickets"
    FEW_FOR_SHARE = "few-for-share"
    NO_PLANNED = "no-planned"
    WORDS_UNKNOWN = "words-unknown"
    SHORT_FILE = "short-file"
    TOO_COARSE = "too-coarse"
    NO_CLIENT_COLUMN = "no-client-column"
    ONE_CLIENT = "one-client"
    FEW_WEEKDAY_TICKETS = "few-weekday-tickets"
    THIN_WEEKS = "thin-weeks"
    ONE_BIG_DAY = "one-big-day"
    # What keeps a single measure from being compared.
    NO_HANDS = "no-hands"
    PAID_ROTA = "paid-rota"
    WHOSE_WEEKEND = "whose-weekend"
    AUTOMATIC_REPLIES = "automatic-replies"
    NO_PRIORITY = "no-priority"
    BY_COUNT = "by-count"
    PLANNED_NOT_LOGGED = "planned-not-logged"
    NO_QUESTION = "no-question"


@dataclass(frozen=True, slots=True)
class Because:
    """A reason, with the plain numbers its sentence needs."""

    reason: Reason
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure. `doubt` is about the file, `why` about this measure; None if there is none.

    `lo`, `hi` and `n` are in the unit of the measure's question in 2026.3; `versions` has (lo, hi, n) as other versions
    ask, by the name of the counting. `detail` has plain numbers.
    """

    measure: Measure
    status: Status
    lo: float | None = None
    hi: float | None = None
    n: int | None = None
    side: Side | None = None
    doubt: Because | None = None
    why: Because | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    versions: Mapping[str, tuple[float, float, int]] = field(default_factory=dict)

    @property
    def reason(self) -> Because | None:
        """Why the measure is not compared; None if it is."""
        return None if self.status is Status.COMPARED else self.why or self.doubt


def not_measurable(measure: Measure, reason: Reason, **fields: object) -> Finding:
    return Finding(measure, Status.NOT_MEASURABLE, why=Because(reason, fields))
