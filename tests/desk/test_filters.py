"""The clients list's address: each filter, the search and the order, and what is told of values there are not."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.utils import timezone

from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import Viewer
from desk.filters import Filtered
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_shop, unknown_everywhere

pytestmark = pytest.mark.django_db


def filtered(viewer: Viewer, query: str) -> Filtered:
    request = RequestFactory().get(f"/admin/clients/?{query}")
    request.user = viewer  # type: ignore[assignment]  # a guest too, as a type
    return Filtered.of(request)


def names(viewer: Viewer, query: str) -> list[str]:
    return [shop.name for shop in filtered(viewer, query).queryset()]


@pytest.fixture(scope="module")
def firm(rows_of_a_module: None) -> Viewer:
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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"bob", "moved", "given", "unknown", "open", "new"}),
        ("archived=1", {"gone"}),
        ("archived=all", {"bob", "moved", "given", "unknown", "open", "new", "gone"}),
        ("stage=break-fix", {"bob"}),
        ("stage=-unknown", {"unknown"}),
        ("stage=-none", {"open", "new"}),
        ("change=quarter", {"moved"}),
        ("change=up", {"moved"}),
        ("change=down", set()),
        ("change=strain-down", {"moved"}),
        ("change=strain-up", set()),
        ("change=steady", set()),
        ("change=none", {"bob", "given", "unknown", "open", "new"}),
        ("band=burning", {"bob"}),
        ("band=calm", {"given", "moved"}),
        ("gates=-any", {"bob"}),
        ("gates=credentials-withheld", {"bob"}),
        ("gates=nothing-in-writing", set()),
        ("gates=-none", {"moved", "given", "unknown"}),
        ("active=7", {"given", "new"}),
        ("active=30", {"given", "new", "moved", "open"}),
        ("active=92", {"given", "new", "moved", "open", "unknown"}),
        ("active=older", {"bob"}),
        ("review=new", {"bob", "moved", "unknown"}),
        ("review=shared", {"given"}),
        ("review=in-review", set()),
        ("state=submitted", {"bob", "moved", "given", "unknown"}),
        ("state=answering", set()),
        ("state=stopped", {"open"}),
        ("tag=7", {"bob", "new"}),
        ("readiness=85-100", {"given"}),
        ("readiness=0-84&strain=65-100", {"bob"}),
        ("q=BOB", {"bob"}),
        ("q=given+owner", {"given"}),
        ("q=%40example", {"bob", "moved", "given", "unknown", "open", "new"}),
        ("q=%25", set()),
        ("q=foreign", set()),
        ("stage=break-fix&review=new&tag=7&q=b", {"bob"}),
        ("stage=break-fix&review=shared", set()),
    ],
)
def test_each_filter_lets_through_what_it_says(firm: Viewer, query: str, found: set[str]) -> None:
    asked = filtered(firm, query)
    assert {shop.name for shop in asked.queryset()} == found
    assert asked.ignored == ()
    assert asked.narrowed == bool(query)
    assert len(list(asked.chips())) == len(query.split("&")) if query else True
    latest = {each.shop.name for each in asked.queryset().latest_attempts()}
    assert latest == found & {"bob", "moved", "given", "unknown"}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", ["moved", "unknown", "bob", "new", "given", "open"]),
        ("sort=name", ["bob", "given", "moved", "new", "open", "unknown"]),
        ("sort=-name", ["unknown", "open", "new", "moved", "given", "bob"]),
        ("sort=readiness", ["bob", "moved", "given"]),
        ("sort=-readiness", ["given", "moved", "bob"]),
        ("sort=strain", ["given", "moved", "bob"]),
        ("sort=-strain", ["bob", "moved", "given"]),
        ("sort=change", ["moved"]),
        ("sort=-change", ["moved"]),
        ("sort=-weakest", ["given", "moved", "bob"]),
        ("sort=active", ["bob", "unknown", "moved", "open", "given", "new"]),
        ("sort=-active", ["new", "given", "open", "moved", "unknown", "bob"]),
    ],
)
def test_order_puts_what_has_no_number_last(firm: Viewer, query: str, first: list[str]) -> None:
    assert names(firm, query)[: len(first)] == first


@pytest.mark.parametrize(
    "query",
    [
        "stage=no-such", "tag=8", "tag=x", "archived=yes", "readiness=x", "strain=1e3-9", "sort=owner", "sort=--name",
        f"q={'x' * 101}", "colour=red", "%00=1", "stage=%00", "gates=%27", f"stage={'x' * 9000}",
    ],
)  # fmt: skip
def test_what_there_is_not_is_left_out_and_told(firm: Viewer, query: str) -> None:
    asked = filtered(firm, query)
    assert len(asked.ignored) == 1
    assert len(asked.ignored[0]) < 120
    assert (asked.queryset().count(), asked.query(), asked.narrowed) == (6, "", False)


def test_address_is_written_again_with_changes(firm: Viewer) -> None:
    asked = filtered(firm, "q=b%26b&stage=mixed&readiness=40-44&sort=-name&page=3&x=1")
    assert asked.query() == "stage=mixed&readiness=40-44&q=b%26b&sort=-name"
    assert asked.query(stage="", sort="name", page="2") == "readiness=40-44&q=b%26b&sort=name&page=2"
    assert [*asked.chips()] == [
        ("Search: b&b", "stage=mixed&readiness=40-44&sort=-name"),
        ("Stage: Mixed", "readiness=40-44&q=b%26b&sort=-name"),
        ("Readiness: 40 to 44", "stage=mixed&q=b%26b&sort=-name"),
    ]


def test_selection_is_what_was_ticked_or_the_whole_list(firm: Viewer) -> None:
    asked = filtered(firm, "review=new")
    pk = {shop.name: shop.pk for shop in Shop.objects.all()}

    def selected(sent: str) -> list[str]:
        return [shop.name for shop in asked.selected(QueryDict(sent))]

    assert selected(f"shop={pk['open']}&shop={pk['bob']}&shop={pk['bob']}") == ["bob", "open"]
    assert selected(f"scope=all&shop={pk['open']}") == ["moved", "unknown", "bob"]
    assert selected("") == []
    for shop in (pk["foreign"], 10**6, 2**63, "x", "-1", "9" * 50, "\0", "²"):
        with pytest.raises(Http404):
            selected(f"shop={pk['bob']}&shop={shop}")
