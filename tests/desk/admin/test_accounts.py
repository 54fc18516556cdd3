"""Accounts in the admin: for superusers, and only with rights that mean something here."""

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse

from clients.models.firms import Role
from tests.makers import PASSWORD, make_firm, make_member, make_staff, make_user, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def test_account_offers_only_rights_that_mean_something() -> None:
    """Groups and rows of permissions, which Django offers here, open nothing."""
    page = Page(make_staff().get(reverse("admin:auth_user_change", args=[make_user().pk])))
    offered = {field.get("name") for field in page.all("form//fieldset//input") + page.all("form//fieldset//select")}
    assert {"is_active", "is_staff", "is_superuser"} <= offered
    assert not {"groups", "user_permissions"} & offered
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")


@pytest.mark.parametrize(
    "name", ["auth_user_changelist", "auth_user_add", "django_tasks_database_dbtaskresult_changelist"]
)
def test_accounts_and_tasks_are_for_superusers(name: str) -> None:
    address = reverse(f"admin:{name}")
    assert signed_in(make_member(make_firm(), Role.OWNER)).get(address).status_code == 403
    assert make_staff().get(address).status_code == 200


def test_changing_an_account_asks_for_the_password_first() -> None:
    root, user = User.objects.create_superuser("root", password=PASSWORD), make_user("ann", is_staff=True)
    browser, address = signed_in(root, just_now=False), reverse("admin:auth_user_change", args=[user.pk])
    sent = {"username": "ann", "email": "new@example.com", "is_active": "on", "is_staff": "on"}
    asked = browser.post(address, sent)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not User.objects.filter(email="new@example.com").exists()
    browser.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert User.objects.filter(email="new@example.com", username="ann").exists(), "what was sent is done afterwards"
