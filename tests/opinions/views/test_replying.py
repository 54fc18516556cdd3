"""What customers and techs see, and what is kept of their answers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from clients.viewers import NOBODY
from opinions.models.pulse import INVITED, Pulse, Reply
from tests.builders import newest
from tests.opinions.models.test_pulse import POINTS, begin
from tests.opinions.shops import make_owner, make_rated
from tests.pages import Page

pytestmark = pytest.mark.django_db

TEAM = {name: str(value) for name, value in POINTS.items()}


def address(token: str) -> str:
    return reverse("opinions:reply", args=[token])


def test_a_customer_is_told_who_asks_and_answers_in_a_minute() -> None:
    (token,) = begin(make_rated(), "customers")
    shown = Page(Client().get(address(token)))
    assert "The owner asks you. It takes a minute. They read the answers without your name" in shown.words
    assert len(shown.all("main//fieldset")) == 3
    response = Client().post(address(token), {"solved": "first-try", "comment": "Thanks"})
    assert "Thank you" in Page(response).words
    assert not response.cookies.get("assessments")
    assert (Reply.objects.get().answers, Reply.objects.get().comment) == ({"solved": "first-try"}, "Thanks")


def test_a_tech_is_told_the_limits_and_answers_everything() -> None:
    (token,) = begin(make_rated())
    shown = Page(Client().get(address(token))).words
    assert "only after it's over, and only if at least 3 answer every question" in shown
    assert "If everyone says the same, the owner knows what each one said." in shown
    assert "How many hours a week did the owner put in?" in shown
    refused = Client().post(address(token), {**TEAM, "dread": ""})
    assert refused.status_code == 422
    assert "“I don't know” is an answer:" in Page(refused).words
    assert not Reply.objects.exists()
    assert Client().post(address(token), {**TEAM, "comment": "More pay"}).status_code == 200
    assert (Reply.objects.get().answers, Reply.objects.get().comment) == (POINTS, "More pay")


def test_in_a_small_shop_they_are_warned() -> None:
    assessment = make_rated()
    Shop.objects.filter(pk=assessment.shop_id).update(people=4)
    (token,) = begin(assessment)
    assert "the owner may guess who said what" in Page(Client().get(address(token))).words


def test_the_owner_sees_the_page_and_counts_for_nothing() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment)
    assert "This is what they see." in Page(owner.get(address(token))).words
    response = owner.post(address(token), TEAM)
    assert response.status_code == 422
    assert "your own answer isn't counted" in Page(response).words
    assert not Reply.objects.exists()


def test_used_over_removed_or_unknown() -> None:
    one, two, *_ = begin(make_rated(), "customers", mode=INVITED)
    Client().post(address(one), {"solved": "first-try"})
    used = Client().get(address(one))
    assert (used.status_code, "This link works once, and it was used." in Page(used).words) == (410, True)
    Pulse.objects.get().close(who=NOBODY, at=timezone.now())
    over = Client().post(address(two), {"solved": "first-try"})
    assert over.status_code == 410
    assert "What you've just answered wasn't kept." in Page(over).words
    assert "It's over" in Page(over).words
    Pulse.objects.get().remove(who=NOBODY, at=timezone.now())
    for token in (one, "x" * 43):
        gone = Client().get(address(token))
        assert gone.status_code == 410
        assert "what it was for has been deleted" in Page(gone).words


def test_a_tech_sees_how_many_there_are_and_none_is_optional() -> None:
    (token,) = begin(make_rated())
    shown = Page(Client().get(f"/p/{token}/")).words
    assert f"1 of {len(newest().rated)}" in shown
    assert "Optional" not in shown
