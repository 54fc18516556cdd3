"""How far shops are, the same on every page: the last attempt that has something in it counts."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.models.shops import Shop
from clients.viewers import NOBODY
from desk.portfolio import Portfolio
from desk.standing import Standing, standings_of, standings_of_attempts
from questions.models.assessment import Assessment
from questions.models.underway import State
from tests.makers import AT, make_assessment, make_browser, make_firm, make_shop, make_submitted
from tests.pages import queries

pytestmark = pytest.mark.django_db
FEW: dict[str, Any] = {"goal": "undecided", "hours-worked": 60}


def standing(shop: Shop) -> Standing:
    return standings_of(Portfolio(Shop).filter(pk=shop.pk).with_latest().clients())[shop.pk]


def test_retake_counts_once_it_is_answered_and_the_result_stays() -> None:
    shop = make_shop()
    first = make_submitted(shop=shop)
    assert standing(shop) == Standing(State.SUBMITTED, AT)
    retake = first.retake(key=uuid4())
    make_browser(retake)
    assert standing(shop) == Standing(State.SUBMITTED, AT)
    now = timezone.now()
    retake.record(FEW, at=now)
    needed = sum(map(retake.questionnaire.must_answer, retake.questionnaire.questions()))
    assert standing(shop) == Standing(State.ANSWERING, now, 2, needed, again=True)
    long_ago = now - timedelta(days=20)
    Assessment.objects.filter(pk=retake.pk).update(started=long_ago, changed=long_ago)
    assert standing(shop).state == (State.STOPPED if long_ago > AT else State.SUBMITTED)


def test_an_attempt_left_behind_is_not_what_the_shop_stopped() -> None:
    shop = make_shop()
    left = make_assessment(FEW, shop=shop)
    Assessment.objects.update(started=AT - timedelta(days=60), changed=AT - timedelta(days=50))
    assert standing(shop).state == State.STOPPED
    assert [each.current_id for each in Portfolio(Shop).with_latest().clients()] == [left.pk]
    make_submitted(shop=shop)
    assert standing(shop) == Standing(State.SUBMITTED, AT)


def test_who_withdrew_is_withdrawn_whatever_they_had_answered() -> None:
    shop = make_shop(firm=make_firm())
    make_submitted(shop=shop)
    shop.withdraw(who=NOBODY)
    assert standing(shop) == Standing(State.WITHDRAWN, Shop.objects.get().withdrawn, again=True)


def test_shop_without_an_attempt_is_not_invited() -> None:
    assert standing(make_shop()) == Standing(State.NEW, None)


def test_standings_take_the_same_queries_for_one_and_for_many() -> None:
    counts = []
    for number in (1, 12):
        attempts = [make_assessment(FEW, shop=make_shop(str(each))) for each in range(number)]
        counts.append(len(queries(lambda rows=attempts: standings_of_attempts(rows, at=AT))))  # type: ignore[misc]
        clients = Portfolio(Shop).with_latest()
        counts.append(len(queries(lambda found=clients: standings_of(found.clients()))))  # type: ignore[misc]
    assert counts == [2, 2, 2, 2]
