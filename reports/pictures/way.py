"""Where a shop's goal lies between readiness and strain, and which way it is from here: the same on page and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from questions.core.questionnaire import Cut
from reports.core.report import Report
from reports.core.scales import TOP


@dataclass(frozen=True, slots=True)
class Zone:
    """The goal's part of the picture: from `left` to `right` in readiness, and down to `worst` in strain."""

    left: int
    right: int
    worst: int

    def holds(self, readiness: int, strain: int) -> bool:
        return self.left <= readiness < self.right + (self.right == TOP) and strain < self.worst


class Way(NamedTuple):
    """Whether the way goes up, to a calmer week, and whether it goes along, to a readier shop."""

    up: bool
    along: bool


def zone_of(report: Report) -> Zone | None:
    """Return where the goal lies: among the stages it is reached in, and calm; None without a goal."""
    if not report.goal:
        return None
    (left, last), bands = report.zone, report.strain.cuts
    return Zone(left, last + (last < TOP), bands[1].least if len(bands) > 1 else TOP)


def goal_stage(report: Report) -> Cut | None:
    """Return the first of the stages in which the goal is reached; None where any stage will do."""
    if not report.goal or report.zone == (0, TOP):
        return None
    return next(cut for cut in report.readiness.cuts if cut.least == report.zone[0])


def way_of(report: Report) -> Way:
    """Return the way to the goal; none without a goal, or while it is unknown where the shop stands."""
    zone, readiness, strain = zone_of(report), report.readiness.points, report.strain.points
    if zone is None or readiness is None or strain is None:
        return Way(up=False, along=False)
    return Way(up=strain >= zone.worst, along=readiness < zone.left)


def arrived(report: Report) -> bool:
    """Whether the shop is where its goal lies."""
    zone, readiness, strain = zone_of(report), report.readiness.points, report.strain.points
    return zone is not None and readiness is not None and strain is not None and zone.holds(readiness, strain)
