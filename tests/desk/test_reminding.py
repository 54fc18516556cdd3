"""Whom a reminder goes to, why not to the others, and that a whole lot of them is called back with one press."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.models.history import Change
from clients.models.outbox import Mail
from clients.models.shops import Shop
from desk.portfolio import Portfolio
from desk.reminding import remind, sorted_out
from desk.undoing import undo
from questions.models.nudge import WAITS, Nudge
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop, make_submitted
from tests.pages import queries

pytestmark = pytest.mark.django_db


def begun(name: str, **fields: Any) -> Shop:
    return make_assessment({"goal": "undecided"}, shop=make_shop(name, **{"email": "a@example.com", **fields})).shop


def test_everybody_with_something_to_do_is_reminded_and_others_are_named_with_why() -> None:
    firm = make_firm()
    by, now = make_member(firm), timezone.now()
    begun("Ready", firm=firm)
    begun("No address", firm=firm, email="")
    begun("Stopped", firm=firm, mails_stopped=AT)
    lately = begun("Lately", firm=firm).assessments.get()
    Nudge.objects.remind([lately], subject="x", text="x", by=by, at=now - timedelta(hours=23))
    make_submitted(shop=make_shop("Done", firm=firm, email="a@example.com"))
    make_shop("New", firm=firm, email="a@example.com")
    chosen = sorted_out(Portfolio(Shop).visible_to(by).with_latest().order_by("name"), at=now)
    assert [shop.name for shop in chosen.ready] == ["Ready"]
    assert [(shop.name, why) for shop, why in chosen.left] == [
        ("Lately", "reminded within a day"),
        ("No address", "no email address"),
        ("Stopped", "the owner wants no reminders"),
        ("Done", "nothing to remind of: submitted"),
        ("New", "nothing to remind of: not invited"),
    ]


def test_reminders_are_queued_in_a_few_queries_and_called_back_with_one_press() -> None:
    firm = make_firm()
    by, now = make_member(firm), timezone.now()
    counts = []
    for number in (1, 4):
        for each in range(number):
            begun(f"{number} {each}", firm=firm)
        ready = sorted_out(Portfolio(Shop).visible_to(by).with_latest(), at=now).ready
        acts: list[Any] = []
        words = {"subject": "x", "text": "x", "key": uuid4()}
        asked = queries(lambda to=ready, did=acts, how=words: did.append(remind(to, **how, by=by, at=now)))  # type: ignore[misc]
        counts.append(len(asked))
    assert counts[0] == counts[1]
    (done,) = acts
    assert done.said == "4 reminders go out in 10 minutes. Until then you can call them back."
    assert {mail.next_try for mail in Mail.objects.all()} == {now + WAITS}
    gone = Mail.objects.get(about=done.act.rows[0][2])
    Mail.objects.filter(pk=gone.pk).update(state=Mail.State.SENT, sent=now, tries=1)
    said = undo(done.act, who=by, at=now)
    assert said == "3 reminders do not go out. 1 had gone out already."
    assert Mail.objects.filter(state=Mail.State.RECALLED).count() == 3
    assert Change.objects.filter(what="undone", detail__of="reminded").count() == 3


def test_two_who_remind_the_same_owner_at_once_send_one_reminder() -> None:
    firm = make_firm()
    by, now = make_member(firm), timezone.now()
    begun("Asked", firm=firm)
    every = Portfolio(Shop).visible_to(by).with_latest()
    anns, bens = sorted_out(every.all(), at=now).ready, sorted_out(every.all(), at=now).ready
    words: dict[str, Any] = {"subject": "x", "text": "x", "by": by, "at": now}
    assert remind(anns, **words, key=uuid4()).act
    done = remind(bens, **words, key=uuid4())
    assert (done.said, done.act) == ("Nobody was reminded: all of them were reminded within a day.", None)
    assert Nudge.objects.count() == Mail.objects.count() == 1
