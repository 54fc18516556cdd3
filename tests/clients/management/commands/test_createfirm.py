"""A script makes a firm; its owner makes their own account."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from tests.makers import make_firm

pytestmark = pytest.mark.django_db
ACCOUNT = {"username": "owner", "password1": "not easily guessed 7", "password2": "not easily guessed 7"}


def test_its_only_line_of_output_is_the_owners_link(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.SITE_URL = "https://assess.example.com"
    call_command("createfirm", "Northern Advice", owner_email="ann@example.com")
    said = capsys.readouterr()
    (link,) = said.out.splitlines()
    assert said.err == "Northern Advice is made. Its owner's link works once, for 7 days.\n"
    assert Client().post(link.removeprefix("https://assess.example.com"), ACCOUNT).status_code == 302
    (member,) = Membership.objects.all()
    assert (member.firm.name, member.role, member.user.email) == ("Northern Advice", Role.OWNER, "ann@example.com")
    assert (member.user.is_staff, member.user.is_superuser) == (True, False)


@pytest.mark.parametrize(
    ("name", "email", "complaint"),
    [
        ("Northern Advice", "ann@example.com", "There is a firm called Northern Advice already"),
        (" ", "ann@example.com", "This field cannot be blank"),
        ("n" * 121, "ann@example.com", "at most 120 characters"),
        ("New", "ann", "Enter a valid email address"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_made(name: str, email: str, complaint: str) -> None:
    firm = make_firm("Northern Advice")
    with pytest.raises(CommandError, match=complaint):
        call_command("createfirm", name, owner_email=email)
    assert [*Firm.objects.all()] == [firm]
