"""The search box and the order of the clients list, by letters of every kind."""

import pytest
from django.contrib.auth.models import User

from tests.desk.test_filters import filtered, names
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    firm = make_firm()
    for name in ("ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix", "azur", "Cafe\u0301 Nord"):
        make_shop(name, firm=firm)
    return make_member(firm)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("électro", ["ÉLECTRO FIX", "élecTro two"]),
        ("ÉLECTRO", ["ÉLECTRO FIX", "élecTro two"]),
        ("ünal", ["Ünal PC"]),
        ("Café", ["Café Nord"]),
        ("cafe%CC%81%E2%80%8B nord", ["Café Nord"]),
        ("nothing of it", []),
    ],
)
def test_search(member: User, search: str, found: list[str]) -> None:
    assert names(member, f"sort=name&q={search}") == found


@pytest.mark.parametrize("nothing", ["%E2%80%8B", "%00", "%20%E3%80%80"])
def test_search_for_nothing_is_no_search(member: User, nothing: str) -> None:
    asked = filtered(member, f"q={nothing}")
    assert (asked.search, asked.ignored, asked.queryset().count()) == ("", (), 6)


def test_order(member: User) -> None:
    rising = ["azur", "Café Nord", "ÉLECTRO FIX", "élecTro two", "Ünal PC", "Zeta Fix"]
    assert names(member, "sort=name") == rising
    assert names(member, "sort=-name") == rising[::-1]
