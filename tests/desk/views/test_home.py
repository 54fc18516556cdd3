"""The desk's first page: whom to call and why, where everybody stands; nobody else's client."""

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
from plans.models.item import Item
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
DESK, LIST, CALLS = reverse("admin:index"), reverse("admin:clients"), reverse("admin:calls")


def desk(browser: Client) -> Page:
    response = browser.get(DESK)
    assert response.status_code == 200
    return Page(response)


def worth_a_call(page: Page) -> list[tuple[str, str, str]]:
    """Each shop to call, why, and how strained it is."""
    return [
        (
            words(each.findall("a")[0]),
            words(each.findall("p")[0]),
            "".join(words(found) for found in each.findall("span")[1:]),
        )
        for each in page.all("main//ol[@class='calls']/li")
    ]


def ledger(page: Page) -> list[tuple[str, str]]:
    return [(words(each), each.get("href", "")) for each in page.all("main//ul[@class='ledger']//a")]


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


def test_first_page_says_whom_to_call_and_why() -> None:
    firm, other = make_firm(), make_firm("Other")
    handed_in(other, "Foreign", "bob-breakfix", ago=3)
    waiting = handed_in(firm, "Long waiting", "managed-ordinary", ago=50)
    done = handed_in(firm, "Done", "strategic-partner", ago=120)
    Review.objects.create(assessment=done, state="shared")
    first = handed_in(firm, "Mover", "bob-breakfix", ago=200)
    second = first.retake(key=uuid4())
    second.record(answers_of("managed-ordinary"), at=timezone.now())
    second.submit(at=timezone.now() - timedelta(days=5))
    begun = make_assessment({"dread": "ten-or-more", "without-you": "a-week"}, shop=make_shop("Stopped", firm=firm))
    quiet = timezone.now() - timedelta(days=20)
    Assessment.objects.filter(pk=begun.pk).update(started=quiet, changed=quiet)
    Shop.objects.filter(name="Stopped").update(phone="555 0101")
    Shop.objects.filter(name="Long waiting").update(phone="555 0102")
    Shop.objects.filter(pk=handed_in(firm, "Archived", "bob-breakfix", ago=2).shop_id).update(archived=quiet)
    Item.objects.all().delete()  # a plan that nobody keeps
    page = desk(signed_in(make_member(firm)))
    needed = sum(questionnaire().must_answer(each) for each in questionnaire().questions())
    up, down = (second.readiness or 0) - (first.readiness or 0), (first.strain or 0) - (second.strain or 0)
    assert worth_a_call(page) == [
        ("Stopped", f"Stopped at 2 of {needed} questions 20 days ago.", "Half-way"),
        (
            "Long waiting",
            f"Submitted 50 days ago: readiness {waiting.readiness}, strain {waiting.strain}.",
            "Calm",
        ),
        (
            "Mover",
            f"Submitted 5 days ago: readiness {second.readiness}, strain {second.strain}. "
            f"Strain down by {down}, readiness up by {up}.",
            "Calm",
        ),
    ]
    assert [words(link) for link in page.all("main//ol[@class='calls']/li/div/a")] == [
        "Call 555 0101: Stopped",
        "Open the brief: Long waiting",
        "Call 555 0102: Long waiting",
        "Open the brief: Mover",
    ]
    assert [link for link in page.links if link.startswith("tel:")] == ["tel:5550101", "tel:5550102"]
    assert ledger(page) == [
        ("2 waiting for your review. Oldest: 50 days.", f"{LIST}?review=new&sort=active"),
        ("0 Burning, 0% of all with a result.", f"{LIST}?band=burning&sort=-strain"),
        ("1 moved this quarter. 1 better, 0 worse.", f"{LIST}?change=quarter&sort=-change"),
        ("1 stopped half-way, quiet for 7 days.", f"{LIST}?state=stopped"),
    ]


def test_each_number_of_the_ledger_is_that_of_its_list() -> None:
    firm = make_firm()
    crowd(firm, 12)
    for persona in ("bob-breakfix", "strategic-partner"):
        handed_in(firm, persona, persona, ago=3)
    browser = signed_in(make_member(firm))
    for said, address in ledger(desk(browser)):
        assert len(Page(browser.get(address)).all("main//table//tbody/tr")) == int(said.split()[0]), said


def test_each_field_of_a_goals_picture_opens_as_many_shops_as_it_says() -> None:
    firm = make_firm()
    for number, persona in enumerate(("bob-breakfix", "bob-breakfix", "strategic-partner", "willing-beginner")):
        handed_in(firm, f"{persona} {number}", persona, ago=3)
    browser = signed_in(make_member(firm))
    goals = {link for link in desk(browser).links if link.startswith(f"{DESK}?goal=")}
    fields = []
    for goal in sorted(goals):
        page = Page(browser.get(goal))
        fields += [each for each in page.all("main//a[@href]") if "readiness=" in each.get("href", "")]
    assert len(fields) >= 3
    for field in fields:
        assert "goal=" in field.get("href", "")
        shown = len(Page(browser.get(field.get("href", ""))).all("main//table//tbody/tr"))
        assert words(field).split()[0].rstrip(":") == str(shown), field.get("href")


