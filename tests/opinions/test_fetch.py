"""Who may ask others about a shop: its owner, and who works for its firm."""

from __future__ import annotations

import pytest

from clients.models.firms import Role
from clients.viewers import Guest
from opinions.fetch import may_ask
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db


def test_the_owner_and_consultants_and_nobody_else() -> None:
    firm = make_firm()
    assessment = make_assessment(shop=make_shop(firm=firm))
    shop = assessment.shop_id
    may = (
        Guest(shops=frozenset({shop})),
        Guest(user=make_member(firm)),
        Guest(user=make_member(firm, Role.OWNER), lent=frozenset({shop})),
    )
    may_not = (
        Guest(),
        Guest(lent=frozenset({shop})),
        Guest(assessments=frozenset({assessment.pk})),
        Guest(shops=frozenset({shop + 1})),
        Guest(user=make_member(firm, Role.VIEWER)),
        Guest(user=make_member(make_firm("Others"))),
        Guest(user=make_user("root", is_staff=True, is_superuser=True)),
    )
    assert [may_ask(each, assessment) for each in (*may, *may_not)] == [True] * len(may) + [False] * len(may_not)
