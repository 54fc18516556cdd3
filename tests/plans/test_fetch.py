"""Who may move items on."""

import pytest

from clients.models.firms import Role
from clients.viewers import Guest
from plans.fetch import may_change
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


def test_owner_a_lent_browser_and_who_works_for_the_firm() -> None:
    shop = make_shop(firm=make_firm())
    allowed = {
        "owner": Guest(shops=frozenset({shop.pk})),
        "lent": Guest(lent=frozenset({shop.pk})),
        "consultant": Guest(user=make_member(shop.firm)),
        "viewer": Guest(user=make_member(shop.firm, Role.VIEWER)),
        "elsewhere": Guest(user=make_member(make_firm("other"))),
        "nobody": Guest(),
    }
    assert {name for name, viewer in allowed.items() if may_change(viewer, shop)} == {"owner", "lent", "consultant"}
