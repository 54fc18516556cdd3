"""Who is worth a call: the order of shops and of each shop's reasons, as a consultant would put them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk.today.calling import BURNING, CALM, WORN, Facts, NextAct, Why, calls

TODAY = date(2026, 11, 29)


def reasons(facts: Facts) -> tuple[Why, ...]:
    return next((call.whys for call in calls([facts], today=TODAY)), ())


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(1, "A", strain_moved=24), (Why.STRAIN_UP,)),
        (Facts(1, "A", readiness_moved=-9), (Why.READINESS_DOWN,)),
        (Facts(1, "A", strain_moved=-14, readiness_moved=8), (Why.BETTER,)),
        (Facts(1, "A", strain_moved=12, readiness_moved=8), (Why.STRAIN_UP, Why.BETTER)),
        (Facts(1, "A", stopped_for=9), (Why.STOPPED,)),
        (Facts(1, "A", new_for=0), (Why.NEW,)),
        (Facts(1, "A", due=2, due_since=TODAY), (Why.OVERDUE,)),
        (Facts(1, "A", review_due=TODAY), (Why.REVIEW,)),
        (Facts(1, "A", review_due=TODAY + timedelta(days=1)), ()),
        (Facts(1, "A", mail="the address"), (Why.MAIL,)),
        (Facts(1, "A", heat=BURNING), ()),
        (
            Facts(1, "A", mail="x", new_for=3, due=1, due_since=TODAY, stopped_for=8),
            (Why.MAIL, Why.STOPPED, Why.NEW, Why.OVERDUE),
        ),
    ],
)
def test_each_reason_comes_from_its_fact_the_most_pressing_first(facts: Facts, why: tuple[Why, ...]) -> None:
    assert reasons(facts) == why


def test_strain_comes_first_then_what_changed_then_who_waits_longest() -> None:
    week = TODAY - timedelta(days=7)
    shops = [
        Facts(1, "Calm and new", CALM, new_for=90),
        Facts(2, "Worn and worse", WORN, strain_moved=11),
        Facts(3, "Never finished", stopped_for=9),
        Facts(4, "Burning, new for long", BURNING, new_for=6),
        Facts(5, "Burning, new", BURNING, new_for=1),
        Facts(6, "Burning and up", BURNING, strain_moved=24, new_for=0),
        Facts(7, "Unknown, new", new_for=3),
        Facts(8, "Worn, plan due", WORN, due=1, due_since=week),
        Facts(9, "Nothing", BURNING),
        Facts(10, "Worn, a review due", WORN, review_due=TODAY),
    ]
    found = calls(shops, today=TODAY)
    assert [call.facts.key for call in found] == [6, 4, 5, 3, 2, 8, 10, 7, 1]
    assert [call.days for call in found] == [0, 6, 1, 9, 0, 7, 0, 3, 90]
    assert found == calls(reversed(shops), today=TODAY)


@pytest.mark.parametrize(
    ("facts", "changes", "reminds", "phones", "act"),
    [
        (Facts(1, "A", stopped_for=9), True, True, True, NextAct.REMIND),
        (Facts(1, "A", stopped_for=9), True, False, True, NextAct.PHONE),
        (Facts(1, "A", stopped_for=9), True, False, False, NextAct.CLIENT),
        (Facts(1, "A", mail="x"), True, True, True, NextAct.ADDRESS),
        (Facts(1, "A", mail="x", mail_again=True), True, True, True, NextAct.MAIL),
        (Facts(1, "A", mail="x", mail_again=True), False, True, True, NextAct.CLIENT),
        (Facts(1, "A", mail="x"), False, False, True, NextAct.CLIENT),
        (Facts(1, "A", due=1, due_since=TODAY), False, False, False, NextAct.PLAN),
    ],
)
def test_next_act_is_one_that_the_viewer_may_do(
    facts: Facts, *, changes: bool, reminds: bool, phones: bool, act: NextAct
) -> None:
    [call] = calls([facts], today=TODAY)
    assert call.next_act(changes=changes, reminds=reminds, phones=phones) == act
