"""Shops are found, sorted, tagged and taken for the same by their letters, on each engine alike."""

import pytest

from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import NOBODY
from tests.makers import make_firm, make_shop

pytestmark = pytest.mark.django_db
NAMES = ["ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "azur"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("électro", ["ÉLECTRO FIX", "élecTro two"]),
        ("ÉLECTRO", ["ÉLECTRO FIX", "élecTro two"]),
        ("e\u0301lectro", ["ÉLECTRO FIX", "élecTro two"]),
        ("electro", ["ÉLECTRO FIX", "élecTro two"]),
        ("fix elec", ["ÉLECTRO FIX"]),
        ("ünal", ["Ünal PC"]),
        ("unal\u200b", ["Ünal PC"]),
        ("ЯРД", ["Мастерский ярд"]),
        ("ελλαδα", ["ΕΛΛΆΔΑ"]),
        ("zoë", ["azur"]),
        ("ZOE@EXAMPLE", ["azur"]),
        ("100%", ["100% fix"]),
        ("a_z", []),
        ("555 0123", ["Ünal PC"]),
        ("(555) 01", ["Ünal PC"]),
        ("+1 555-0123", ["Ünal PC"]),
        ("55", []),
        ("KUNDEN", ["Zeta Fix"]),
        ("fix kunden", ["Zeta Fix"]),
        ("\\", []),
        ("", ["100% fix", "azur", "ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "ΕΛΛΆΔΑ", "Мастерский ярд"]),
    ],
)
def test_search_finds_what_people_take_for_the_same_letters(text: str, found: list[str]) -> None:
    for name in (*NAMES, "Мастерский ярд", "ΕΛΛΆΔΑ", "100% fix"):
        make_shop(name)
    Shop.objects.filter(name="azur").get().delete()
    make_shop("azur", owner="Zoë", email="Zoe@example.com")
    Shop.objects.filter(name="Ünal PC").get().describe({"phone": "+1 (555) 0123 ext. 7"}, who=NOBODY)
    tag = Tag.objects.create(firm=make_firm(), name="Künden")
    tag.shops.add(Shop.objects.get(name="Zeta Fix"))
    Tag.objects.create(firm=tag.firm, name="Künden without a shop")
    assert [shop.name for shop in Shop.objects.search(text)] == found
