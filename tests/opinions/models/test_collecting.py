"""What a report gets of others' answers: all that is complete, and nothing that the owner may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clients.viewers import NOBODY
from opinions.core.collected import Collected
from opinions.models.collecting import collect
from opinions.models.pulse import OPEN_FOR, Pulse
from opinions.models.retest import AFTER, Retest
from questions.models.assessment import Assessment
from tests.makers import AT, make_shop
from tests.opinions.models.test_pulse import begin, reply
from tests.opinions.shops import ask, make_opinion, make_rated
from tests.pages import queries

pytestmark = pytest.mark.django_db


def now_of(assessment: Assessment) -> Collected | None:
    return collect(assessment, at=timezone.now())


def test_nothing_costs_one_query() -> None:
    assessment = make_rated()
    assert len(queries(lambda: now_of(assessment))) == 1
    ask(assessment)
    assert now_of(assessment) is None


def test_a_person_is_told_of_with_name_day_and_differences() -> None:
    assessment = make_rated()
    given = make_opinion(assessment)
    found = now_of(assessment)
    assert found is not None
    (dana,) = found.named
    assert (dana.name, dana.role, len(dana.said), found.invented) == ("Dana", "tech", 4, False)
    assert (found.customers, found.team, found.again) == (None, None, None)
    given.take_back(at=timezone.now())
    assert now_of(assessment) is None


def test_customers_count_when_it_is_over_and_not_reply_by_reply() -> None:
    assessment = make_rated()
    (token,) = begin(assessment, "customers", asked=9)
    assert reply(token, {"solved": "first-try", "upset": "never"}, "Call back")
    assert now_of(assessment) is None
    found = collect(assessment, at=timezone.now() + OPEN_FOR)
    assert found is not None
    assert found.customers is not None
    assert (found.customers.asked, found.customers.replied, found.customers.comments) == (9, 1, ("Call back",))
    assert all(found.customers.own)


def test_a_team_of_two_is_not_told_of_and_one_of_three_is() -> None:
    assessment = make_rated()
    (token,) = begin(assessment, asked=3)
    assert [reply(token), reply(token)] == [True, True]
    assert collect(assessment, at=timezone.now() + OPEN_FOR) is None
    assert reply(token)  # the last awaited one ends it
    found = now_of(assessment)
    assert found is not None
    assert found.team is not None
    assert found.team.number == 3
    assert [line.problem for line in found.team.lines] == sorted(line.problem for line in found.team.lines)[::-1]
    Pulse.objects.get().remove(who=NOBODY, at=timezone.now())
    assert now_of(assessment) is None


def test_the_second_time_is_told_of_and_an_example_says_so() -> None:
    assessment = make_rated(shop=make_shop("Example", example="willing-beginner"))
    Retest.objects.give(assessment, {"hours-worked": 70}, at=AT + AFTER + timedelta(hours=1))
    found = now_of(assessment)
    assert found is not None
    assert found.again is not None
    assert (found.again.same, found.again.compared, found.invented) == (0, 1, True)
