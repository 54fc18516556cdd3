"""Two example shops have invented people beside their answers, and say so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opinions.examples import MOODS, keep_example
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from tests.makers import make_browser, make_shop
from tests.opinions.shops import beside, make_rated
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", MOODS)
def test_a_second_opinion_and_customers_once_and_marked_as_invented(name: str) -> None:
    assessment = make_rated(shop=make_shop(example=name))
    assert [keep_example(assessment) for _ in range(2)] == [True, False]
    opinion, pulse = Opinion.objects.get(), Pulse.objects.get()
    assert (len(opinion.pairs), pulse.replied) == (13, 12)
    owner = make_browser(assessment)
    for address in (beside(opinion), reverse("opinions:customers", args=[assessment.pk])):
        assert "An example: these people are invented" in Page(owner.get(address)).words


def test_no_real_shop_gets_any() -> None:
    assessment = make_rated()
    assert not keep_example(assessment)
    assert not Opinion.objects.exists()
