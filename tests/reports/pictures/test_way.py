"""The goal lies where the questionnaire says, and the way there goes up and along as far as each is needed."""

from dataclasses import replace

import pytest

from reports.pictures.way import Zone, arrived, goal_stage, way_of, zone_of
from tests.reports.pdf.printed.shops import little_known, shop


def test_goal_lies_where_the_questionnaire_says() -> None:
    assert zone_of(shop("bob-breakfix")) == Zone(65, 100, 35)
    assert zone_of(shop("hybrid-on-purpose")) == Zone(45, 85, 35)
    assert zone_of(shop("content-residential")) == Zone(25, 45, 35), "who stays is right in the own stage"
    assert zone_of(replace(shop("bob-breakfix"), goal="")) is None
    stage = goal_stage(shop("bob-breakfix"))
    assert stage is not None
    assert stage.name == "Managed"
    assert goal_stage(replace(shop("bob-breakfix"), zone=(0, 100))) is None


@pytest.mark.parametrize(
    ("readiness", "strain", "way"),
    [(9, 96, (True, True)), (9, 34, (False, True)), (65, 35, (True, False)), (65, 34, (False, False))],
)
def test_way_goes_as_far_as_the_goal_and_no_farther(readiness: int, strain: int, way: tuple[bool, bool]) -> None:
    bob = shop("bob-breakfix")
    there = replace(bob, readiness=replace(bob.readiness, points=readiness), strain=replace(bob.strain, points=strain))
    assert way_of(there) == way
    assert arrived(there) == (way == (False, False))
    assert way_of(replace(there, goal="")) == (False, False)
    assert not arrived(replace(there, goal=""))


def test_who_is_past_the_goal_has_no_way_and_is_not_in_it() -> None:
    hybrid = shop("hybrid-on-purpose")
    past = replace(hybrid, readiness=replace(hybrid.readiness, points=90))
    assert way_of(past) == (False, False)
    assert not arrived(past)


def test_who_is_somewhere_has_no_way() -> None:
    assert way_of(little_known()) == (False, False)
