"""The plan: sorted by the day each step is due, and written as large as there is room."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from reports.core.steps import Step
from reports.pdf.printed.wall import (
    ALONE,
    BARE,
    CLOSE,
    ROOMY,
    SHORT,
    SIZES,
    Line,
    groups,
    height,
    moves,
    numbers,
    size_of,
    time_and_done,
)
from tests.builders import real_questionnaire
from tests.pages import Page, words
from tests.reports.pdf.printed.shops import little_known, shop
from tests.reports.pdfs import OLD, SHOPS, report

BOB = replace(shop("bob-breakfix"), date="2026-11-29")


def test_steps_stand_by_the_day_they_are_due_after_this_weeks_first_moves() -> None:
    found = groups(BOB)
    assert [group.day for group in found] == [
        date(2026, 12, 6),
        date(2026, 12, 29),
        date(2027, 1, 28),
        date(2027, 2, 27),
    ]
    assert [line.what for line in found[0].lines] == [step.action.first for step in BOB.first_steps]
    assert [len(group.lines) for group in found[1:]] == [
        sum(step.by == days for step in BOB.steps) for days in (30, 60, 90)
    ]


def test_plan_of_an_older_version_has_its_steps_at_their_times_and_no_first_moves() -> None:
    old = report(OLD)
    assert old.version == real_questionnaire().version
    found = groups(old)
    assert {group.days for group in found} <= {7, 30, 60, 90}
    assert sum(len(group.lines) for group in found) == len(old.steps)
    assert {(line.done, line.time) for group in found for line in group.lines} == {("", "")}
    assert {group.day for group in found} == {None}
    assert moves(old) == []


def test_below_a_step_stands_what_has_room() -> None:
    step = Line("Do it.", "It works.", "about one evening")
    assert time_and_done(step, CLOSE) == "About one evening · Done when: It works."
    assert time_and_done(step, SHORT) == "Done when: It works."
    assert time_and_done(Line("Do it."), CLOSE) == ""


def longer(step: Step, times: int) -> Step:
    return replace(step, action=replace(step.action, what=step.action.what * times, done=step.action.done * times))


def test_plan_is_written_as_large_as_there_is_room_and_never_too_small_to_be_read_from_two_meters() -> None:
    few, full = replace(BOB, steps=BOB.steps[:1]), replace(shop("hybrid-on-purpose"), paper="Letter")
    endless = replace(full, steps=tuple(longer(step, 3) for step in full.steps))
    assert [size_of(each) for each in (few, full, replace(full, paper="A4"), endless)] == [ROOMY, BARE, SHORT, ALONE]
    heights = [height(groups(full), size) for size in SIZES]
    assert heights == sorted(heights, reverse=True)
    assert min(size.points for size in SIZES) == 13


@pytest.mark.parametrize("name", [*SHOPS, OLD, "every gate"])
def test_heading_counts_the_boxes_that_are_there(name: str) -> None:
    about = replace(report(name), date="2026-11-29")
    page = Page(SimpleNamespace(content=render_to_string("reports/pdf/wall.html", {"report": about}).encode()))
    if not about.positive and about.steps:
        assert len(page.all("*[@class='box']")) == len(moves(about)) + len(about.steps)
        begins = f"{len(moves(about))} first moves this week, then " if moves(about) else ""
        assert f"{begins}{len(about.steps)} steps. One at a time is fine." in " ".join(words(page.root).split())


def test_numbers_to_write_in_are_the_costliest_then_the_others() -> None:
    found = numbers(BOB)
    assert [line.id for line in found][:1] == ["hours-worked"]
    assert {line.measure for line in found} == {"strain"}
    assert len(found) == 3
    assert numbers(little_known(99)) == ()
