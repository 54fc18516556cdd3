"""The questions of a page that shows what is stored: each becomes HTML once for its answer, not once for each owner.

What somebody wrote in their own words is made anew each time, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TypedDict

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from questions.core.question import Answer, Answers, Kind, Question
from questions.core.questionnaire import Section
from questions.forms import Asked, SectionForm
from questions.progress import Numbered

MOST_KEPT = 2048  # of about 3 KB each
HERE = "\0"  # no page has it: where the address to save to goes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: its page's heading, its number, if any, and `here` if the page opens with it."""

    heading: str
    numbered: Numbered | None
    here: bool


class AsShown(TypedDict):
    """What a page says beside its questions."""

    save_url: str
    numbers: Mapping[str, Numbered]
    doubts: Mapping[str, str]
    from_tickets: Mapping[str, date]


@dataclass(frozen=True)
class Shown:
    """Stands where a form would, without being one: nothing was sent, so nothing is wrong."""

    section: Section
    answers: Answers
    before: Answers
    save_url: str
    numbers: Mapping[str, Numbered]
    doubts: Mapping[str, str]
    from_tickets: Mapping[str, date]
    errors: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def html(self) -> SafeString:
        address, language = escape(self.save_url), get_language() or ""
        parts: list[str] = []
        still_open = [each for each in self.section.questions if each.id not in self.answers]
        first = (still_open or self.section.questions)[0]
        for each in self.section.questions:
            given, offered = self.answers.get(each.id), self.before.get(each.id)
            own_words = each.kind is Kind.TEXT and (given, offered) != (None, None)
            make = rendered.__wrapped__ if own_words else rendered
            place = Place(self.section.title, self.numbers.get(each.id), each is first)
            doubt, day = self.doubts.get(each.id), self.from_tickets.get(each.id)
            head, tail = make(each, given, None if given is not None else offered, place, doubt, day, language)
            parts += (head, address, tail)
        return mark_safe("".join(parts))  # noqa: S308 -- templates made all of it, and the address is escaped


@lru_cache(MOST_KEPT)
def rendered(  # noqa: PLR0913, PLR0917 -- all that the HTML depends on
    question: Question,
    answer: Answer | None,
    before: Answer | None,
    place: Place,
    doubt: str | None,
    from_tickets: date | None,
    language: str,
) -> tuple[str, str]:
    """Return a question's HTML up to the address it is saved to, and from there on, in the language that is active."""
    stored, offered = ({} if each is None else {question.id: each} for each in (answer, before))
    form = SectionForm(Section("", place.heading, "", 0, (question,)), stored, before=offered)
    context = {
        "heading": place.heading,
        "numbered": place.numbered,
        "save_url": HERE,
        "doubt": doubt,
        "from_tickets": from_tickets,
        "here": place.here,
    }
    head, _, tail = Asked(question, before).html(form, context).partition(HERE)
    return head, tail
