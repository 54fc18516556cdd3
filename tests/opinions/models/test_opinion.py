"""A second opinion is asked for by name, given once, and gone when either side wants it gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.dispatch import Signal
from django.utils import timezone

from clients.models.history import Change, Code
from clients.viewers import NOBODY, Guest
from opinions.models.opinion import ANSWERED_WITHIN, MOST, Enough, Opinion
from opinions.signals import opinions_changed, opinions_removed
from questions.models.assessment import Assessment
from questions.signals import withdrawn
from reports.models.composing import report_of
from tests.makers import answers_of, make_firm, make_member, make_shop, make_user
from tests.opinions.shops import SAID, ask, make_opinion, make_rated

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return [*Change.objects.filter(what__startswith="opinion").order_by("pk").values_list("what", flat=True)]


def test_the_score_and_the_report_stay_as_they_are() -> None:
    assessment = make_rated()
    before = Assessment.objects.filter(pk=assessment.pk).values().get()
    said = report_of(assessment)
    make_opinion(assessment, said={"hours-worked": 70, "weekends": 12, "dread": "ten-or-more"})
    assert Assessment.objects.filter(pk=assessment.pk).values().get() == before
    again = Assessment.objects.get(pk=assessment.pk)
    assert again.score() == assessment.score()
    assert report_of(again) == said


def test_one_page_makes_one_link_however_often_it_is_sent() -> None:
    assessment, key, now = make_rated(), uuid4(), timezone.now()
    tokens = {Opinion.objects.ask(assessment, "Dana", "tech", key=key, at=now) for _ in range(2)}
    assert (len(tokens), Opinion.objects.count(), codes()) == (1, 1, [Code.OPINION_ASKED])
    token = tokens.pop()
    assert token not in str(Opinion.objects.values().get()), "only the hash is kept"
    assert ask(assessment) != token


def test_there_are_only_so_many() -> None:
    assessment = make_rated()
    for number in range(MOST):
        ask(assessment, f"Person {number}")
    with pytest.raises(Enough):
        ask(assessment)


def test_it_is_given_once() -> None:
    assessment = make_rated()
    token = ask(assessment)
    found, other = (Opinion.objects.of_token(token) for _ in range(2))
    assert found is not None
    assert other is not None
    now = timezone.now()
    assert found.give(SAID, at=now)
    assert not other.give({"hours-worked": 40}, at=now)
    other.refresh_from_db()
    assert (other.answers, other.over(now)) == (SAID, "used")
    assert codes() == [Code.OPINION_ASKED, Code.OPINION_GIVEN]


def test_not_when_it_is_late() -> None:
    found = Opinion.objects.of_token(ask(make_rated()))
    assert found is not None
    late = found.asked + ANSWERED_WITHIN
    assert not found.give(SAID, at=late)
    assert (found.over(late), found.over(late - timedelta(seconds=1)), found.answers) == ("expired", "", {})


@pytest.mark.parametrize("back", [False, True])
def test_removing_or_taking_back_deletes_what_was_said_once(back: bool) -> None:
    found, now = make_opinion(make_rated()), timezone.now()
    for _ in range(2):
        if back:
            found.take_back(at=now)
        else:
            found.remove(who=NOBODY, at=now)
    found.refresh_from_db()
    assert (found.answers, found.taken_back, found.over(now)) == ({}, back, "revoked")
    code = Code.OPINION_TAKEN_BACK if back else Code.OPINION_ENDED
    assert codes()[2:] == [code]
    assert Opinion.objects.given(found.assessment) == []


def test_news_goes_up_when_something_was_said_or_is_gone() -> None:
    told: list[tuple[bool, Assessment]] = []

    def hear(signal: Signal, assessment: Assessment, **kwargs: Any) -> None:
        told.append((signal is opinions_changed, assessment))

    for signal in (opinions_changed, opinions_removed):
        signal.connect(hear, dispatch_uid="told")
    try:
        assessment = make_rated()
        make_opinion(assessment).remove(who=NOBODY, at=timezone.now())
        waiting = Opinion.objects.of_token(ask(assessment))
        assert waiting is not None
        waiting.remove(who=NOBODY, at=timezone.now())
    finally:
        for signal in (opinions_changed, opinions_removed):
            signal.disconnect(dispatch_uid="told")
    assert told == [(True, assessment), (False, assessment)]


def test_only_who_may_change_the_shop_sees_it() -> None:
    firm = make_firm()
    assessment = make_rated(shop=make_shop(firm=firm))
    make_opinion(assessment)
    for viewer, sees in (
        (Guest(shops=frozenset({assessment.shop_id})), True),
        (make_member(firm), True),
        (make_member(firm, role="viewer"), False),  # type: ignore[arg-type]  # its value
        (make_member(make_firm("Others")), False),
        (Guest(assessments=frozenset({assessment.pk})), False),
        (NOBODY, False),
    ):
        assert Opinion.objects.visible_to(viewer).exists() is sees


def test_a_correction_takes_over_what_was_said_and_open_links() -> None:
    assessment = make_rated()
    given, token = make_opinion(assessment), ask(assessment, "Sam")
    corrected = assessment.correct(key=uuid4(), at=timezone.now())
    corrected.submit(at=timezone.now())
    assert Opinion.objects.given(corrected) == [given]
    waiting = Opinion.objects.of_token(token)
    assert waiting is not None
    assert waiting.assessment == corrected
    assert Opinion.objects.given(assessment) == []


def test_a_retake_begins_without_any() -> None:
    assessment = make_rated()
    make_opinion(assessment)
    again = assessment.retake(key=uuid4())
    again.record(answers_of("bob-breakfix"), at=timezone.now())
    again.submit(at=timezone.now())
    assert not Opinion.objects.filter(assessment=again).exists()


def test_links_that_a_colleague_knows_end_with_the_firm_and_with_the_colleague() -> None:
    firm = make_firm()
    shop = make_shop(firm=firm)
    assessment, now = make_rated(shop=shop), timezone.now()
    anna, ben = make_member(firm, name="anna"), make_member(firm, name="ben")
    given = make_opinion(assessment, "Given", by=anna)
    for name, by in (("Mine", None), ("Anna's", anna), ("Ben's", ben)):
        ask(assessment, name, by=by)
    anna.memberships.get().delete()

    def states() -> list[str]:
        return [each.over(now) for each in Opinion.objects.exclude(name="Given").order_by("pk")]

    assert states() == ["", "revoked", ""]
    shop.withdraw(who=make_user())
    withdrawn.send(sender=type(shop), shop=shop, firm=firm)
    assert states() == ["", "revoked", "revoked"]
    given.refresh_from_db()
    assert given.answers == SAID


def test_deleting_the_shop_deletes_all_of_it() -> None:
    assessment = make_rated()
    make_opinion(assessment)
    assessment.shop.delete()
    assert not Opinion.objects.exists()


def test_answers_that_a_question_no_longer_accepts_are_left_out() -> None:
    found = make_opinion(make_rated(), said={**SAID, "gone": "x", "first-response": "never-heard-of"})
    assert set(found.responses) == set(SAID) - {"first-response"}
    assert {each.question.id for each in found.pairs} == set(found.responses)
