"""A colleague who leaves hands over their clients and what is left in the plans; nobody who left is in charge."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from clients.models.firms import LastOwner, Membership, Role
from clients.models.history import Change
from clients.models.leaving import leave_to
from clients.models.shops import Shop
from plans.models.item import Item
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl() -> User:
    """A consultant in charge of two shops, and of one in another firm."""
    firm, other = make_firm(), make_firm("Other")
    carl = make_member(firm, name="carl")
    carl.first_name = "Carl"
    carl.save()
    make_member(firm, Role.OWNER, name="ann")
    Membership.objects.create(firm=other, user=carl, role=Role.CONSULTANT)
    for name, where in (("A", firm), ("B", firm), ("Elsewhere", other)):
        shop = make_shop(name, firm=where, in_charge=carl)
        for state, who in (("open", "Carl"), ("done", "Carl"), ("open", "Bob")):
            Item.objects.create(shop=shop, key=f"{state}-{who}", state=state, who=who)
    return carl


def doing(shop: str) -> list[tuple[str, str]]:
    return [(each.state, each.who) for each in Item.objects.filter(shop__name=shop).order_by("pk")]


def test_heir_takes_over_in_this_firm_alone(carl: User) -> None:
    ann = User.objects.get(username="ann")
    assert leave_to(carl.memberships.get(firm__name="Northern Advice"), ann, who=ann) == 2
    assert dict(Shop.objects.values_list("name", "in_charge")) == {"A": ann.pk, "B": ann.pk, "Elsewhere": carl.pk}
    assert doing("A") == [("open", "ann"), ("done", "Carl"), ("open", "Bob")]
    assert doing("Elsewhere") == [("open", "Carl"), ("done", "Carl"), ("open", "Bob")]
    (line,) = Change.objects.filter(what="clients-handed-over")
    assert line.detail == {"name": "Carl", "to": "ann", "number": 2}


def test_with_nobody_the_clients_are_nobodys(carl: User) -> None:
    ann = User.objects.get(username="ann")
    leave_to(carl.memberships.get(firm__name="Northern Advice"), None, who=ann)
    assert [*Shop.objects.filter(name__in="AB").values_list("in_charge", flat=True)] == [None, None]
    assert doing("A")[0] == ("open", "Carl")


def test_last_owner_keeps_everything() -> None:
    ann = make_member(make_firm(), Role.OWNER, name="ann")
    make_shop(firm=ann.memberships.get().firm, in_charge=ann)
    with pytest.raises(LastOwner):
        leave_to(ann.memberships.get(), None, who=ann)
    assert Shop.objects.get().in_charge == ann
