"""How far an attempt is: each state from what somebody did, and how many questions are answered."""

from datetime import timedelta

import pytest

from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.underway import BEGUN_BEFORE, State, answered_of
from tests.makers import AT, answers_of, make_assessment, make_browser, make_firm, make_member, make_shop
from tests.pages import queries

pytestmark = pytest.mark.django_db
FEW: dict[str, str | int | tuple[str, ...]] = {"goal": "undecided", "hours-worked": 60}


def state(assessment: Assessment) -> str:
    return str(Assessment.objects.with_state(at=AT).get(pk=assessment.pk).state)


def test_state_follows_what_somebody_did() -> None:
    firm = make_firm()
    by, shop = make_member(firm), make_shop(firm=firm)
    assessment = make_assessment(shop=shop)
    Assessment.objects.update(started=AT, changed=AT)
    assert state(assessment) == State.NEW
    old = Access.invitation(assessment, "old", by=by, at=AT)
    old.save()
    assert state(assessment) == State.INVITED
    old.revoke(by=by, at=AT)
    assert state(assessment) == State.WITHDRAWN
    link = Access.invitation(assessment, "link", by=by, at=AT)
    link.save()
    assert state(assessment) == State.INVITED
    link.accept(at=AT)
    assessment.refresh_from_db()
    assert (state(assessment), assessment.opened) == (State.OPENED, AT)
    assessment.record(FEW, at=AT + timedelta(hours=1))
    assert state(assessment) == State.ANSWERING
    Assessment.objects.update(started=AT - BEGUN_BEFORE, changed=AT - timedelta(days=7))
    assert state(assessment) == State.STOPPED
    Assessment.objects.update(changed=AT - timedelta(days=6))
    assert state(assessment) == State.ANSWERING
    assessment.record(answers_of("bob-breakfix"), at=AT)
    assessment.submit(at=AT)
    assert state(assessment) == State.SUBMITTED
    assert Assessment.objects.get().opened == AT


def test_first_look_stays_the_first() -> None:
    assessment = make_assessment()
    make_browser(assessment)
    first = Assessment.objects.get().opened
    assert first is not None
    make_browser(assessment)
    assessment.record(FEW, at=first + timedelta(days=1))
    assert Assessment.objects.get().opened == first


def test_an_answer_opens_what_nobody_was_seen_to_open() -> None:
    assessment = make_assessment(FEW)
    assert Assessment.objects.get(pk=assessment.pk).opened == AT


def test_answers_that_are_needed_are_counted_in_one_query() -> None:
    several = [make_assessment({**FEW, "the-dream": "Sail"}, shop=make_shop(str(number))) for number in range(3)]
    needed = sum(map(several[0].questionnaire.must_answer, several[0].questionnaire.questions()))
    for attempts in (several[:1], several):
        counted = {each.pk: (2, needed) for each in attempts}
        asked = queries(lambda keys=list(counted): answered_of(keys))  # type: ignore[misc]  # a default argument
        assert (answered_of(counted), len(asked)) == (counted, 1)
    assert answered_of([make_assessment().pk]) == {}
