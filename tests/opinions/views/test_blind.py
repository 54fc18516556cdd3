"""The page of twelve questions again: before its days, within them, after, and when it was answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opinions.models.retest import Retest
from questions.models.assessment import Assessment
from tests.makers import make_browser
from tests.opinions.shops import make_rated
from tests.pages import Page

pytestmark = pytest.mark.django_db


def submitted(**ago: int) -> tuple[Client, Assessment, str]:
    assessment = make_rated(submitted=timezone.now() - timedelta(**ago))
    return make_browser(assessment), assessment, reverse("opinions:retest", args=[assessment.pk])


def test_before_and_after_its_days_it_says_when() -> None:
    for days, said in ((9, "Come back on"), (15, "It was open until")):
        owner, _assessment, address = submitted(days=days, minutes=1)
        assert said in Page(owner.get(address)).words
        late = Page(owner.post(address, {"hours-worked": "40"}))
        assert "What you've just answered wasn't kept." in late.words
        assert not Retest.objects.exists()


def test_the_first_answers_are_nowhere_on_the_page_until_it_is_answered() -> None:
    owner, _assessment, address = submitted(days=11)
    asked = Page(owner.get(address))
    assert len(asked.all("main//fieldset")) == 12
    assert not asked.all("main//input[@checked]")
    assert {each.get("value") for each in asked.all("main//input[@type='text']")} <= {None, ""}
    assert not asked.all("main//svg")
    assert owner.post(address, {"hours-worked": "45", "procedures": "unknown"})["Location"] == address
    both = Page(owner.get(address))
    assert "You gave the same answer to 1 of 1 questions both times." in both.words
    assert [svg.get("aria-label") for svg in both.all("main//svg")] == [
        "First: “45 hours a week”; Again: “45 hours a week”"
    ]
    assert not both.all("main//fieldset")
