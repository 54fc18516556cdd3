"""A pulse: links, replies without a name or a time, and an end after which nothing changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.models.history import Change, Code
from clients.viewers import NOBODY
from opinions.models.pulse import APART, INVITED, OPEN_FOR, SHARED, Link, NotYet, Pulse, Reply
from questions.models.assessment import Assessment
from tests.builders import answer_all, newest
from tests.makers import make_shop
from tests.opinions.shops import make_rated

pytestmark = pytest.mark.django_db

POINTS = {each.id: value for each in newest().rated for value in [answer_all(newest(), 1)[each.id]]}


def begin(assessment: Assessment, kind: str = "team", *, mode: str = SHARED, asked: int = 4, **more: Any) -> list[str]:
    at = more.pop("at", timezone.now())
    return Pulse.objects.begin(assessment, kind, mode=mode, asked=asked, key=more.pop("key", uuid4()), at=at, **more)


def reply(token: str, answers: dict[str, Any] | None = None, comment: str = "") -> bool:
    pulse, link = Pulse.objects.of_token(token)
    assert pulse is not None
    assert link is not None
    return pulse.reply(link, POINTS if answers is None else answers, comment, at=timezone.now())


def test_a_reply_holds_neither_who_nor_when() -> None:
    assert {field.name for field in Reply._meta.get_fields()} == {"id", "pulse", "answers", "comment"}
    assert {field.name for field in Link._meta.get_fields()} == {"id", "pulse", "token_hash", "used"}
    (token,) = begin(make_rated(), "customers")
    lines = Change.objects.count()
    assert reply(token, {"solved": "first-try"})
    assert Change.objects.count() == lines, "no line of the history says when somebody replied"


def test_one_page_makes_the_same_links() -> None:
    assessment, key = make_rated(), uuid4()
    first = begin(assessment, "customers", mode=INVITED, key=key)
    assert begin(assessment, "customers", mode=INVITED, key=key) == first
    assert (len(set(first)), Link.objects.count()) == (4, 4)


def test_each_link_of_its_own_works_once() -> None:
    one, two, *_ = begin(make_rated(), "customers", mode=INVITED)
    assert [reply(one), reply(one), reply(two)] == [True, False, True]
    assert Reply.objects.count() == 2


def test_a_shared_link_takes_no_more_than_were_asked() -> None:
    (token,) = begin(make_rated(), "customers", asked=2)
    assert [reply(token) for _ in range(3)] == [True, True, False]


def test_a_team_is_shown_once_when_it_is_over() -> None:
    (token,) = begin(make_rated())
    pulse = Pulse.objects.get()
    for _ in range(3):
        assert reply(token, comment="marker")
        assert pulse.published(timezone.now()) is None, "nothing while it is open, however many replied"
    pulse.close(who=NOBODY, at=timezone.now())
    found = pulse.published(timezone.now())
    assert found is not None
    assert (found.number, found.comments) == (3, ())
    assert not reply(token)
    assert pulse.published(timezone.now()) == found


def test_the_last_one_awaited_ends_it_and_no_line_says_when() -> None:
    (token,) = begin(make_rated(), asked=3)
    for _ in range(3):
        reply(token)
    assert Pulse.objects.get().published(timezone.now()) is not None
    assert not Change.objects.filter(what=Code.PULSE_CLOSED).exists()


def test_its_days_end_it() -> None:
    (token,) = begin(make_rated(), at=timezone.now() - OPEN_FOR)
    assert not reply(token)
    assert Pulse.objects.get().published(timezone.now()) is None


def test_a_team_is_asked_again_after_a_while_even_if_the_last_one_was_removed() -> None:
    assessment, now = make_rated(), timezone.now()
    begin(assessment, at=now - APART + timedelta(hours=1))
    Pulse.objects.get().remove(who=NOBODY, at=now)
    with pytest.raises(NotYet):
        begin(assessment)
    again = make_rated(shop=assessment.shop)
    with pytest.raises(NotYet):
        begin(again)
    Pulse.objects.update(begun=now - APART)
    assert begin(again)


def test_one_pulse_of_customers_at_a_time() -> None:
    assessment = make_rated()
    begin(assessment, "customers")
    with pytest.raises(NotYet):
        begin(assessment, "customers")
    Pulse.objects.get().close(who=NOBODY, at=timezone.now())
    assert begin(assessment, "customers")


def test_removing_deletes_every_reply() -> None:
    (token,) = begin(make_rated(), "customers")
    reply(token)
    pulse = Pulse.objects.get()
    for _ in range(2):
        pulse.remove(who=NOBODY, at=timezone.now())
    assert (Reply.objects.count(), reply(token)) == (0, False)
    assert Pulse.objects.latest_of(pulse.assessment, "customers") is None
    assert Change.objects.filter(what=Code.PULSE_REMOVED).count() == 1


def test_a_correction_takes_it_over_and_the_shop_takes_it_along() -> None:
    assessment = make_rated(shop=make_shop())
    (token,) = begin(assessment, "customers")
    corrected = assessment.correct(key=uuid4(), at=timezone.now())
    corrected.submit(at=timezone.now())
    assert reply(token)
    found = Pulse.objects.latest_of(corrected, "customers")
    assert found is not None
    assert found.replied == 1
    assessment.shop.delete()
    assert (Pulse.objects.count(), Link.objects.count(), Reply.objects.count()) == (0, 0, 0)


def test_the_score_stays_as_it_is() -> None:
    assessment = make_rated()
    before = Assessment.objects.filter(pk=assessment.pk).values().get()
    (token,) = begin(assessment, asked=3)
    for _ in range(3):
        reply(token)
    assert Assessment.objects.filter(pk=assessment.pk).values().get() == before
