"""Why to call, in a line with the shop's own numbers."""

from __future__ import annotations

from datetime import date

import pytest

from desk.templatetags.calling_words import act_words, reason_of
from desk.today.calling import Facts, calls

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("facts", "said", "act"),
    [
        (Facts(1, "A", strain=82, strain_moved=24), "Strain up by 24, to 82.", "See what moved"),
        (Facts(1, "A", readiness=22, readiness_moved=-9), "Readiness down by 9, to 22.", "See what moved"),
        (Facts(1, "A", strain=50, strain_moved=-14), "Strain down by 14, to 50.", "See what moved"),
        (Facts(1, "A", readiness=58, readiness_moved=17), "Readiness up by 17, to 58.", "See what moved"),
        (
            Facts(1, "A", readiness=58, readiness_moved=17, strain=50, strain_moved=-14),
            "Strain down by 14, readiness up by 17.",
            "See what moved",
        ),
        (Facts(1, "A", stopped_for=1), "Stopped half-way 1 day ago.", "Remind by mail"),
        (Facts(1, "A", new_for=0), "Submitted today; too little is known for a score.", "Open the brief"),
        (Facts(1, "A", new_for=6, readiness=9), "Submitted 6 days ago: readiness 9.", "Open the brief"),
        (
            Facts(1, "A", new_for=1, readiness=9, strain=96),
            "Submitted 1 day ago: readiness 9, strain 96.",
            "Open the brief",
        ),
        (
            Facts(1, "A", due=1, due_since=date(2026, 11, 3)),
            "1 step of the plan was due November 3, 2026.",
            "Look at the plan",
        ),
        (
            Facts(1, "A", due=2, due_since=date(2026, 11, 3), review_due=TODAY),
            "2 steps of the plan are due, the first on November 3, 2026. "
            "The next review was set for November 29, 2026.",
            "Look at the plan",
        ),
        (
            Facts(1, "A", mail="the address was refused", new_for=2, readiness=9, due=1, due_since=TODAY),
            "A mail didn't go out: the address was refused. Submitted 2 days ago: readiness 9.",
            "Check the address",
        ),
        (
            Facts(1, "A", mail="the server was away", mail_again=True),
            "A mail didn't go out: the server was away.",
            "Send the mail again",
        ),
    ],
)
def test_reason_has_the_shops_own_numbers_and_one_act(facts: Facts, said: str, act: str) -> None:
    [call] = calls([facts], today=TODAY)
    next_act = call.next_act(changes=True, reminds=True, phones=True)
    assert (reason_of(call), act_words(next_act)) == (said, act)
