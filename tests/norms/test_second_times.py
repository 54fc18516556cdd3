"""Answers given a second time come from the app that has them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from norms.second_times import second_answers
from opinions.models.retest import AFTER, Retest
from tests.makers import AT
from tests.opinions.shops import make_rated

pytestmark = pytest.mark.django_db


def test_both_times_of_those_who_answered_twice() -> None:
    once, twice = make_rated(), make_rated()
    assert Retest.objects.give(twice, {"hours-worked": 70}, at=AT + AFTER + timedelta(minutes=1))
    assert second_answers([once, twice]) == [(twice.responses, {"hours-worked": 70})]
