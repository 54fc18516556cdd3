"""The stair stands on the scale: the shop's tread is filled, its pin at its number, the flag on the goal."""

from dataclasses import replace

import pytest

from reports.core.brand import Brand
from reports.pdf.printed.stair import stair
from reports.pictures.way import goal_stage
from tests.reports.pdf.printed.shops import little_known, shop

BOB = shop("bob-breakfix")


def drawn(report: object = BOB, colour: str = "#1d4b87", **changes: object) -> str:
    found = replace(BOB if report is BOB else little_known(), brand=Brand(colour=colour))
    scale = replace(found.readiness, **changes)  # type: ignore[arg-type]
    return str(stair(scale, goal_stage(found), found.brand, title="told", you="You: 8", flag="Goal"))


def test_treads_are_as_wide_as_the_stages() -> None:
    for at in ("0.0", "45.0", "81.0", "117.0", "153.0"):
        assert f'<rect x="{at}"' in drawn()
    assert all(name in drawn() for name in ("Break/fix", "Reactive", "Mixed", "Managed", "Partner", "0–24", "85–100"))


def test_pin_and_flag_are_there_where_they_belong() -> None:
    assert "You: 8" in drawn()
    assert "Goal" in drawn()
    assert "Goal" not in stair(BOB.readiness, None, BOB.brand, title="told", you="You: 8", flag="Goal")


def test_unknown_shop_has_no_tread_filled_and_no_pin() -> None:
    assert "You: 8" not in drawn(little_known(), points=None)


@pytest.mark.parametrize(("colour", "filled"), [("#1d4b87", "#ffffff"), ("#ffd400", "#1b232b")])
def test_shops_tread_is_filled_with_the_color_of_text(colour: str, filled: str) -> None:
    assert f'height="14.0" fill="{filled}"' in drawn(colour=colour)
