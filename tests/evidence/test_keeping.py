"""The record next to the answers: the golden file's numbers, as each version asks, and nothing recomputed later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.core.kept import Kept, Row
from evidence.keeping import compare_again, keep
from questions.core.question import UNKNOWN, Answers
from questions.core.questionnaire import Questionnaire
from tests.builders import answer_all, newest, real_questionnaire
from tests.evidence.exports import export, look, make_setting

SETTINGS = {"zone": "America/Chicago", "hours": "mon-fri 8:00-18:00"}


def kept(questionnaire: Questionnaire, answers: Answers) -> Kept:
    setting = make_setting(planned_logged=True, one_person=True)
    return keep(look(export("freshdesk"), None, setting), setting, questionnaire, answers, SETTINGS)


def rows(found: Kept) -> dict[str, Row]:
    return {each.measure: each for each in found.rows}


def test_the_draft_counts_in_days_and_jobs() -> None:
    answers = answer_all(newest(), 4, after_hours_calls=3, reactive_share=40)
    found = kept(newest(), answers)
    by = rows(found)
    calls = by["after-hours-calls"]
    assert (calls.lo, calls.hi, calls.outcome, calls.axis) == (9, 20, "more", (0, 2, 5, 10, 20))
    assert (by["weekends"].lo, by["weekends"].hi, by["weekends"].n) == (1, 6, 9)
    assert (by["monday-repeat"].lo, by["monday-repeat"].hi, by["monday-repeat"].n) == (2, 12, 20)
    assert (by["reactive-share"].lo, by["reactive-share"].hi, by["reactive-share"].use) == (60, 72, 60)
    assert (found.window, found.first, found.last) == (("2026-10-28", "2026-11-24"), "2026-08-17", "2026-11-25")
    assert (found.counts["alerts"], found.counts["clients"], len(found.grid)) == (38, 12, 7)
    assert sum(map(sum, found.grid)) > 300
    assert "counts" not in by["monday-peak"].detail


def test_the_version_before_counts_weekends_and_shares() -> None:
    by = rows(kept(real_questionnaire(), answer_all(real_questionnaire(), 4)))
    assert (by["weekends"].counting, by["weekends"].axis) == ("weekends and holidays", (0, 1, 2, 3, 4))
    assert by["weekends"].hi == 5
    assert (by["monday-repeat"].counting, by["monday-repeat"].n) == ("share of jobs", 99)


def test_an_option_is_suggested_when_both_ends_fall_on_it() -> None:
    answers = answer_all(newest(), 4, first_response="same-day")
    by = rows(kept(newest(), answers))
    assert (by["first-response"].lo, by["first-response"].hi, by["first-response"].outcome) == (26, 44, "fewer")
    assert by["first-response"].use is None  # half an hour lies in between
    assert by["first-response"].said_at == pytest.approx((240 + 600) / 2)


def test_an_unknown_answer_is_offered_the_measure_and_no_outcome() -> None:
    by = rows(kept(newest(), {"after-hours-calls": UNKNOWN}))
    asked = by["after-hours-calls"]
    assert (asked.unknown, asked.outcome, asked.lo, asked.said) == (True, "", 9, "")
    assert by["weekends"].said == ""


def test_a_correction_is_compared_with_the_same_measures() -> None:
    first = kept(newest(), answer_all(newest(), 2, after_hours_calls=3))
    again = compare_again(first, newest(), answer_all(newest(), 2, after_hours_calls=12))
    asked = rows(again)["after-hours-calls"]
    assert (asked.outcome, asked.said_number, asked.lo, asked.hi, asked.use) == ("close", 12, 9, 20, None)
    assert compare_again(again, newest(), answer_all(newest(), 2, after_hours_calls=3)) == first
    assert [(row.lo, row.hi, row.n, row.detail) for row in again.rows] == [
        (row.lo, row.hi, row.n, row.detail) for row in first.rows
    ]


def test_a_correction_that_says_a_paid_rota_takes_the_calls() -> None:
    answers = answer_all(newest(), 0, after_hours_calls=3)
    first = kept(newest(), answers)
    paid = next(option.id for option in newest().question["who-answers"].options if option.points == 4)
    asked = rows(compare_again(first, newest(), {**answers, "who-answers": paid}))["after-hours-calls"]
    assert (asked.status, asked.outcome, asked.reason) == ("shown", "", "paid-rota")


def test_without_a_persons_ticket_there_is_a_record_of_nothing() -> None:
    setting = make_setting()
    machines = "Ticket ID,Created time,Agent,Source\n" + "1,2026-11-20 10:00,Ann,Monitoring\n"
    found = keep(look(machines, None, setting), setting, newest(), {}, SETTINGS)
    assert (found.window, found.first, found.grid, found.outcomes) == (("", ""), "", (), 0)
    assert {row.status for row in found.rows} == {"not measurable"}
    assert replace(found, rows=()).counts["rows"] == 1
