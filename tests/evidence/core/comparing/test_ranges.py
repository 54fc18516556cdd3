"""The ranges of each version are whole, ascend, and fit the points of its options."""

from __future__ import annotations

from math import inf

import pytest

from evidence.core.comparing.ranges import Range, Scale, read_scales
from evidence.library import CONTENT, scales
from questions.core.question import Kind
from questions.library import OWN, read

VERSIONS = sorted(path.stem for path in (CONTENT / "is-it-working").glob("*.toml"))
WRITTEN = read([OWN])


def test_there_are_ranges_for_two_versions() -> None:
    assert VERSIONS == ["2026.2", "2026.3"]
    assert scales("is-it-working", "2026.1", shop_day=600) == {}


def test_a_share_of_the_jobs_is_compared_by_jobs() -> None:
    assert scales("is-it-working", "2026.2", shop_day=600)["monday-repeat"] == Scale(
        question="monday-repeat",
        least=2,
        least_of_n=True,
        counting="share of jobs",
        ranges=(Range(4, 0, 2), Range(3, 2, 7.5), Range(2, 7.5, 13), Range(1, 13, 21), Range(0, 21, inf)),
    )
    assert scales("is-it-working", "2026.2", shop_day=600)["monday-repeat"].distance(40) == 5


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("shop_day", [180, 600])
def test_ranges_follow_one_another_to_the_end(version: str, shop_day: float) -> None:
    for scale in read_scales(CONTENT / f"is-it-working/{version}.toml", shop_day=shop_day).values():
        ends = [end for each in scale.ranges for end in (each.low, each.high)]
        assert ends == sorted(ends)
        assert not scale.ranges or (ends[0], ends[-1]) == (0, inf)
        assert [each.points for each in scale.ranges] in ([], [4, 3, 2, 1, 0])


@pytest.mark.parametrize("version", [each for each in VERSIONS if ("is-it-working", each) in WRITTEN])
def test_ranges_stand_where_a_question_has_options(version: str) -> None:
    questionnaire = WRITTEN["is-it-working", version]
    for name, scale in scales("is-it-working", version, shop_day=600).items():
        question = questionnaire.question[name]
        points = sorted(option.points or 0 for option in question.options)
        assert (question.kind is Kind.NUMBER) is not bool(scale.ranges)
        assert points == sorted(each.points for each in scale.ranges)


def test_the_shop_day_ends_the_same_day() -> None:
    scale = scales("is-it-working", "2026.3", shop_day=540)["first-response"]
    assert (scale.holding(540).points, scale.holding(541).points) == (1, 0)
    assert scale.of_points(0) == Range(0, 540, inf)
