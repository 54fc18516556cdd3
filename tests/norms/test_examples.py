"""Example shops stand beside invented ones, which are in no edition that is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from norms.examples import invented_edition
from norms.models.edition import Edition
from tests.makers import make_browser, make_shop, make_submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["willing-beginner", "burning-but-able"])
def test_an_example_shop_stands_beside_invented_ones(name: str) -> None:
    assessment = make_submitted(name, shop=make_shop("Example", example=name))
    found = Page(make_browser(assessment).get(reverse("norms:benchmark", args=[assessment.pk]))).words
    assert "An example: these shops are invented" in found
    assert f"you're at {assessment.readiness}." in found
    assert "Edition 2026-Q4" in found
    assert not Edition.objects.exists()


def test_a_real_shop_does_not() -> None:
    assert invented_edition(make_submitted()) is None
