"""Shops are sorted and called by their letters, on each engine alike."""

import pytest

from clients.models.shops import Shop
from tests.makers import make_shop

pytestmark = pytest.mark.django_db
NAMES = ["ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "azur"]


def test_shops_sort_as_people_expect() -> None:
    for name in NAMES:
        make_shop(name)
    assert [shop.name for shop in Shop.objects.all()] == ["azur", "ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix"]


@pytest.mark.parametrize("nothing", ["\u200b", "\u202e\u2066", "\u3164", "\u0301"])
def test_shop_named_nothing_is_called_as_one_without_a_name(nothing: str) -> None:
    assert str(make_shop(nothing)) == "A shop without a name"


def test_direction_marks_do_not_turn_a_name_round() -> None:
    assert str(make_shop("Fix\u202elif")) == "Fixlif"
