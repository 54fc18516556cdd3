"""Bars show the number or the range, and the bands it lies in."""

from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring

from reports.pdf.printed.gauge import SIDE, WIDTH, gauge, section_bar, strain_mark, stretches
from reports.pdf.printed.palette import BAR, BURNING
from tests.reports.pdf.printed.shops import little_known, shop

BOB = shop("bob-breakfix")


def test_stretches_reach_from_0_to_100() -> None:
    found = stretches(BOB.strain.cuts)
    assert [(low, high) for _, low, high in found] == [(0, 35), (35, 65), (65, 100)]


@pytest.mark.parametrize("points", [0, 9, 50, 100])
def test_pin_stands_at_the_number_and_its_head_over_its_middle(points: int) -> None:
    drawn = str(gauge(replace(BOB.readiness, points=points), title="told"))
    at = min(max(WIDTH * points / 100, 0.4), WIDTH - 0.4)
    assert f'x="{round(at - 0.45, 2)}"' in drawn
    assert f'd="M{round(at - SIDE, 2)} 0.6h{2 * SIDE:.0f}v' in drawn
    assert f'viewBox="0 0 {WIDTH + 2 * SIDE} ' in drawn
    assert "Partner" in drawn


def test_current_band_alone_is_bold() -> None:
    drawn = fromstring(str(gauge(BOB.strain, title="told", strain=True)))
    texts = {each.text: each.get("font-weight") for each in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert texts == {"Calm": "400", "Worn": "400", "Burning": "700"}


def test_range_has_a_bracket_and_no_pin() -> None:
    scale = replace(BOB.readiness, points=None, place=None, low=31, high=52)
    drawn = str(gauge(scale, title="told"))
    assert f"M{WIDTH * 0.31 + 0.4:.1f} 4.4V2H{WIDTH * 0.52 - 0.4:.1f}V4.4" in drawn
    assert 'font-weight="700"' not in drawn


def test_bar_of_a_section_is_as_long_as_its_number() -> None:
    scale = replace(BOB.readiness, points=40, low=40, high=40)
    assert f'width="23.2" height="3.2" fill="{BAR}"' in str(section_bar(scale, BOB.readiness.cuts, title="told"))
    part = next(part for part in little_known().sections if part.readiness and part.readiness.points is None)
    assert part.readiness is not None
    drawn = str(section_bar(part.readiness, BOB.readiness.cuts, title="told"))
    assert f'fill="{BAR}"' not in drawn


def test_mark_is_filled_as_far_as_the_band_is_high() -> None:
    cuts = BOB.strain.cuts
    assert [str(strain_mark(cuts, cut)).count('fill="none"') for cut in cuts] == [2, 1, 0]
    assert BURNING.ink in strain_mark(cuts, cuts[-1])
    assert BURNING.ink not in strain_mark(cuts, cuts[-1], fill="#ffffff")
