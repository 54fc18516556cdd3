"""The first page's picture: where invented shops stand, and a place for yours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from questions.core.questionnaire import Cut
from reports.core.report import Report

register = template.Library()
LEFT, TOP, WIDTH, HEIGHT = 2, 18, 322, 224
HALF, RIGHT = 50, 70  # percent: where "yours" stands, and from where a name ends at its dot


@register.inclusion_tag("reports/parts/shops_map.html")
def shops_map(*reports: Report) -> dict[str, Any]:
    """Draw readiness to the right and strain downwards, so that good is up and right."""
    first, dots = reports[0], []
    for report in reports:
        readiness, strain = report.readiness.points or 0, report.strain.points or 0
        side = "end" if readiness > RIGHT else "start" if readiness < 100 - RIGHT else "middle"
        dots.append({"shop": report.shop, "x": _x(readiness), "y": _y(strain), "side": side, "report": report})
    return {
        "dots": dots,
        "stages": [
            {"cut": cut, "x": _x(low), "width": _x(high) - _x(low)} for cut, low, high in _spans(first.readiness.cuts)
        ],
        "bands": [
            {"cut": cut, "y": _y(low), "height": _y(high) - _y(low)} for cut, low, high in _spans(first.strain.cuts)
        ],
        "yours": {"x": _x(HALF), "y": _y(HALF)},
        "box": {"left": LEFT, "top": TOP, "right": LEFT + WIDTH, "bottom": TOP + HEIGHT, "width": WIDTH},
    }


def _x(points: float) -> int:
    return LEFT + round(points / 100 * WIDTH)


def _y(points: float) -> int:
    return TOP + round(points / 100 * HEIGHT)


def _spans(cuts: Sequence[Cut]) -> list[tuple[Cut, int, int]]:
    return [(cut, cut.least, after) for cut, after in zip(cuts, [*(each.least for each in cuts[1:]), 100], strict=True)]
