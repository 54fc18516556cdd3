"""One question about a file: its fields, and the replies that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.core.asked import Topic

PICK = _("Pick one of these.")
Sent = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What is known before asking: what the reading found, the replies so far, and the shop's zone.

    `zone_known` is whether the shop itself says its zone.
    """

    pages: Mapping[str, Any]
    replies: Mapping[str, Any]
    zone: str
    zone_known: bool

    def asks(self, topic: Topic) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the role and the fields of each question about a topic."""
        return ((each["role"], each["fields"]) for each in self.pages["asks"] if each["topic"] == topic.value)

    def settled(self, topic: Topic) -> bool:
        return topic.value in self.replies.get("settled", [])

    def reason(self, measure: str) -> str:
        """Return the code of why a measure is not compared; empty if it is."""
        return self.pages["measures"][measure]["reason_code"] or ""


@dataclass(frozen=True, slots=True)
class Question:
    """`fields` by name; `reply` makes what they say, as a settings file has it, with `settled` as topics."""

    name: str
    title: str
    fields: Mapping[str, forms.Field]
    reply: Callable[[Sent], Mapping[str, Any]]
    help: str = ""
    settles: Callable[[Sent], Mapping[Topic, bool]] = field(default=lambda sent: {})
    check: Callable[[Sent], Mapping[str, Any]] = field(default=lambda sent: {})
    optional: bool = False


def one_of(choices: list[tuple[str, Any]], *, initial: str | None = None) -> forms.ChoiceField:
    """Return radio buttons, of which one must be chosen."""
    return forms.ChoiceField(
        choices=choices,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), PICK),
    )


def yes_no(yes: object, no: object, *, said: bool | None) -> forms.ChoiceField:
    initial = None if said is None else "yes" if said else "no"
    return one_of([("yes", yes), ("no", no)], initial=initial)
