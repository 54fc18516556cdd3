"""Who is looking: only an active member of staff has roles, whatever else a browser holds."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, User

from clients.viewers import NOBODY, Guest, Viewer, full_name, held, staff, superuser

MEMBER = User(username="anna", first_name="Anna", last_name="Bell", is_staff=True)
ADMIN = User(username="root", is_staff=True, is_superuser=True)


@pytest.mark.parametrize(
    ("viewer", "member", "admin"),
    [
        (NOBODY, None, False),
        (AnonymousUser(), None, False),
        (User(username="visitor"), None, False),
        (User(username="gone", is_staff=True, is_superuser=True, is_active=False), None, False),
        (User(username="no staff", is_superuser=True), None, False),
        (MEMBER, MEMBER, False),
        (ADMIN, ADMIN, True),
        (Guest(shops=frozenset({1}), user=MEMBER), MEMBER, False),
        (Guest(user=ADMIN), ADMIN, True),
        (Guest(user=User(username="visitor")), None, False),
    ],
)
def test_staff_is_who_may_have_roles(viewer: Viewer, member: User | None, admin: bool) -> None:
    assert (staff(viewer), superuser(viewer)) == (member, admin)


def test_held_are_the_shops_of_the_browser_alone() -> None:
    assert held(Guest(shops=frozenset({1, 2}), assessments=frozenset({uuid4()}), user=ADMIN)) == {1, 2}
    assert [held(each) for each in (NOBODY, MEMBER, AnonymousUser())] == [frozenset()] * 3


def test_full_name_falls_back_to_the_account() -> None:
    assert [full_name(each) for each in (MEMBER, ADMIN, None)] == ["Anna Bell", "root", ""]
