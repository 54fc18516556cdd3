"""The clients list: its rows, and what can be done to many of them, each change with its line in the history."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.desk.views.test_home import crowd
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clients")


def rows(response: object) -> dict[str, list[str]]:
    """The list's rows by the shop's name."""
    found = Page(response).all("main//table/tbody/tr")
    return {words(row[1].findall("a")[0]): [words(cell) for cell in row[1:]] for row in found}


def seen_now() -> str:
    return timezone.now().isoformat(timespec="microseconds")


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm, name="ann"))


def make_three(firm: Firm) -> list[Shop]:
    return [make_submitted(name, shop=make_shop(name, firm=firm)).shop for name in (
        "bob-breakfix", "managed-ordinary", "strategic-partner",
    )]  # fmt: skip


class TestRows:
    def test_row_says_where_a_shop_stands(self, firm: Firm, browser: Client) -> None:
        first = make_submitted("bob-breakfix", shop=make_shop("Bob's", owner="Bob Example", firm=firm))
        second = first.retake(key=uuid4())
        second.record(answers_of("managed-ordinary"), at=AT)
        second.submit(at=AT + timedelta(days=1))
        Tag.objects.create(firm=firm, name="north").shops.add(first.shop)
        assert second.readiness is not None
        section = second.questionnaire.section[second.weakest].title
        assert rows(browser.get(LIST)) == {
            "Bob's": [
                "Bob's Bob Example north",
                "submitted Nov 21, 2026",
                f"Managed {second.readiness}",
                f"+{second.readiness - (first.readiness or 0)}",
                f"Calm {second.strain}",
                f"{section} {second.weakest_points}",
                "nobody",
                "Nov 21, 2026",
                "new",
            ]
        }

    def test_row_of_a_shop_without_a_verdict_says_why(self, firm: Firm, browser: Client) -> None:
        make_assessment(unknown_everywhere(), shop=make_shop("Unknown", firm=firm), submitted=AT)
        make_assessment({"without-you": "a-week"}, shop=make_shop("Open", firm=firm))
        make_shop("New", firm=firm)
        make_submitted(shop=make_shop("Foreign", firm=make_firm("Other")))
        found = rows(browser.get(LIST))
        assert found["Unknown"][2:6] == [
            "too little known",
            "-nothing to compare with",
            "too little known",
            "not known",
        ]
        assert found["Open"][1:3] == ["answering 1 of 49, last on Nov 20, 2026", "no result yet"]
        assert found["New"][1:3] == ["not invited", "no result yet"]
        assert [*found] == ["Unknown", "New", "Open"]

    def test_gates_are_named(self, firm: Firm, browser: Client) -> None:
        make_submitted(shop=make_shop("Held", firm=firm))
        assert rows(browser.get(LIST))["Held"][2].startswith("Break/fix 8 Held by: Passwords; ")

    def test_strain_is_a_word_with_its_mark_in_its_ink(self, firm: Firm, browser: Client) -> None:
        make_three(firm)
        marked = Page(browser.get(LIST)).all("table/tbody//span[svg]")
        found = sorted((each.get("class") or "", words(each).split()[0]) for each in marked)
        assert found == [("heat strain-1", "Calm"), ("heat strain-1", "Calm"), ("heat strain-3", "Burning")]

    def test_filtered_list_says_what_it_left_out_and_keeps_what_it_knows(self, firm: Firm, browser: Client) -> None:
        make_three(firm)
        page = Page(browser.get(LIST + "?stage=break-fix&review=nonsense&q=bob&sort=-name"))
        assert "“nonsense” is no choice for Review, so it was left out." in page.words
        (chosen,) = [each for each in page.all("select[@name='stage']/option") if each.get("selected") is not None]
        assert chosen.get("value") == "break-fix"
        assert page.by_id("q").get("value") == "bob"
        assert page.one("table[@class='clients']/thead//th[@aria-sort='descending']/a").get("href") == (
            "?stage=break-fix&q=bob&sort=name"
        )
        assert page.one("main//form[@class='many']").get("action") == f"{LIST}?stage=break-fix&q=bob&sort=-name"

    @pytest.mark.parametrize(
        "query", ["page=99", "page=x", "page=-1", "q=%00", "stage=%00", "%00", "stage[]=1", "q=%F0%9F%9B%A0%E2%80%AE"]
    )
    def test_forged_address_is_never_an_error(self, firm: Firm, browser: Client, query: str) -> None:
        make_three(firm)
        assert browser.get(f"{LIST}?{query}").status_code == 200

    def test_hostile_names_are_words(self, firm: Firm, browser: Client) -> None:
        name = "<script>alert(1)</script>'\""
        shop = make_submitted(shop=make_shop(name, owner=name, firm=firm)).shop
        Tag.objects.create(firm=firm, name=name[:40]).shops.add(shop)
        response = browser.get(LIST, {"q": "<script>"})
        assert b"<script>alert" not in response.content
        assert [*rows(response)] == [name]

    def test_empty_list_says_what_to_do(self, firm: Firm, browser: Client) -> None:
        assert "Invite an owner, or add a shop" in Page(browser.get(LIST)).words
        reader = signed_in(make_member(firm, Role.VIEWER))
        assert "As soon as a colleague invites one" in Page(reader.get(LIST)).words
        make_three(firm)
        assert "No shop is like that." in Page(browser.get(LIST + "?q=nobody")).words

    def test_list_takes_the_same_few_queries_for_ten_and_three_hundred(self, firm: Firm, browser: Client) -> None:
        counts = []
        tag = Tag.objects.create(firm=firm, name="north")
        for number in (10, 290):
            crowd(firm, number)
            tag.shops.set(Shop.objects.all())
            counts.append([
                len(queries(lambda query=query: browser.get(LIST + query)))  # type: ignore[misc]  # called at once
                for query in ("", "?stage=mixed&change=quarter&gates=-any&review=new&q=shop&sort=-change")
            ])  # fmt: skip
        assert counts[0] == counts[1]
        assert max(counts[0]) <= 18
        page = Page(browser.get(LIST + "?page=6"))
        assert len(page.all("main//table/tbody/tr")) == 50
        assert "300 shops" in page.words


class TestActions:
    def act(self, browser: Client, action: str, shops: list[Shop], query: str = "", **sent: str) -> tuple[int, str]:
        """Press a button, and return the status and the message."""
        data = {"action": action, "shop": [shop.pk for shop in shops], "seen": seen_now(), "sure": "yes", **sent}
        response = browser.post(LIST + query, data)
        if response.status_code != 302:
            problems = Page(response).all("main//div[@id='errors']") if response.status_code == 422 else []
            return response.status_code, "".join(map(words, problems))
        assert response.headers["Location"] == LIST + query
        (message,) = Page(browser.get(response.headers["Location"])).all("ul[@class='messagelist']/li")
        return 302, words(message).removesuffix(" Undo")

    def history(self) -> list[tuple[str, str, str, dict[str, str]]]:
        found = Change.objects.select_related("shop", "who").order_by("shop__name", "pk")
        return [(str(each.shop), each.what, str(each.who), each.detail) for each in found]

    def test_archive_and_back(self, firm: Firm, browser: Client) -> None:
        one, two, three = make_three(firm)
        told = "2 shops archived. They are kept, and found under Archive."
        assert self.act(browser, "archive", [one, two]) == (302, told)
        assert [*rows(browser.get(LIST))] == [three.name]
        assert {*rows(browser.get(LIST + "?archived=1"))} == {one.name, two.name}
        assert self.act(browser, "archive", [one], "?archived=1")[1].startswith("0 shops archived")
        assert self.act(browser, "restore", [one], "?archived=1") == (302, "1 shop taken out of the archive.")
        assert self.history() == [
            (one.name, "archived", "ann", {}),
            (one.name, "unarchived", "ann", {}),
            (two.name, "archived", "ann", {}),
        ]

    def test_tag_and_untag(self, firm: Firm, browser: Client) -> None:
        one, two, three = make_three(firm)
        assert self.act(browser, "tag", [one, two], tag=" North ") == (302, "2 shops tagged “North”.")
        assert self.act(browser, "tag", [two, three], tag="north") == (302, "1 shop tagged “north”.")
        assert [(tag.name, tag.shops.count()) for tag in Tag.objects.all()] == [("North", 3)]
        assert self.act(browser, "untag", [one, two, three], tag="NORTH")[1] == "Tag “NORTH” taken from 3 shops."
        assert not Tag.objects.exists()
        assert [line[1] for line in self.history()] == ["tagged", "untagged"] * 3

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"action": "tag", "tag": ""}, "Type the tag first."),
            ({"action": "tag", "tag": "x" * 41}, "41 characters, and 40 at most"),
            ({"action": "tag", "tag": "\u200b\0"}, "Type the tag first."),
            ({"action": "review", "review": ""}, "Choose a review state first."),
            ({"action": "review", "review": "gone"}, "Select a valid choice."),
            (
                {"action": "review", "review": "shared"},
                "Select a valid choice. shared is not one of the available choices.",
            ),
            ({"action": "review", "review": "new", "seen": "x"}, "Enter a valid date/time."),
            ({"action": "delete"}, "This page has no such button anymore."),
            ({"action": "archive", "shop": ""}, "Select the shops first, or choose the whole list."),
            ({"action": "compare", "shop": ""}, "Between 2 and 6 shops can be compared, and 0 are chosen."),
        ],
    )
    def test_what_cannot_be_done_is_told_and_changes_nothing(
        self, firm: Firm, browser: Client, sent: dict[str, str], said: str
    ) -> None:
        shop, *_ = make_three(firm)
        data = {"shop": str(shop.pk), "seen": seen_now()} | sent
        response = browser.post(LIST, {name: value for name, value in data.items() if value or name != "shop"})
        assert response.status_code == 422
        page = Page(response)
        assert said in words(page.by_id("errors"))
        ticked = [each.get("value") for each in page.all("input[@name='shop']") if each.get("checked") is not None]
        assert ticked == [each for each in [data["shop"]] if each]
        assert not Change.objects.exists()
        assert not Review.objects.exists()

    def test_review_of_many_leaves_alone_what_a_colleague_changed_meanwhile(self, firm: Firm, browser: Client) -> None:
        shops = make_three(firm)
        begun = make_assessment({"without-you": "a-week"}, shop=make_shop("open", firm=firm)).shop
        seen = seen_now()
        told = "Review of 3 shops: in review."
        assert self.act(browser, "review", [*shops, begun], review="in-review", seen=seen) == (302, told)
        latest = Assessment.objects.get(shop=shops[0])
        Review.write({"assessment": latest}, {"state": "shared"}, version=1, by=make_member(firm))
        _, told = self.act(browser, "review", shops, review="new", seen=seen)
        assert told == (
            "Review of 2 shops: new. A colleague has changed 1 since you opened this page, so it was left alone: "
            "bob-breakfix."
        )
        states = {each.assessment.shop.name: (each.state, each.version) for each in Review.objects.all()}
        assert states == {
            "bob-breakfix": ("shared", 2), "managed-ordinary": ("new", 2), "strategic-partner": ("new", 2),
        }  # fmt: skip
        assert self.history() == [
            ("bob-breakfix", "review", "ann", {"before": "new", "after": "in-review"}),
            *(
                (name, "review", "ann", {"before": before, "after": after})
                for name in ("managed-ordinary", "strategic-partner")
                for before, after in (("new", "in-review"), ("in-review", "new"))
            ),
        ]
        assert self.act(browser, "review", [begun], review="new")[1].startswith("None of these shops")

    def test_review_of_many_is_never_shared_which_shows_first_what_the_owner_reads(
        self, firm: Firm, browser: Client
    ) -> None:
        make_three(firm)
        offered = Page(browser.get(LIST)).by_id("review").findall("option")
        assert [each.get("value") for each in offered] == ["", "new", "in-review"]

    def test_whole_list_is_what_the_filters_let_through(self, firm: Firm, browser: Client) -> None:
        make_three(firm)
        other = make_submitted(shop=make_shop("Foreign bob", firm=make_firm("Other"))).shop
        assert self.act(browser, "archive", [], "?q=bob", scope="all")[1].startswith("1 shop archived.")
        other.refresh_from_db()
        assert other.archived is None
        assert Shop.objects.exclude(archived=None).get().name == "bob-breakfix"

    def test_enter_adds_the_tag_that_is_typed_and_else_does_nothing(self, firm: Firm, browser: Client) -> None:
        """It presses a form's first button."""
        shops = make_three(firm)
        page = Page(browser.get(LIST))
        first = page.all("form[@class='many']//button")[0]
        assert (first.get("name"), first.get("value"), first.get("tabindex")) == ("action", "enter", "-1")
        status, said = self.act(browser, "enter", shops[:2], tag="north")
        assert (status, {*Tag.objects.get(name="north").shops.all()}) == (302, set(shops[:2]))
        status, said = self.act(browser, "enter", shops[:2], tag="", review="in-review")
        assert (status, said) == (422, "Nothing was changed. Press the button of what you want to do.")
        assert not Review.objects.exists()

    def test_ticked_shops_are_compared(self, firm: Firm, browser: Client) -> None:
        one, two, _ = make_three(firm)
        response = browser.post(LIST, {"action": "compare", "shop": [two.pk, one.pk]})
        assert response.headers["Location"] == f"{reverse('admin:compare')}?shop={one.pk}&shop={two.pk}"
        response = browser.post(LIST, {"action": "compare", "shop": [two.pk]})
        assert response.headers["Location"] == f"{reverse('admin:compare')}?shop={two.pk}&with=median"

    @pytest.mark.parametrize("action", ["archive", "restore", "tag", "untag", "review"])
    def test_viewer_sees_no_changing_button_and_is_refused(self, firm: Firm, action: str) -> None:
        shops = make_three(firm)
        reader = signed_in(make_member(firm, Role.VIEWER))
        buttons = [each.get("value") for each in Page(reader.get(LIST)).all("main//button[@name='action']")]
        assert buttons == ["compare"]
        assert self.act(reader, action, shops[:2], tag="x", review="in-review")[0] == 403
        assert reader.post(LIST, {"action": "compare", "shop": [each.pk for each in shops]}).status_code == 302
        assert not Change.objects.exists()

    @pytest.mark.parametrize("action", ["archive", "tag", "review", "compare"])
    def test_foreign_shop_is_not_there(self, firm: Firm, browser: Client, action: str) -> None:
        own = make_three(firm)[0]
        other = make_submitted(shop=make_shop("Foreign", firm=make_firm("Other"))).shop
        for shops in ([own.pk, other.pk], [own.pk, 10**6], [own.pk, "x"]):
            sent = {"action": action, "shop": shops, "tag": "x", "review": "in-review", "seen": seen_now()}
            assert browser.post(LIST, sent).status_code == 404
        assert not Change.objects.exists()
        assert not Shop.objects.exclude(archived=None).exists()

    def test_many_are_changed_in_as_many_queries_as_few(self, firm: Firm, browser: Client) -> None:
        counts = []
        for number in (5, 60):
            crowd(firm, number)
            pressed = []
            for action in ("tag", "untag", "review", "archive", "restore"):
                where = LIST + ("?archived=1" if action == "restore" else "")
                sent = {"action": action, "scope": "all", "tag": "x", "review": "in-review", "seen": seen_now()}
                pressed.append(len(queries(lambda where=where, sent=sent: browser.post(where, sent))))  # type: ignore[misc]
                sent["sure"] = "yes"
                pressed.append(len(queries(lambda where=where, sent=sent: browser.post(where, sent))))  # type: ignore[misc]
            counts.append(pressed)
            Review.objects.all().delete()
        assert counts[0] == counts[1]
        assert max(counts[0]) <= 25
