"""A plan as pages show it: what is in it, what is new beside it, what may be done by now."""

from datetime import UTC, datetime

import pytest

from clients.viewers import NOBODY
from plans.models.board import Board, today_at
from plans.models.item import Item
from plans.models.plan import Plan
from reports.models.composing import report_of
from tests.makers import AT, make_assessment, make_shop, make_submitted
from tests.pages import queries
from tests.plans.planned import again, best, corrected, first_item

pytestmark = pytest.mark.django_db


def test_done_ones_are_counted_and_dropped_ones_are_not() -> None:
    assessment = make_submitted()
    for item, state in zip(Board.of(assessment).items, ("done", "dropped", "doing"), strict=False):
        Item.objects.change(item, {"state": state}, version=0, by=NOBODY, at=AT)
    board = Board.of(assessment)
    assert (board.done, board.total, len(board.dropped)) == (1, len(board.items) - 1, 1)
    days = [item.due for item in board.by_day[:-1]]
    assert days == sorted(day for day in days if day)
    assert board.by_day[-1].state == "done"


def test_a_newer_result_offers_its_new_steps_beside_and_proposes_what_is_good_enough_as_done() -> None:
    first = make_submitted()
    item = first_item(first)
    assert item.key == "credentials"
    second = again(first, credentials=best("credentials"))
    board = Board.of(second)
    steps = {step.question for step in report_of(second).steps}
    assert [each.key for each in board.to_confirm] == ["credentials"]
    assert {each.key for each in board.offered} == steps - {each.key for each in board.items}
    assert board.offered
    assert all(each.offered for each in board.offered)
    assert Board.of(first).offered[0].key == board.offered[0].key  # an older result's page shows the same plan
    Item.objects.change(item, {"state": "done"}, version=0, by=NOBODY, at=AT)
    assert Board.of(second).to_confirm == []


def test_a_correction_offers_beside_too() -> None:
    fixed = corrected(make_submitted(), credentials=best("credentials"))
    assert {each.key for each in Board.of(fixed).items} != {step.question for step in report_of(fixed).steps}
    assert {step.question for step in report_of(fixed).steps} <= {*Board.of(fixed).named}


def test_before_it_has_begun_the_newest_steps_are_the_plan() -> None:
    assessment = make_submitted()
    Plan.objects.all().delete()
    Item.objects.all().delete()
    board = Board.of(assessment)
    assert [item.key for item in board.items] == [step.question for step in report_of(assessment).steps]
    assert board.offered == ()
    assert not any(item.offered for item in board.items)
    assert Board.of(make_assessment()).items == ()


def test_it_takes_two_queries_when_the_steps_are_known() -> None:
    assessment = make_submitted()
    assert assessment.responses
    assert len(queries(lambda: Board.of(assessment, ()))) == 2


def test_the_day_is_the_shops() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert today_at(make_shop(time_zone="Pacific/Auckland"), late).isoformat() == "2026-11-21"
