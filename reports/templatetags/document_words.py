"""Rows and texts of the annex."""

from __future__ import annotations

import datetime

from django import template

from reports.core.annex import Row, annex
from reports.core.parts import SectionPart
from reports.core.report import Report

register = template.Library()

MOST_LINES = 12


@register.filter
def rows(report: Report) -> tuple[tuple[SectionPart, tuple[Row, ...]], ...]:
    """Return the annex: each section with a row for each answer."""
    return annex(report)


@register.filter
def day(date: str) -> datetime.date:
    return datetime.date.fromisoformat(date)


@register.filter
def compact(text: str) -> str:
    """Return a text with its line breaks, unless these would fill pages with single words."""
    return text if len(text.splitlines()) <= MOST_LINES else " ".join(text.split())
