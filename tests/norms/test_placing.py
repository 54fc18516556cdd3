"""A shop's numbers beside the groups it belongs to."""

from __future__ import annotations

import pytest

from norms.members import members
from norms.models.edition import Edition
from norms.placing import places
from tests.builders import newest
from tests.makers import AT
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db


def test_all_and_those_of_the_same_stage_and_size() -> None:
    shops = [make_counted(people=3) for _ in range(12)]
    edition = Edition.objects.publish(newest(), members(newest()), at=AT)
    assert edition is not None
    found = places(edition, shops[0], "2-4")
    assert [(each.split, each.name, each.number) for each in found] == [
        ("all", "", 12),
        ("size", "2-4", 12),
        ("stage", "Managed", 12),
    ]
    readiness = found[0].places[0]
    assert (readiness.measure, readiness.own, readiness.median) == ("readiness", shops[0].readiness, shops[0].readiness)
    assert [each.split for each in places(edition, shops[0], "")] == ["all", "stage"], "nobody said how many work there"
