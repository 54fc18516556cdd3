"""The verdict's sentences carry the owner's own numbers, where these are known and fit."""

from __future__ import annotations

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answer, Answers
from questions.core.scoring import score
from reports.core.report import Report, build_report
from reports.core.spoken import Spoken
from tests.builders import newest


def report(name: str, **changed: Answer) -> Report:
    known = read_persona(examples("2026.3")[name], newest()).answers
    answers: Answers = {**known, **{key.replace("_", "-"): answer for key, answer in changed.items()}}
    return build_report(newest(), answers, score(newest(), answers), shop="A shop", date="2026-11-29")


def spoken(name: str, **changed: Answer) -> Spoken:
    composed = report(name, **changed).composed
    assert composed is not None
    assert composed.spoken is not None
    return composed.spoken


def test_what_bob_is_told() -> None:
    assert spoken("bob-breakfix") == Spoken(
        headline="You work 72 hours a week, and 26 calls still got through after closing.",
        line="Break/fix, and running hot. No, this isn't working, and you can change it.",
        costs_label="What costs you most:",
        costs="72-hour weeks",
        going_label="What you have going for you:",
        going="your biggest customer is only 14% of your revenue",
        first="Fix this first",
        alone="Write down every login you hold for your biggest customer.",
    )


def test_a_calm_shop_that_chose_it_is_told_so() -> None:
    found = spoken("content-residential")
    assert found.headline == "You work 38 hours a week, and had no calls after closing in four weeks."
    assert found.line == "Break/fix on purpose, and calm. You picked this, and it works."
    assert found.first == "Keep it this way"


@pytest.mark.parametrize(
    ("changed", "headline"),
    [
        ({"after_hours_calls": 1}, "You work 72 hours a week, and you still worked 8 weekend days in four weeks."),
        (
            {"after_hours_calls": UNKNOWN},
            "You work 72 hours a week, and you still worked 8 weekend days in four weeks.",
        ),
        ({"hours_worked": 45}, "You took 26 after-hours calls in four weeks, on top of the day's work."),
        ({"hours_worked": 45, "after_hours_calls": 2}, "You give this shop more than it gives you."),
    ],
)
def test_a_number_is_told_where_it_is_known_and_fits(changed: dict[str, Answer], headline: str) -> None:
    assert spoken("bob-breakfix", **changed).headline == headline


def test_a_share_that_is_none_is_not_told() -> None:
    found = spoken("hybrid-on-purpose", managed_share=0, reactive_share=40, monitoring="from-90", standards="written")
    assert found.headline == "You work 43 hours a week, some of it planned and the rest as it comes."


def test_nothing_costs_where_everything_stands_at_three_or_more() -> None:
    assert spoken("strategic-partner").costs == ""
    assert spoken("hybrid-on-purpose", weekends=3).costs == "3 weekend days worked in four weeks"


def test_what_the_headline_told_is_not_what_goes_for_the_owner() -> None:
    assert spoken("strategic-partner").going == "the shop can do without you for two weeks"


def test_where_nothing_is_good_the_goal_is() -> None:
    found = spoken("bob-breakfix", biggest_customer=50)
    assert found.going == "you know what you want: to be an MSP"


def test_a_goal_that_is_near_says_what_is_missing() -> None:
    composed = report("managed-ordinary", monitoring="to-59").composed
    assert composed is not None
    assert composed.goal == (
        "You want to be an MSP, and you have 4 of the 6 pieces. "
        "Still missing: an agent on most devices and regular sit-downs with customers."
    )


def test_a_gate_says_what_to_do() -> None:
    assert [(gate.text, gate.step) for gate in report("bob-breakfix").gates] == [
        (
            "Your customers get their own passwords only if they insist.",
            "Give them back, starting with your biggest customer.",
        ),
        (
            "You want to be an MSP, but you'd say no to the first good customer who asks for a flat fee.",
            "Write your deal down before anyone asks.",
        ),
    ]


def test_a_verdict_that_knows_too_little_says_nothing() -> None:
    assert report("bob-breakfix", goal="become-msp", credentials=UNKNOWN).composed is None
