"""Words and charts for the PDF, where paper has more room than a phone."""

from __future__ import annotations

import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.core.annex import Row, annex
from reports.core.parts import Scale, SectionPart
from reports.core.report import Report
from reports.pdf.charts import Bar, Moment, meter, profile, scale_line
from reports.templatetags.report_words import ends, month, scale_title, scale_value, section_rows, shades, trend_of

register = template.Library()

WIDTH = 643  # CSS pixels of the 170 mm between the margins, so that a chart's letters keep their size
SIDE = 159  # CSS pixels of the 42 mm next to a section
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


@register.simple_tag
def wide_line(report: Report, measure: str) -> SafeString:
    """Draw one measure on a line as wide as the page, with each part named."""
    scale, title = (report.readiness, _("Readiness")) if measure == "readiness" else (report.strain, _("Strain"))
    value = scale_value(scale)
    return scale_line(
        title=scale_title(title, scale),
        value=value,
        points=scale.points,
        low=scale.low,
        high=scale.high,
        cuts=[cut.least for cut in scale.cuts],
        ends=ends(scale),
        names=[cut.name for cut in scale.cuts],
        width=WIDTH,
        shades=shades(report),
    )


@register.simple_tag
def section_profile(report: Report) -> SafeString:
    rows, title = section_rows(report)
    return profile(rows, title=title, width=WIDTH, shades=shades(report))


@register.simple_tag
def section_meter(report: Report, section: SectionPart, scale: Scale) -> SafeString:
    row = Bar(section.title, "", scale.points, scale.low, scale.high)
    return meter(row, title=scale_title(section.title, scale), width=SIDE, shades=shades(report))


@register.simple_tag
def trend_over(report: Report) -> SafeString:
    """Draw readiness and strain of every comparable attempt."""
    points = [Moment(month(day(at.date)), at.readiness, at.strain) for at in report.moments]
    return trend_of(report, points, WIDTH)
