"""Who may put something beside a result: the shop's owner, and who works for its firm."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Role
from clients.viewers import Guest
from questions.fetch import may_add_to
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(shop=make_shop(firm=make_firm()))


def member(assessment: Assessment, role: Role) -> User:
    return make_member(assessment.shop.firm, role)


def test_the_owner_and_consultants(assessment: Assessment) -> None:
    shop = assessment.shop_id
    assert may_add_to(Guest(shops=frozenset({shop})), assessment)
    assert may_add_to(Guest(user=member(assessment, Role.CONSULTANT)), assessment)
    assert may_add_to(Guest(user=member(assessment, Role.OWNER), lent=frozenset({shop})), assessment)


def test_nobody_else(assessment: Assessment) -> None:
    shop = assessment.shop_id
    root = make_user("root", is_staff=True, is_superuser=True)
    for guest in (
        Guest(),
        Guest(lent=frozenset({shop})),
        Guest(assessments=frozenset({assessment.pk})),
        Guest(shops=frozenset({shop + 1})),
        Guest(user=member(assessment, Role.VIEWER)),
        Guest(user=make_member(make_firm("Others"))),
        Guest(user=root),
    ):
        assert not may_add_to(guest, assessment)
