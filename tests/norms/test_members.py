"""Who is in the benchmark, with what."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from norms.members import members, size_of
from questions.models.assessment import Assessment
from tests.builders import answer_all, newest
from tests.makers import AT, make_firm
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db


def test_who_agreed_with_a_number_for_everything_and_no_example() -> None:
    firm = make_firm()
    mine = make_counted(people=3, firm=firm)
    make_counted(counted=False)
    make_counted(example="bob-breakfix")
    unknown = make_counted()
    Assessment.objects.filter(pk=unknown.pk).update(counted=None)
    (found,) = members(newest())
    assert (found.shop, found.answers, found.firm, found.size) == (mine.shop_id, str(mine.pk), firm.pk, "2-4")
    assert (found.stage, found.figures["readiness"], found.figures["strain"]) == (
        mine.stage,
        mine.readiness,
        mine.strain,
    )
    assert set(found.figures) == {"readiness", "strain", *(each.id for each in newest().sections if each.weight)}


def test_the_newest_answers_count_and_if_those_were_not_agreed_to_none() -> None:
    first = make_counted()
    again = first.retake(key=uuid4())
    again.record(answer_all(newest(), 2, goal="become-msp"), at=AT)
    again.submit(at=AT + timedelta(days=90))
    assert members(newest()) == []
    again.count(agreed=True, at=AT)
    assert [each.answers for each in members(newest())] == [str(again.pk)]


def test_a_section_of_which_too_little_is_known_leaves_the_shop_out() -> None:
    assessment = Assessment.objects.start(newest(), shop=make_counted().shop)
    gaps = {each.id: "unknown" for each in newest().section["strategic-it"].questions if each.scored}
    assessment.record({**answer_all(newest(), 3, goal="become-msp"), **gaps}, at=AT)
    assessment.submit(at=AT + timedelta(days=1))
    assessment.count(agreed=True, at=AT)
    assert members(newest()) == []


def test_sizes() -> None:
    assert [size_of(people) for people in (None, 1, 2, 4, 5, 9, 10, 80)] == [
        *("", "1", "2-4", "2-4", "5-9", "5-9", "10+", "10+")
    ]
