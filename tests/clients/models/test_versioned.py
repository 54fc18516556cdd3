"""A row that has moved on since it was read is not written over."""

from typing import Any

import pytest

from clients.models.versioned import Stale, Versioned
from clients.viewers import Viewer
from plans.models.item import Item
from questions.models.assessment import Assessment
from reports.models.review import Note, Review
from tests.makers import make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(shop=make_shop(firm=make_firm()))


def member(assessment: Assessment) -> Viewer:
    return make_member(assessment.shop.firm)


@pytest.mark.parametrize(
    ("kind", "key", "values"),
    [
        (Review, {}, {"state": "in-review"}),
        (Note, {"section": "your-time", "shared": True}, {"text": "Look at Friday."}),
        (Item, {"key": "rota"}, {"state": "doing"}),
    ],
    ids=["review", "note", "item"],
)
def test_a_change_from_an_old_version_is_refused(
    assessment: Assessment, kind: type[Versioned], key: dict[str, Any], values: dict[str, Any]
) -> None:
    user, of = member(assessment), {"shop": assessment.shop} if kind is Item else {"assessment": assessment}
    key = {**of, **key}
    first = kind.write(key, values, version=0, by=user)
    assert (first.version, first.changed_by) == (1, user)
    with pytest.raises(Stale):
        kind.write(key, values, version=0, by=user)
    assert kind._default_manager.get() == first
    second = kind.write(key, values, version=1, by=user)
    assert (second.pk, second.version) == (first.pk, 2)
    assert {name: getattr(second, name) for name in values} == values
