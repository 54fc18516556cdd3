"""Says what a ticket's words mean: a machine's or a caller's, planned or not, urgent or not, closed or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from evidence.core.reading.folding import fold
from evidence.core.reading.ticket import Work
from evidence.core.reading.vocabulary import Meaning, Role, Words

MOST_URGENT_NUMBER = 2
MEMO = 5_000


class Reader:
    """Looks words up once for each different cell; `kept` are folded values that the owner says are not a machine's."""

    def __init__(self, words: Words, kept: Container[str]) -> None:
        self._words = words
        self._kept = kept
        self._works: dict[str, Work] = {}
        self._urgent: dict[str, bool | None] = {}
        self._robots: dict[str, bool] = {}
        self.machines: Counter[tuple[Role, str]] = Counter()

    def is_machine(self, source: str, kind: str, requester: str) -> bool:
        """Whether source, type or requester names a machine; every such value is counted, even a kept one."""
        by_machine = False
        for role, text in ((Role.SOURCE, source), (Role.TYPE, kind)):
            if text and self._words.means(text, Meaning.ALERT):
                self.machines[role, text] += 1
                by_machine = by_machine or fold(text) not in self._kept
        if requester and self._robot(requester):
            self.machines[Role.REQUESTER, requester] += 1
            by_machine = by_machine or fold(requester) not in self._kept
        return by_machine

    def _robot(self, text: str) -> bool:
        found = self._robots.get(text)
        if found is None:
            found = self._words.robot(text)
            if len(self._robots) < MEMO:
                self._robots[text] = found
        return found

    def is_phone(self, source: str) -> bool:
        return bool(source) and self._words.means(source, Meaning.PHONE)

    def work(self, kind: str) -> Work | None:
        """Return the kind of work; None without a type, and unclear for a type that reads as planned and unplanned."""
        if not kind:
            return None
        known = self._works.get(kind)
        if known is None:
            says = [each for each in Work if each is not Work.UNKNOWN and self._words.means(kind, Meaning(each.value))]
            decided = [each for each in says if each is not Work.UNCLEAR]
            known = decided[0] if len(decided) == 1 else Work.UNCLEAR if says else Work.UNKNOWN
            if len(self._works) < MEMO:
                self._works[kind] = known
        return known

    def urgent(self, priority: str) -> bool | None:
        """Whether a priority is one of the two highest; None if it does not say.

        A name takes precedence over a number.
        """
        if priority in self._urgent:
            return self._urgent[priority]
        found = self._is_urgent(priority)
        if len(self._urgent) < MEMO:
            self._urgent[priority] = found
        return found

    def _is_urgent(self, priority: str) -> bool | None:
        for meaning, found in ((Meaning.CALM, False), (Meaning.URGENT, True)):
            if self._words.means(priority, meaning):
                return found
        digits = priority.strip()[:1]
        return int(digits) <= MOST_URGENT_NUMBER if digits.isdecimal() and digits != "0" else None

    def closed(self, status: str) -> bool | None:
        return self._words.means(status, Meaning.CLOSED) if status else None
