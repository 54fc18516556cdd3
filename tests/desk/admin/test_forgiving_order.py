"""Lists of the admin sort words as people expect them, alike on each database."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from clients.models.firms import Invitation, Membership, Role
from clients.models.tags import Tag
from tests.makers import AT, make_firm, make_shop, make_user, signed_in

pytestmark = pytest.mark.django_db
NAMES = ["Zeta", "élan", "Ünal", "azur", "Éclair", "a b", "uber", "Ab", "Øre", "zoo"]
SORTED = ["a b", "Ab", "azur", "Éclair", "élan", "Øre", "uber", "Ünal", "Zeta", "zoo"]


@pytest.fixture(scope="module", autouse=True)
def _no_name_is_sorted_by_chance() -> None:
    assert sorted(NAMES) != SORTED != sorted(NAMES, key=str.lower)


@pytest.mark.parametrize(
    ("kind", "column", "shown"),
    [
        ("clients_firm", "name", "name"),
        ("clients_tag", "name", "name"),
        ("clients_shop", "owner", "owner"),
        ("clients_membership", "person", "user.first_name"),
        ("auth_user", "username", "first_name"),
        ("auth_user", "last_name", "first_name"),
        ("auth_user", "", "first_name"),  # as it opens
    ],
)
def test_column_of_words_is_sorted_as_people_expect(kind: str, column: str, shown: str) -> None:
    firm = make_firm("Ours")
    root = make_user("root", is_staff=True, is_superuser=True)
    Membership.objects.create(firm=firm, user=root, role=Role.OWNER)
    for name in NAMES:
        user = User.objects.create(username=name.replace(" ", "+"), first_name=name, last_name=name, is_staff=True)
        Membership.objects.create(firm=firm, user=user, role=Role.VIEWER)
        Membership.objects.create(firm=make_firm(name), user=root, role=Role.OWNER)
        make_shop("Same", owner=name, firm=firm)
        Tag.objects.create(firm=firm, name=name)
    browser, address = signed_in(root), reverse(f"admin:{kind}_changelist")
    columns = browser.get(address).context["cl"].list_display
    for sign, wanted in (("", SORTED), ("-", SORTED[::-1])) if column else (("", SORTED),):
        asked = {"o": f"{sign}{columns.index(column)}"} if column else {}
        rows = browser.get(address, asked).context["cl"].result_list
        found = [_read(row, shown) for row in rows]
        assert [name for name in found if name in NAMES] == wanted


def _read(row: object, path: str) -> object:
    for name in path.split("."):
        row = getattr(row, name)
    return row


def test_invitations_are_sorted_by_address() -> None:
    firm = make_firm()
    for name in ("b", "A", "_c"):
        Invitation.objects.issue(firm=firm, email=f"{name}@example.com", role=Role.VIEWER, at=AT)
    browser = signed_in(make_user("root", is_staff=True, is_superuser=True))
    rows = browser.get(reverse("admin:clients_invitation_changelist"), {"o": "1"}).context["cl"].result_list
    assert [row.email for row in rows] == ["_c@example.com", "A@example.com", "b@example.com"]
