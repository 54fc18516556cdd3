"""What the person sees who was asked, and whoever holds the link when it was passed on, used, late or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from clients.viewers import NOBODY
from opinions.models.opinion import ANSWERED_WITHIN, Opinion
from opinions.views import rater
from questions import limits
from tests.makers import make_firm
from tests.opinions.shops import SAID, ask, make_rated
from tests.pages import Page

pytestmark = pytest.mark.django_db

GIVEN = {"hours-worked": "70 h", "weekends": "1", "first-response": SAID["first-response"], "procedures": "unknown"}


def first(token: str) -> str:
    return reverse("opinions:opinion", args=[token])


def second(token: str) -> str:
    return reverse("opinions:answers", args=[token])


def only() -> Opinion:
    return Opinion.objects.get()


def test_who_reads_it_is_told_before_the_first_question() -> None:
    token = ask(make_rated())
    page = Page(Client().get(first(token)))
    assert "The owner reads your answers, each one, with your name: Dana." in page.words
    assert "This isn't anonymous." in page.words
    assert "Not Dana? Then someone passed the link on. Please close this page" in page.words
    assert not page.all("main//fieldset")
    assert second(token) in page.links
    questions = Page(Client().get(second(token)))
    assert len(questions.all("main//fieldset")) == 13
    assert "I work alone" not in questions.words
    assert "How many hours a week did the owner put in?" in questions.words
    assert "The owner reads these answers with your name: Dana." in questions.words


def test_so_is_the_firm_that_reads_it_too() -> None:
    assessment = make_rated()
    Shop.objects.filter(pk=assessment.shop_id).update(firm=make_firm("Northern Advice"))
    token = ask(assessment)
    assert "So does Northern Advice, who advises the owner." in Page(Client().get(first(token))).words
    assert "The owner and Northern Advice read these answers" in Page(Client().get(second(token))).words


def test_the_owners_answers_are_nowhere_on_it() -> None:
    token = ask(make_rated())
    page = Page(Client().get(second(token)))
    assert not page.all("main//input[@checked]")
    assert {each.get("value") for each in page.all("main//input[@type='text']")} <= {None, ""}


def test_answers_are_read_as_people_type_them_and_kept() -> None:
    token = ask(make_rated())
    page = Page(Client().post(second(token), GIVEN))
    assert "Thank you, Dana" in page.words
    assert only().answers == SAID


def test_a_wrong_answer_comes_back_with_the_rest() -> None:
    token = ask(make_rated())
    response = Client().post(second(token), {**GIVEN, "hours-worked": "many"})
    page = Page(response)
    assert response.status_code == 422
    assert "question-wrong" in page.by_id("q-hours-worked").get("class", "").split()
    assert [each.get("value") for each in page.all("main//input[@checked]")] == [
        SAID["first-response"],
        "unknown",
    ]
    assert only().answers == {}


def test_nothing_answered_is_said() -> None:
    response = Client().post(second(ask(make_rated())), {})
    assert response.status_code == 422
    assert "Nothing is answered yet. Answer at least one question, or close this page." in Page(response).words


def test_used_twice() -> None:
    token = ask(make_rated())
    Client().post(second(token), GIVEN)
    for address in (first(token), second(token)):
        response = Client().get(address)
        assert response.status_code == 410
        page = Page(response)
        assert "Dana has answered" in page.words
        assert "The link works once, so no one can add to them or change them." in page.words
        assert "70" not in page.words, "whoever holds the link reads no answer"
    response = Client().post(second(token), {"hours-worked": "40"})
    assert response.status_code == 410
    assert "What you've just answered wasn't kept." in Page(response).words
    assert only().answers == SAID


def test_two_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The link is used by someone else between the look and the keeping."""
    token = ask(make_rated())
    real = limits.take

    def meanwhile(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]  # as it was called
        only().give({"hours-worked": 40}, at=timezone.now())

    monkeypatch.setattr(rater, "take", meanwhile)
    response = Client().post(second(token), GIVEN)
    assert response.status_code == 410
    assert "What you've just answered wasn't kept." in Page(response).words
    assert only().answers == {"hours-worked": 40}


def test_late() -> None:
    token = ask(make_rated(), at=timezone.now() - ANSWERED_WITHIN - timedelta(minutes=1))
    for response in (Client().get(first(token)), Client().get(second(token))):
        assert response.status_code == 410
        assert "It was for Dana, and it ended on" in Page(response).words


def test_withdrawn() -> None:
    token = ask(make_rated())
    only().remove(who=NOBODY, at=timezone.now())
    for response in (Client().get(first(token)), Client().post(second(token), GIVEN)):
        assert response.status_code == 410
        assert "It was for Dana, and it was called off." in Page(response).words
    assert only().answers == {}


def test_unknown_or_deleted() -> None:
    assessment = make_rated()
    token = ask(assessment)
    assessment.shop.delete()
    for response in (Client().get(first(token)), Client().post(second("x" * 43), GIVEN)):
        assert response.status_code == 410
        assert "what it was for has been deleted" in Page(response).words


def test_answers_are_taken_back_by_the_person_who_gave_them() -> None:
    token = ask(make_rated())
    Client().post(second(token), GIVEN)
    response = Client().post(first(token))
    assert (response.status_code, only().answers, only().taken_back) == (200, {}, True)
    assert "Your answers are deleted" in Page(response).words
    assert Client().get(first(token)).status_code == 410


def test_a_post_before_it_is_used_deletes_nothing() -> None:
    token = ask(make_rated())
    assert Client().post(first(token)).status_code == 200
    assert only().over(timezone.now()) == ""


def test_no_more_replies_than_a_network_may_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rater, "REPLYING", replace(limits.REPLYING, address=1))
    tokens = [ask(make_rated()) for _ in range(2)]
    assert [Client().post(second(token), GIVEN).status_code for token in tokens] == [200, 429]
    assert Opinion.objects.filter(answered=None).count() == 1
