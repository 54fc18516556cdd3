"""The page of the benchmark: none yet, the newest, and the one that is chosen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from norms.members import members
from norms.models.edition import Edition
from tests.builders import newest
from tests.makers import AT, make_browser
from tests.norms.shops import make_counted
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db


def test_before_the_first_edition_it_says_what_it_takes() -> None:
    assessment = make_counted()
    owner = make_browser(assessment)
    address = reverse("norms:benchmark", args=[assessment.pk])
    assert address in Page(owner.get(reverse("reports:result", args=[assessment.pk]))).links
    assert "as soon as 10 of them did" in Page(owner.get(address)).words


def test_the_edition_that_is_chosen_else_the_newest() -> None:
    shops = [make_counted() for _ in range(10)]
    Edition.objects.publish(newest(), members(newest()), at=AT)
    owner = make_browser(shops[0])
    address = reverse("norms:benchmark", args=[shops[0].pk])
    took = len(queries(lambda: owner.get(address)))
    for _ in range(5):
        make_counted(2)
    Edition.objects.publish(newest(), members(newest()), at=datetime(2027, 1, 5, tzinfo=UTC))
    assert len(queries(lambda: owner.get(address))) == took
    shown = Page(owner.get(address)).words
    assert "Edition 2027-Q1" in shown
    assert "All shops 15 shops" in shown
    assert "These shops chose to take part, so they're not a norm." in shown
    for asked, number in (("2026-Q4", "10 shops"), ("2020-Q1", "15 shops")):
        assert f"All shops {number}" in Page(owner.get(address, {"edition": asked})).words
