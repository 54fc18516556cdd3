"""What submitting fixes: the score, and how the report writes dates and numbers."""

from __future__ import annotations

import json

import pytest
from pytest_django import Settings

from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, make_assessment, make_firm, make_shop, make_submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chosen", "site", "kept"),
    [
        (("en-IN", "en-US", "Europe/Zurich"), "America/Chicago", ("en-IN", "A4")),
        (("", "en-CA", "Europe/Zurich"), "America/Chicago", ("en-CA", "Letter")),
        (("", "", "Europe/Zurich"), "America/Chicago", ("en-GB", "A4")),
        (("", "", "America/Toronto"), "UTC", ("en-CA", "Letter")),
        (("", "", ""), "America/Chicago", ("en-US", "A4")),
        (("", "", ""), "UTC", ("en-US", "A4")),
        (("", "", "UTC"), "Europe/London", ("en-GB", "A4")),
    ],
)
def test_region_is_the_shops_else_its_firms_else_its_time_zones(
    settings: Settings, chosen: tuple[str, str, str], site: str, kept: tuple[str, str]
) -> None:
    """The paper is the site's setting where nothing is known of the shop; here that is A4."""
    settings.TIME_ZONE, settings.PAPER = site, "A4"
    shop, firm, zone = chosen
    row = make_shop(firm=make_firm(region=firm), region=shop, time_zone=zone)
    make_assessment(answers_of("bob-breakfix"), shop=row, submitted=AT)
    found = Assessment.objects.get()
    assert (found.locale, found.paper) == kept


def test_what_is_kept_stays_when_the_shop_chooses_another() -> None:
    assessment = make_submitted(shop=make_shop(region="en-US"))
    assessment.shop.region = "en-GB"
    assessment.shop.save()
    found = Assessment.objects.get()
    assert (found.locale, found.paper) == ("en-US", "Letter")


def test_score_is_copied_for_lists() -> None:
    found = Assessment.objects.get(pk=make_submitted().pk)
    card = found.score()
    assert found.scorecard == json.loads(json.dumps(card.stored()))
    assert (found.readiness, found.strain) == (card.readiness.points, card.strain.points)
    assert (found.stage, found.band, found.verdict) == (card.stage.id, card.band.id, card.verdict)
    assert found.gates.split() == list(card.gates)
    assert card.weakest is not None
    assert (found.weakest, found.weakest_points) == (card.weakest.section, card.weakest.points)
