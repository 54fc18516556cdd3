"""What a shop's customers are asked, and their answers counted: three plain questions and an open one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opinions.core.shares import LEAST, Share, wilson


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by its id, the ids of its options, those that are good news, and those that count for no share.

    `beside` is the owner's question that it stands next to.
    """

    id: str
    options: tuple[str, ...]
    good: tuple[str, ...]
    beside: str
    aside: tuple[str, ...] = ()


QUESTIONS = (
    Asked("solved", ("first-try", "later-try", "not-solved"), ("first-try",), "satisfaction-evidence"),
    Asked("upset", ("never", "once", "more"), ("never",), "dread"),
    Asked(
        "wait",
        ("half-hour", "hour", "same-day", "later", "not-urgent"),
        ("half-hour", "hour"),
        "first-response",
        ("not-urgent",),
    ),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many chose each option of a question; `share` of good news only from LEAST answers on."""

    asked: Asked
    counts: tuple[tuple[str, int], ...]
    good: int
    of: int
    share: Share | None


def count(replies: Iterable[Mapping[str, str]], *, group: int | None = None) -> list[Counted]:
    """Count replies, each an option by question; `group` is how many customers there are, where that is known."""
    every = list(replies)
    return [_counted(asked, Counter(each.get(asked.id, "") for each in every), group) for asked in QUESTIONS]


def _counted(asked: Asked, chosen: Counter[str], group: int | None) -> Counted:
    of = sum(chosen[option] for option in asked.options if option not in asked.aside)
    good = sum(chosen[option] for option in asked.good)
    share = wilson(good, of, group=max(group, of) if group else None) if of >= LEAST else None
    return Counted(asked, tuple((option, chosen[option]) for option in asked.options), good, of, share)
