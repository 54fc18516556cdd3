"""Who has which role in which firm, and who is invited to one."""

import pytest
from django.core.exceptions import ValidationError

from clients.models.firms import JOIN_WITHIN, Firm, Invitation, Membership, Role
from clients.viewers import NOBODY
from tests.makers import AT, make_firm, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "manages"), [(Role.OWNER, {"ours"}), (Role.CONSULTANT, set()), (Role.VIEWER, set())], ids=str
)
def test_members_see_their_firm_and_its_owner_manages_it(role: Role, manages: set[str]) -> None:
    user = make_member(make_firm("ours"), role)
    make_member(make_firm("other"), Role.OWNER, name="stranger")
    assert {firm.name for firm in Firm.objects.visible_to(user)} == {"ours"}
    assert {firm.name for firm in Firm.objects.managed_by(user)} == manages
    assert {each.user for each in Membership.objects.visible_to(user)} == {user}
    assert {each.firm.name for each in Membership.objects.managed_by(user)} == manages


def test_superuser_manages_every_firm_and_nobody_none() -> None:
    make_firm("one")
    make_firm("two")
    assert Firm.objects.managed_by(make_user(is_staff=True, is_superuser=True)).count() == 2
    assert not Firm.objects.visible_to(NOBODY).exists()


def test_invitation_opens_until_it_expires_is_accepted_or_revoked() -> None:
    made, token = Invitation.objects.issue(firm=make_firm(), email="new@example.com", role=Role.VIEWER, at=AT)
    assert token not in str(made.__dict__)
    assert [made.over(AT), made.over(AT + JOIN_WITHIN)] == ["", "expired"]
    made.revoked = AT
    assert made.over(AT) == "revoked"
    made.accepted = AT
    assert made.over(AT) == "used"


def test_colour_is_six_digits() -> None:
    Firm(name="Ours", colour="#1B6ec2").full_clean()
    for colour in ("red", "#123", "#12345g", "#123456\n"):
        with pytest.raises(ValidationError):
            Firm(name="Ours", colour=colour).full_clean()
