"""The picture: good is up and right, the way goes up first, and nothing is claimed that is not known."""

import re
from dataclasses import replace

import pytest

from questions.core.questionnaire import Cut
from reports.core.parts import Moment, Scale
from reports.core.report import Report
from reports.pdf.printed.quadrant import Words, beside_lines, quadrant
from reports.pictures.way import arrived
from tests.reports.pdf.printed.shops import little_known, shop

SAID = Words(
    title="told", calmer="calmer", readier="readier", you="you", there="there", somewhere="somewhere", goal="the goal",
    goal_alone="goal", first="first", then="then", before="before",
)  # fmt: skip


def at(readiness: int, strain: int, name: str = "bob-breakfix") -> Report:
    report = shop(name)

    def place(scale: Scale, points: int) -> Cut:
        return [cut for cut in scale.cuts if cut.least <= points][-1]

    return replace(
        report,
        readiness=replace(report.readiness, points=readiness, place=place(report.readiness, readiness)),
        strain=replace(report.strain, points=strain, place=place(report.strain, strain)),
    )


def drawn(report: Report) -> str:
    return str(quadrant(report, SAID, tall=90))


@pytest.mark.parametrize(
    ("readiness", "strain", "words"),
    [
        (9, 96, ["1 first", "2 then", ">you<"]),
        (9, 20, [">then<", ">you<"]),
        (90, 80, [">first<", ">you<"]),
        (80, 20, [">there<"]),
    ],
)
def test_way_goes_up_then_right_as_far_as_each_is_needed(readiness: int, strain: int, words: list[str]) -> None:
    report = at(readiness, strain)
    assert all(each in drawn(report) for each in words)
    assert arrived(report) == (words == [">there<"])
    assert ('stroke-dasharray="0.75 1.15"' in drawn(report)) != arrived(report)


def test_last_time_is_shown_with_its_date_where_there_is_room() -> None:
    moved = replace(at(40, 50), moments=(Moment("2025-11-29", 10, 90), Moment("2026-11-29", 40, 50)))
    still = replace(at(40, 50), moments=(Moment("2025-11-29", 38, 52), Moment("2026-11-29", 40, 50)))
    assert ">before<" in drawn(moved)
    assert ">before<" not in drawn(still)
    assert drawn(still).count('r="1.7"') == 1


def test_word_stands_below_a_line_that_would_run_through_it() -> None:
    assert [beside_lines(at, [50]) for at in (40, 50, 53, 55)] == [40, 55, 55, 55]


def test_unknown_shop_is_an_area() -> None:
    found = drawn(little_known())
    assert ">somewhere<" in found
    assert ">you<" not in found


LONG = replace(SAID, you="You are here", there="You are here, where you want to be", goal="Your goal: mixed and calm")
PILL = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="6.6"')
FRAME = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="2.5"')


@pytest.mark.parametrize("readiness", [0, 20, 43, 50, 60, 64, 84, 100])
@pytest.mark.parametrize("strain", [0, 20, 33, 50, 100])
@pytest.mark.parametrize("name", ["bob-breakfix", "hybrid-on-purpose", "content-residential"])
def test_label_stays_inside_and_covers_no_line_of_the_goal(readiness: int, strain: int, name: str) -> None:
    picture = str(quadrant(at(readiness, strain, name), LONG, tall=90))
    ((left, top, wide),) = ([float(each) for each in found] for found in PILL.findall(picture))
    assert 13 <= left <= left + wide <= 180
    assert 6 <= top <= top + 6.6 <= 96
    for frame_left, frame_top, frame_wide, frame_tall in ([*map(float, each)] for each in FRAME.findall(picture)):
        right, bottom = frame_left + frame_wide, frame_top + frame_tall
        within = frame_left < left and left + wide < right and frame_top < top and top + 6.6 < bottom
        beside = left + wide < frame_left or left > right or top > bottom
        assert within or beside


def test_who_has_arrived_is_told_so_where_there_is_room() -> None:
    everywhere = replace(at(50, 20), zone=(0, 100))
    assert LONG.there in str(quadrant(everywhere, LONG, tall=90))
    assert LONG.there not in str(quadrant(at(60, 20, "hybrid-on-purpose"), LONG, tall=90))
