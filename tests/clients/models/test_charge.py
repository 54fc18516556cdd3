"""Who may be in charge of a firm's shops."""

import pytest
from django.contrib.auth.models import User

from clients.models.charge import workers
from clients.models.firms import Membership, Role
from tests.makers import make_firm, make_member

pytestmark = pytest.mark.django_db


def test_workers_are_those_who_work_in_the_firms_each_once() -> None:
    firm, other = make_firm(), make_firm("other")
    olga, carl = make_member(firm, Role.OWNER, name="olga"), make_member(firm, name="carl")
    make_member(firm, Role.VIEWER, name="vera")
    gone = make_member(firm, name="gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    xaver = make_member(other, name="xaver")
    Membership.objects.create(firm=other, user=carl, role=Role.CONSULTANT)
    assert list(workers([firm])) == [carl, olga]
    assert list(workers([firm, other])) == [carl, olga, xaver]
