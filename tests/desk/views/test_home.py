"""The desk's first page: who waits, who stopped, who moved, where everybody stands; nobody else's client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from desk.views import home
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from reports.condition import Room
from reports.models.review import Review
from tests.makers import (
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_staff,
    make_user,
    questionnaire,
    signed_in,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
DESK, LIST = reverse("admin:index"), reverse("admin:clients")


def desk(browser: Client) -> Page:
    response = browser.get(DESK)
    assert response.status_code == 200
    return Page(response)


def table(page: Page, number: int) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.all("main//table")[number].findall("tbody/tr")]


def handed_in(firm: Firm, name: str, persona: str, *, ago: int) -> Assessment:
    at = timezone.now() - timedelta(days=ago)
    return make_assessment(answers_of(persona), shop=make_shop(name, firm=firm), submitted=at)


def crowd(firm: Firm, number: int) -> None:
    """Shops as the list meets them, made quickly: handed in twice, the second time moved; some stopped half-way."""
    now, asked = timezone.now(), questionnaire()
    shops = Shop.objects.bulk_create(Shop(name=f"Shop {each}", firm=firm) for each in range(number))
    common: dict[str, Any] = {"slug": asked.slug, "version": asked.version, "checksum": asked.checksum}
    common |= {"stage": "mixed", "band": "worn", "verdict": "held", "gates": " unwilling ", "weakest": "your-time"}
    for days, shift in ((100, 0), (10, 12)):
        at = now - timedelta(days=days)
        Assessment.objects.bulk_create(
            Assessment(
                shop=shop,
                submitted=at,
                begun=at,
                changed=at,
                readiness=(each * 7) % 80 + shift,
                strain=(each * 11) % 100,
                weakest_points=5,
                **common,
            )
            for each, shop in enumerate(shops)
        )
    quiet = now - timedelta(days=20)
    begun = Assessment.objects.bulk_create(
        Assessment(shop=shop, slug=asked.slug, version=asked.version, started=quiet, changed=quiet) for shop in shops
    )
    Answer.objects.bulk_create(
        Answer(assessment=each, question="dread", value="never", changed=quiet) for each in begun
    )


def test_desk_shows_who_waits_stopped_and_moved_and_where_all_stand() -> None:
    firm, other = make_firm(), make_firm("Other")
    handed_in(other, "Foreign", "bob-breakfix", ago=3)
    handed_in(firm, "Long waiting", "managed-ordinary", ago=50)
    done = handed_in(firm, "Done", "strategic-partner", ago=120)
    Review.objects.create(assessment=done, state="shared")
    first = handed_in(firm, "Mover", "bob-breakfix", ago=200)
    second = first.retake(key=uuid4())
    second.record(answers_of("managed-ordinary"), at=timezone.now())
    second.submit(at=timezone.now() - timedelta(days=5))
    begun = make_assessment({"dread": "ten-or-more", "without-you": "a-week"}, shop=make_shop("Stopped", firm=firm))
    quiet = timezone.now() - timedelta(days=20)
    Assessment.objects.filter(pk=begun.pk).update(started=quiet, changed=quiet)
    Shop.objects.filter(pk=handed_in(firm, "Archived", "bob-breakfix", ago=2).shop_id).update(archived=quiet)
    page = desk(signed_in(make_member(firm)))
    headings = [words(each) for each in page.all("main//h2")]
    assert headings[:3] == ["2 wait for a review", "1 stopped half-way", "1 shop moved in the last 92 days"]
    assert [row[0] for row in table(page, 0)] == ["Long waiting", "Mover"]
    needed = sum(questionnaire().must_answer(each) for each in questionnaire().questions())
    assert [row[:2] for row in table(page, 1)] == [["Stopped", f"2 of {needed}"]]
    assert second.readiness is not None
    change = second.readiness - (first.readiness or 0)
    assert [row[:2] for row in table(page, 2)] == [["Mover", f"{second.readiness} (+{change})"]]
    assert {row[0]: row[1] for row in table(page, 3)} == {
        "Break/fix": "0", "Reactive": "0", "Mixed": "0", "Managed": "2", "Strategic partner": "1",
        "Too little known": "0", "Nothing submitted yet": "1",
    }  # fmt: skip
    assert f"{LIST}?stage=managed" in page.links
    assert "Foreign" not in page.words
    assert "Archived" not in page.words


def test_picture_and_its_table_hold_the_same_and_lead_to_the_shops() -> None:
    firm = make_firm()
    alone = handed_in(firm, "Alone <b>", "strategic-partner", ago=3)
    together = [handed_in(firm, name, "bob-breakfix", ago=3) for name in ("One", "Two")]
    browser = signed_in(make_member(firm))
    page = desk(browser)
    spots = page.all("main//svg[@role='group']/a")
    drawn = {(spot.get("aria-label", ""), spot.get("href", "")) for spot in spots}
    listed = {(words(link), link.get("href", "")) for link in page.all("main//details//tbody//a")}
    assert drawn == listed
    (single,) = [label for label, _ in drawn if "Alone" in label]
    assert single == f"Alone <b>: readiness {alone.readiness}, strain {alone.strain}"
    ((crowded, address),) = [(label, href) for label, href in drawn if "2 shops" in label]
    assert crowded == f"2 shops: readiness {_cell(together[0].readiness)}, strain {_cell(together[0].strain)}"
    assert {words(each) for each in Page(browser.get(address)).all("main//tbody//th/a[1]")} == {"One", "Two"}
    (circle,) = [spot for spot in spots if spot.get("aria-label") == crowded]
    assert words(circle.findall("text")[0]) == "2"


def _cell(points: int | None) -> str:
    low = (points or 0) // 2 * 2
    return f"{low} to {low + 1}"


def test_picture_of_many_counts_each_shop_once() -> None:
    firm = make_firm()
    crowd(firm, 200)
    page = desk(signed_in(make_member(firm)))
    counts = [int(words(row[1])) for row in page.all("main//details//tbody/tr")]
    assert sum(counts) == 200
    assert len(counts) == len(page.all("main//svg[@role='group']/a")) < 200
    assert "All 200 that wait" in page.words
    assert "200 shops with a verdict" in page.words


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (Role.CONSULTANT, "they get a link and answer"),
        (Role.VIEWER, "As soon as a colleague invites a shop"),
        (None, "Ask the owner of your firm for an invitation"),
    ],
)
def test_empty_desk_says_what_to_do_first(who: Role | None, said: str) -> None:
    make_assessment(shop=make_shop("Foreign", firm=make_firm("Other")))
    member = make_member(make_firm(), who) if who else make_member(None)
    page = desk(signed_in(member))
    assert said in page.words
    assert "Foreign" not in page.words
    assert not page.all("main//table")


def test_empty_desk_of_a_superuser_begins_with_a_firm() -> None:
    page = desk(make_staff())
    assert "Make a firm first" in page.words
    assert reverse("admin:clients_firm_add") in page.links


def test_desk_takes_the_same_few_queries_for_ten_and_a_thousand() -> None:
    firm = make_firm()
    browser, counts = signed_in(make_member(firm)), []
    for number in (10, 990):
        crowd(firm, number)
        counts.append(len(queries(lambda: browser.get(DESK))))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("superuser", [True, False])
def test_a_disk_that_fills_up_is_told_to_who_can_do_something(
    monkeypatch: pytest.MonkeyPatch, *, superuser: bool
) -> None:
    browser = signed_in(make_user("ada", is_staff=True, is_superuser=superuser))
    said = "Only 150 MB are free"
    assert said not in desk(browser).words
    monkeypatch.setattr(home, "room", lambda: Room(free=150, total=1000))
    assert (said in desk(browser).words) is superuser
