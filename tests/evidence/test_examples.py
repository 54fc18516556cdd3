"""Two example shops have invented tickets, marked as invented, that fit the time of their answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from evidence.core.kept import Kept
from evidence.examples import EXAMPLES, keep_example
from evidence.library import CONTENT
from evidence.models.kept_record import Record
from questions.core.personas import examples
from questions.models.assessment import Assessment
from tests.makers import answers_of, make_assessment, make_browser, make_shop

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 29, 9, tzinfo=UTC)


def make_example(name: str, *, at: datetime = TODAY, example: bool = True) -> Assessment:
    shop = make_shop(name, example=name if example else "", people=3)
    return make_assessment(answers_of(name), shop=shop, submitted=at)


def kept_of(name: str, at: datetime = TODAY) -> Kept:
    assessment = make_example(name, at=at)
    assert keep_example(assessment)
    return Record.objects.get(assessment=assessment).kept


def outcomes(kept: Kept) -> dict[str, str]:
    return {row.measure: row.outcome for row in kept.rows if row.outcome}


def test_the_examples_are_two_shops_and_their_files_are_there() -> None:
    assert set(EXAMPLES) < set(examples())
    named = {name for each in EXAMPLES.values() for name in (each.tickets, each.entries) if name}
    assert named | {"README.md"} == {path.name for path in (CONTENT / "examples").iterdir()}


def test_one_shop_has_tickets_that_show_something_else() -> None:
    kept = kept_of("willing-beginner")
    assert kept.window == ("2026-10-28", "2026-11-24")
    assert kept.uploaded == "2026-11-29"
    assert outcomes(kept) == {"after-hours-calls": "between", "monday-repeat": "between", "first-response": "fewer"}
    after_hours = next(row for row in kept.rows if row.measure == "after-hours-calls")
    assert (after_hours.lo, after_hours.hi) == (9, 20)
    assert kept.invented


def test_the_other_brings_time_entries() -> None:
    kept = kept_of("burning-but-able")
    assert kept.counts["entries"] == 225
    assert outcomes(kept) == {"after-hours-calls": "between"}
    assert kept.invented


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("days", [-400, -1, 6, 7, 60, 110, 250])
def test_the_tickets_are_from_the_weeks_before_the_answers(name: str, days: int) -> None:
    at = TODAY + timedelta(days=days)
    kept = kept_of(name, at)
    assert timedelta(0) < at.date() - date.fromisoformat(kept.last) <= timedelta(days=7)
    assert "after-hours-calls" in outcomes(kept)
    assert not kept.counts.get("future")


def test_a_record_is_kept_once() -> None:
    assessment = make_example("willing-beginner")
    assert keep_example(assessment)
    before = list(Record.objects.values())
    assert not keep_example(assessment)
    assert list(Record.objects.values()) == before


def test_a_shop_that_is_no_example_gets_no_tickets() -> None:
    assert not keep_example(make_example("willing-beginner", example=False))
    assert not keep_example(make_example("managed-ordinary"))
    assert not Record.objects.exists()


MARK = "An example: these tickets are invented"


def test_the_pages_say_that_the_tickets_are_invented() -> None:
    assessment = make_example("willing-beginner")
    browser = make_browser(assessment)
    keep_example(assessment)
    for name in ("evidence:kept", "reports:result"):
        assert browser.get(reverse(name, args=[assessment.pk])).content.decode().count(MARK) == 1
