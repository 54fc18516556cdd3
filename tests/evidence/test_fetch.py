"""Whose browser it is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from clients.viewers import Guest
from evidence.fetch import is_own
from tests.makers import make_assessment

pytestmark = pytest.mark.django_db


def test_only_a_browser_that_holds_the_shop_is_its_owners() -> None:
    assessment = make_assessment()
    shop = frozenset({assessment.shop_id})
    assert is_own(Guest(shops=shop), assessment)
    assert not any(is_own(guest, assessment) for guest in (Guest(), Guest(lent=shop), Guest(user=User())))
