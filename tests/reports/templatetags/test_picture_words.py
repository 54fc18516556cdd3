"""The pictures of real results say where a shop is, where it was, and which way its goal lies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.personas import examples
from reports.core.parts import Moment
from reports.pictures.way import way_of
from reports.templatetags import picture_words
from tests.reports.templatetags.test_result_words import report


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("bob-breakfix", (True, True)),
        ("burning-but-able", (True, True)),
        ("content-residential", (False, False)),
        ("hybrid-on-purpose", (False, False)),
        ("managed-ordinary", (False, False)),
        ("strategic-partner", (False, False)),
        ("willing-beginner", (True, True)),
    ],
)
def test_the_way_goes_where_the_goal_is(name: str, way: tuple[bool, bool]) -> None:
    about = report(name)
    assert way_of(about) == way
    assert ("where you want to be" in picture_words.picture_of(about)) == (way == (False, False))
    assert bool(picture_words.way_in_words(about)) == any(way)


@pytest.mark.parametrize("name", examples("2026.3"))
def test_every_measure_is_told_in_its_picture(name: str) -> None:
    about = report(name)
    for measure, scale in (("readiness", about.readiness), ("strain", about.strain)):
        assert scale.place is not None
        assert f"{scale.points} · {scale.place.name}" in picture_words.gauge_of(about, measure)
    assert f"readiness {about.readiness.points} of 100" in picture_words.picture_of(about, wide=True)


def test_the_way_since_last_time_is_told() -> None:
    about = replace(report("willing-beginner"), moments=(Moment("2026-05-20", 19, 74), Moment("2026-11-29", 32, 57)))
    picture = picture_words.picture_of(about)
    assert "Last time, May 20, 2026: readiness 19, strain 74." in picture
    assert ">May 2026</text>" in picture
