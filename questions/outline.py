"""The list of sections beside a page of questions, and how far it has come: each line is made once for its numbers."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from questions.progress import Progress, SectionProgress

MOST_KEPT = 1024  # of less than 1 KB each
HERE = "\0"  # no page has it: where the address of the list's page goes


def outline(progress: Progress, here: SectionProgress, hub: str) -> SafeString:
    """Return the lines of the list, for the page of the section `here`."""
    address, language = escape(hub), get_language() or ""
    parts: list[str] = []
    for each in progress.sections:
        section, current = each.section, each is here or each == here
        head, tail = kept_lines(section.id, section.title, each.answered, each.needed, current, language)
        parts += (head, address, tail)
    return mark_safe("".join(parts))  # noqa: S308 -- templates made all of it, and the address is escaped


def left(progress: Progress, here: SectionProgress | None, *, again: bool = False) -> SafeString:
    """Return how many are answered in words, and in the section `here` as data; `again` to replace what a page said."""
    there = (here.answered, here.needed) if here else (0, 0)
    return kept_left(progress.answered, progress.needed, progress.minutes, *there, again, get_language() or "")


@lru_cache(MOST_KEPT)
def kept_lines(  # noqa: PLR0913, PLR0917 -- all that the line depends on
    key: str, title: str, answered: int, needed: int, current: bool, language: str
) -> tuple[str, str]:
    context = {"key": key, "title": title, "answered": answered, "needed": needed, "current": current, "hub": HERE}
    head, _, tail = render_to_string("questions/parts/outline.html", context).partition(HERE)
    return head, tail


@lru_cache(MOST_KEPT)
def kept_left(  # noqa: PLR0913, PLR0917 -- all that it depends on
    answered: int, needed: int, minutes: int, here_answered: int, here_needed: int, again: bool, language: str
) -> SafeString:
    here = {"answered": here_answered, "needed": here_needed}
    progress = {"answered": answered, "needed": needed, "minutes": minutes}
    return render_to_string("questions/parts/left.html", {"progress": progress, "here": here, "again": again})
