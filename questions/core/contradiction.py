"""Answers that do not fit together."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.question import Answer, Answers


@dataclass(frozen=True, slots=True)
class Condition:
    """True for any of `options`, ticked alone or with others; for a number from `low` to `high`, both included."""

    question: str
    options: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    def holds(self, answer: Answer | None) -> bool:
        if isinstance(answer, int):
            return (self.low is None or self.low <= answer) and (self.high is None or answer <= self.high)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return not set(self.options).isdisjoint(chosen)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that do not fit together, if all `conditions` are true; for the consultant to ask about, never scored.

    With `total_above` the numbers of its questions must add up to more than that. `ask` is what the owner is asked
    where they type the last of them; empty if only the consultant asks.
    """

    id: str
    text: str
    conditions: tuple[Condition, ...]
    ask: str = ""
    total_above: int | None = None

    def holds(self, answers: Answers) -> bool:
        found = [answers.get(each.question) for each in self.conditions]
        if not all(each.holds(answer) for each, answer in zip(self.conditions, found, strict=True)):
            return False
        return self.total_above is None or sum(each for each in found if isinstance(each, int)) > self.total_above