def test_nobody_to_call_is_said_with_one_act() -> None:
    firm = make_firm()
    Review.objects.create(assessment=handed_in(firm, "Done", "strategic-partner", ago=120), state="shared")
    for role, link in ((Role.CONSULTANT, reverse("admin:invite")), (Role.VIEWER, LIST)):
        page = desk(signed_in(make_member(firm, role, name=role)))
        assert words(page.one("main//h3")) == "No one needs a call today"
        assert link in page.links
    assert "No one needs a call today" in Page(signed_in(make_member(firm, name="eve")).get(CALLS)).words


def test_nine_are_shown_and_all_have_a_list_with_pages() -> None:
    firm = make_firm()
    crowd(firm, 60)
    browser = signed_in(make_member(firm))
    page = desk(browser)
    assert len(worth_a_call(page)) == 9
    assert "All 60 worth a call" in page.words
    first, second = (Page(browser.get(CALLS, {"p": number})) for number in (1, 2))
    assert worth_a_call(first)[:9] == worth_a_call(page)
    shops = {shop for shop, _, _ in worth_a_call(first) + worth_a_call(second)}
    assert (len(shops), len(worth_a_call(second))) == (60, 10)
    assert words(second.all("main//ol//span")[0]) == "51"


def test_whoever_is_in_charge_of_shops_begins_with_these() -> None:
    firm = make_firm()
    member, colleague = make_member(firm), make_member(firm, name="eve")
    mine = handed_in(firm, "Mine", "bob-breakfix", ago=3).shop
    handed_in(firm, "Hers", "bob-breakfix", ago=3)
    Shop.objects.filter(pk=mine.pk).update(in_charge=member)
    browser = signed_in(member)
    for address in (DESK, CALLS):
        assert [shop for shop, _, _ in worth_a_call(Page(browser.get(address)))] == ["Mine"]
        assert {shop for shop, _, _ in worth_a_call(Page(browser.get(address, {"whose": "all"})))} == {"Mine", "Hers"}
        theirs = Page(signed_in(colleague).get(address))
        assert len(worth_a_call(theirs)) == 2
        assert "Everybody's" not in theirs.words


def test_picture_and_its_table_hold_the_same_and_lead_to_the_shops() -> None:
    firm = make_firm()
    alone = handed_in(firm, "Alone <b>", "strategic-partner", ago=3)
    for name in ("One", "Two"):
        handed_in(firm, name, "bob-breakfix", ago=3)
    browser = signed_in(make_member(firm))
    page = desk(browser)
    picture = page.one("main//svg[@role='group']")
    drawn = {link.get("aria-label", ""): link.get("href", "") for link in picture.findall("a")}
    assert drawn[f"Alone <b>: readiness {alone.readiness}, strain {alone.strain}"] == f"/admin/clients/{alone.shop_id}/"
    counts = {href: label.rpartition(": ")[2] for label, href in drawn.items() if "?" in href}
    cells = page.all("main//details//td/a")
    assert {cell.get("href", ""): words(cell).partition(":")[0] for cell in cells} == counts
    for address, number in counts.items():
        assert len(Page(browser.get(address)).all("main//table//tbody/tr")) == int(number)
    assert (picture.get("aria-label") or "").startswith("3 shops by readiness and strain: Calm 1, Worn 0, Burning 2;")


def test_picture_shows_one_goal_if_asked() -> None:
    firm = make_firm()
    handed_in(firm, "Managed", "managed-ordinary", ago=3)
    handed_in(firm, "Content", "content-residential", ago=3)
    browser = signed_in(make_member(firm))
    page = desk(browser)
    tabs = {words(each): each.get("href", "") for each in page.all("main//ul[@class='chips']//a")}
    assert list(tabs) == ["All 2", "Wants managed 1", "Stays break/fix 1"]  # as many of each: by their ids
    chosen = Page(browser.get(tabs["Stays break/fix 1"].partition("#")[0]))
    labels = [each.get("aria-label", "") for each in chosen.all("main//svg[@role='group']/a")]
    assert [each for each in labels if "readiness" in each and "Content" in each]
    assert not [each for each in labels if "Managed:" in each]
    assert words(chosen.one("main//ul[@class='chips']//a[@aria-current]")) == "Stays break/fix 1"
    assert (
        words(Page(browser.get(DESK, {"goal": "nonsense"})).one("main//ul[@class='chips']//a[@aria-current]"))
        == "All 2"
    )


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
    assert not page.all("main//ul[@class='ledger']")


def test_empty_desk_of_a_superuser_begins_with_a_firm() -> None:
    page = desk(make_staff())
    assert "Make a firm first" in page.words
    assert reverse("admin:clients_firm_add") in page.links


def test_desk_takes_the_same_few_queries_for_ten_and_three_hundred() -> None:
    firm = make_firm()
    browser, counts = signed_in(make_member(firm)), []
    for number in (10, 290):
        crowd(firm, number)
        counts.append([len(queries(lambda address=address: browser.get(address))) for address in (DESK, CALLS)])  # type: ignore[misc]  # called at once
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


@pytest.mark.parametrize("superuser", [True, False])
def test_a_disk_that_fills_up_is_told_to_who_can_do_something(
    monkeypatch: pytest.MonkeyPatch, *, superuser: bool
) -> None:
    browser = signed_in(make_user("ada", is_staff=True, is_superuser=superuser))
    said = "Only 150 MB are free"
    assert said not in desk(browser).words
    monkeypatch.setattr(home, "room", lambda: Room(free=150, total=1000))
    assert (said in desk(browser).words) is superuser
