"""Sentences and pictures of what others said, for the printed report."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from opinions.core.collected import Person, Said
from opinions.templatetags.opinion_words import ROLES
from opinions.words.dumbbell import EDGE, FILL, INK, PAPER, TRACK
from questions.core.question import MOST_POINTS
from questions.wording import as_told
from reports.core.report import Report
from reports.pdf.printed import fitting, others

register = template.Library()

WIDTH, HEIGHT, INSET = 58, 6, 3  # millimeters


@register.simple_tag
def others_page(report: Report) -> others.Page | None:
    """Return what has room on the page of what others said."""
    return others.page_of(report.opinions, fitting.room_of(report)) if report.opinions else None


@register.filter
def in_words(answer: str | None) -> str:
    """Return an answer in words, a gap and "I don't know" too."""
    if answer is None:
        return _("no answer")
    return as_told(answer) or _("don't know")


@register.filter
def role_of(person: Person) -> str:
    """Return who the person is to the owner; empty for someone else."""
    return str(ROLES.get(person.role, ""))


@register.simple_tag
def small_dumbbell(said: Said, own_name: str, name: str) -> SafeString:
    """Draw both answers on one line, the owner's as a dot and the other's as a ring; empty if one has no points."""
    places = others.dumbbell_places(said, WIDTH, INSET)
    if places is None:
        return SafeString("")
    own, other = places
    title = _("%(you)s: “%(own)s”; %(name)s: “%(other)s”") % {
        "you": own_name, "own": in_words(said.own), "name": name, "other": in_words(said.other),
    }  # fmt: skip
    middle, right = HEIGHT / 2, WIDTH - INSET
    step = (right - INSET) / MOST_POINTS
    ticks = format_html_join(
        "", '<path d="M{} {}v2" stroke="{}" stroke-width="0.2"/>',
        ((round(INSET + step * points, 2), middle - 1, EDGE) for points in range(MOST_POINTS + 1)),
    )  # fmt: skip
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}"><title>{}</title>'
        '<path d="M{} {}H{}" stroke="{}" stroke-width="1.6" stroke-linecap="round"/>{}'
        '<path d="M{} {}H{}" stroke="{}" stroke-width="0.8"/>'
        '<circle cx="{}" cy="{}" r="2" fill="{}" stroke="{}" stroke-width="0.8"/>'
        '<circle cx="{}" cy="{}" r="1.2" fill="{}"/></svg>',
        title, WIDTH, HEIGHT, title, INSET, middle, right, TRACK, ticks, own, middle, other, FILL,
        other, middle, PAPER, FILL, own, middle, INK,
    )  # fmt: skip
