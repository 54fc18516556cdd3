"""What the clients list can be filtered by: each choice once, and only what the viewer may see."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer
from desk.filters import Filtered
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_user,
    unknown_everywhere,
)

pytestmark = pytest.mark.django_db


def filtered(viewer: Viewer, query: str) -> Filtered:
    request = RequestFactory().get(f"/admin/clients/?{query}")
    request.user = viewer  # type: ignore[assignment]  # a guest too, as a type
    return Filtered.of(request)


def names(viewer: Viewer, query: str) -> list[str]:
    return [shop.name for shop in filtered(viewer, query).queryset()]


@pytest.fixture
def firm() -> Viewer:
    """A consultant whose firm has a shop in each state; another firm has one that nobody here may see."""
    now = timezone.now()
    firm = make_firm()
    shops = {
        name: make_shop(name, firm=firm, owner=f"{name} Owner", email=f"{name}@example.com")
        for name in ("bob", "moved", "given", "unknown", "open", "new", "gone")
    }
    make_assessment(answers_of("bob-breakfix"), shop=shops["bob"], submitted=now - timedelta(days=100))
    first = make_assessment(answers_of("bob-breakfix"), shop=shops["moved"], submitted=now - timedelta(days=99))
    second = first.retake(key=uuid4())
    second.record(answers_of("managed-ordinary"), at=now)
    second.submit(at=now - timedelta(days=20))
    make_assessment(answers_of("strategic-partner"), shop=shops["given"], submitted=now - timedelta(days=3))
    Review.objects.create(assessment=Assessment.objects.get(shop=shops["given"]), state="shared")
    make_assessment(unknown_everywhere(), shop=shops["unknown"], submitted=now - timedelta(days=40))
    make_assessment({"without-you": "a-week"}, shop=shops["open"])
    Assessment.objects.filter(shop=shops["open"]).update(
        started=now - timedelta(days=15), changed=now - timedelta(days=8)
    )
    Shop.objects.filter(pk=shops["gone"].pk).update(archived=now)
    Tag.objects.create(pk=7, firm=firm, name="north").shops.add(shops["bob"], shops["new"])
    other = make_firm("Other")
    make_assessment(answers_of("bob-breakfix"), shop=make_shop("foreign", firm=other), submitted=AT)
    Tag.objects.create(pk=8, firm=other, name="theirs")
    return make_member(firm)


def test_each_weakest_section_is_a_choice(firm: Viewer) -> None:
    weakest = {each.shop.name: each.weakest for each in Assessment.objects.exclude(weakest="")}
    assert {"bob", "given"} <= {*weakest}
    for name in ("bob", "given"):
        assert name in names(firm, f"weakest={weakest[name]}")


def test_firm_is_a_filter_for_who_works_in_several(firm: Viewer) -> None:
    assert "firm" not in {each.name for each in filtered(firm, "").filters}
    both = make_member(make_firm("Third"))
    other = Shop.objects.get(name="foreign").firm
    assert other is not None
    both.memberships.create(firm=other, role="viewer")
    assert names(both, f"firm={other.pk}") == ["foreign"]
    assert [choice.name for choice in next(f for f in filtered(both, "").filters if f.name == "tag").choices] == [
        "theirs (Other)"
    ]


def test_tags_are_the_words_of_members_even_for_a_superuser(firm: Viewer) -> None:
    root = make_user("root", is_staff=True, is_superuser=True)
    tags = {each.name: [choice.name for choice in each.choices] for each in filtered(root, "").filters}["tag"]
    assert tags == []
    Membership.objects.create(firm=Firm.objects.get(name="Other"), user=root, role=Role.VIEWER)
    tags = {each.name: [choice.name for choice in each.choices] for each in filtered(root, "").filters}["tag"]
    assert tags == ["theirs (Other)"]  # of several firms that a superuser sees
