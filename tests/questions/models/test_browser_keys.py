"""What a browser's key opens, how long it lives, and moving it to one that nobody else can know."""

from datetime import timedelta

import pytest

from clients.viewers import NOBODY, Guest
from questions.models.access import Access
from questions.models.browser_keys import BROWSER_KEEPS, RENEWED_EVERY
from tests.makers import AT, make_assessment

pytestmark = pytest.mark.django_db


def test_key_opens_its_shop_until_it_expires() -> None:
    found = make_assessment()
    token = Access.objects.grant(found, at=AT)
    assert Access.objects.guest(token, at=AT) == Guest(shops=frozenset([found.shop.pk]))
    assert Access.objects.guest(token, at=AT + BROWSER_KEEPS) == NOBODY
    assert Access.objects.guest("", at=AT) == Access.objects.guest("guess", at=AT) == NOBODY


def test_key_ages_after_a_day_and_is_young_again_when_it_is_renewed() -> None:
    token = Access.objects.grant(make_assessment(), at=AT)
    later = AT + RENEWED_EVERY + timedelta(seconds=1)
    assert [Access.objects.guest(token, at=at).ages for at in (AT, AT + RENEWED_EVERY, later)] == [False, False, True]
    Access.objects.renew(token, at=later)
    assert not Access.objects.guest(token, at=later).ages
    assert Access.objects.guest(token, at=AT + BROWSER_KEEPS) != NOBODY


def test_key_that_is_over_is_not_renewed() -> None:
    token = Access.objects.grant(make_assessment(), at=AT)
    Access.objects.renew(token, at=AT + BROWSER_KEEPS)
    assert Access.objects.guest(token, at=AT + BROWSER_KEEPS) == NOBODY


def test_moved_key_opens_the_same_and_the_old_one_lives_out_its_days() -> None:
    one, two = make_assessment(), make_assessment()
    token = Access.objects.grant(one, at=AT)
    Access.objects.grant(two, at=AT, token=token)
    later = AT + timedelta(days=10)
    new = Access.objects.move(token, at=later)
    both = Guest(shops=frozenset([one.shop.pk, two.shop.pk]))
    assert new != token
    assert Access.objects.guest(new, at=later) == Access.objects.guest(token, at=later) == both
    assert Access.objects.guest(token, at=AT + BROWSER_KEEPS) == NOBODY
    assert Access.objects.guest(new, at=AT + BROWSER_KEEPS) == both


def test_nothing_to_move_gives_no_key() -> None:
    assert Access.objects.move("planted", at=AT) == ""
    assert not Access.objects.exists()
