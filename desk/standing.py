"""How far a shop is, with the numbers and the day that go with its state; the same for every page and export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desk.portfolio import Client
from questions.models.assessment import Assessment
from questions.models.underway import State, answered_of

REMINDABLE = (
    State.INVITED,
    State.OPENED,
    State.ANSWERING,
    State.STOPPED,
)  # the owner has something to do, and knows of it


@dataclass(frozen=True, slots=True)
class Standing:
    """`answered` of the `needed` questions, both 0 where the state doesn't say; `link` tells of an invitation's mail.

    `again` is whether there is an earlier result.
    """

    state: State
    since: datetime | None
    answered: int = 0
    needed: int = 0
    link: str = ""
    again: bool = False

    @property
    def may_remind(self) -> bool:
        return self.state in REMINDABLE


def standings_of(clients: Iterable[Client]) -> dict[int, Standing]:
    """Return how far each of these shops is, by shop, in one query for all of them."""
    rows = list(clients)
    counts = answered_of([row.current_id for row in rows if row.current_id and State(row.state).counts])
    return {
        row.pk: Standing(
            State(row.state),
            row.since,
            *_count(row.current_id, counts),
            again=row.latest_id is not None and row.state != State.SUBMITTED,
        )
        for row in rows
    }


def standings_of_attempts(attempts: Iterable[Assessment], *, at: datetime) -> dict[UUID, Standing]:
    """Return how far each of these attempts is, in two queries for all of them, and none for those submitted."""
    rows = {each.pk: each for each in attempts}
    asked = [key for key, each in rows.items() if not each.submitted]
    found = Assessment.objects.filter(pk__in=asked).with_state(at=at).order_by().values_list("pk", "state")
    states = dict.fromkeys(rows, State.SUBMITTED) | dict(found if asked else ())
    counts = answered_of([key for key, state in states.items() if State(state).counts])
    return {
        key: Standing(State(state), rows[key].since(State(state)), *_count(key, counts))
        for key, state in states.items()
    }


def _count(key: UUID | None, counts: dict[UUID, tuple[int, int]]) -> tuple[int, int]:
    return counts.get(key, (0, 0)) if key else (0, 0)
