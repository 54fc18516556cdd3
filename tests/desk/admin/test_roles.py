"""Rights in the admin follow from roles in firms: what each may do, what forms offer, what the history says."""

from functools import partial
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from clients.models.firms import Firm, LastOwner, Membership, Role
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.models.tags import Tag
from desk.admin.shops import ShopAdmin
from tests.makers import AT, make_colleague_of_all, make_firm, make_member, make_shop, make_staff, make_user, signed_in
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db


def url(row: Any, verb: str = "change") -> str:
    return reverse(f"admin:clients_{row._meta.model_name}_{verb}", args=[row.pk])


def add(kind: str) -> str:
    return reverse(f"admin:clients_{kind}_add")


def offered(page: Page, field: str) -> set[str]:
    return {words(each) for each in page.all(f"select[@name='{field}']/option")} - {"---------"}


def test_rows_of_permissions_open_nothing() -> None:
    user = make_member(None)
    user.user_permissions.set(Permission.objects.all())
    browser = signed_in(user)
    for name in ("auth_user", "clients_firm", "clients_shop", "questions_assessment"):
        assert browser.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_shop_added_by_a_consultant_is_the_firms() -> None:
    firm, other = make_firm("Ours"), make_firm("Theirs")
    browser = signed_in(make_member(firm))
    page = Page(browser.get(add("shop")))
    assert page.form()["firm"] == [str(firm.pk)]
    assert "Theirs" not in page.words
    assert browser.post(add("shop"), {"name": "New", "firm": other.pk}).status_code == 422
    assert browser.post(add("shop"), {"name": "New", "firm": firm.pk}).status_code == 302
    assert [(shop.name, shop.firm) for shop in Shop.objects.all()] == [("New", firm)]


def test_desk_of_a_new_firm_leads_to_adding_a_shop_for_whoever_may() -> None:
    firm = make_firm()
    for role, leads in ((Role.CONSULTANT, True), (Role.VIEWER, False)):
        page = Page(signed_in(make_member(firm, role)).get(reverse("admin:index")))
        assert (add("shop") in page.links) is leads


def test_time_zone_is_picked_and_one_from_before_is_kept() -> None:
    shop = make_shop(firm=make_firm(), time_zone="UTC")
    browser = signed_in(make_member(shop.firm))
    assert {"UTC", "Europe/Zurich", "as this site"} <= offered(Page(browser.get(url(shop))), "time_zone")
    assert browser.post(url(shop), {"name": "A", "time_zone": "../../etc"}).status_code == 422
    assert browser.post(url(shop), {"name": "A", "time_zone": "Europe/Zurich"}).status_code == 302
    shop.refresh_from_db()
    assert shop.time_zone == "Europe/Zurich"


def test_who_works_in_two_firms_is_asked_which() -> None:
    ours, second = make_firm("Ours"), make_firm("Second")
    make_firm("Theirs")
    user = make_member(ours)
    Membership.objects.create(firm=second, user=user, role=Role.OWNER)
    Membership.objects.create(firm=make_firm("Read only"), user=user, role=Role.VIEWER)
    browser = signed_in(user)
    assert offered(Page(browser.get(add("shop"))), "firm") == {"Ours", "Second"}
    assert browser.post(add("shop"), {"name": "New"}).status_code == 422
    assert not Shop.objects.exists()


def test_shop_keeps_its_firm_and_takes_only_that_firms_tags() -> None:
    firm, other = make_firm("Ours"), make_firm("Theirs")
    north, south = (Tag.objects.create(firm=each, name=name) for each, name in ((firm, "north"), (other, "south")))
    shop, browser = make_shop(firm=firm), signed_in(make_member(firm))
    ticks = Page(browser.get(url(shop))).all("div[@id='id_tags']//label")
    assert [words(each) for each in ticks] == ["north"]
    assert browser.post(url(shop), {"name": "A", "tags": [south.pk]}).status_code == 422
    assert browser.post(url(shop), {"name": "B", "tags": [north.pk], "firm": other.pk}).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.firm, [*shop.tags.all()]) == ("B", firm, [north])


def test_list_offers_only_tags_of_ones_own() -> None:
    firm = make_firm("Ours")
    for each, name in ((firm, "north"), (make_firm("Theirs"), "south")):
        Tag.objects.create(firm=each, name=name)
    user = make_member(firm)
    make_shop("Tagged", firm=firm).tags.add(Tag.objects.get(name="north"))
    make_shop("Plain", firm=firm)
    response = signed_in(user).get(reverse("admin:clients_shop_changelist"))
    assert (b"north" in response.content, b"south" in response.content) == (True, False)
    for query, found in ((Tag.objects.get(name="north").pk, {"Tagged"}), (9**30, {"Tagged", "Plain"})):
        page = Page(signed_in(user).get(reverse("admin:clients_shop_changelist"), {"tag": query}))
        assert {words(row[1]) for row in page.all("table[@id='result_list']/tbody/tr")} == found


def test_viewer_reads_without_a_button_to_save() -> None:
    shop = make_shop(firm=make_firm())
    page = Page(signed_in(make_member(shop.firm, Role.VIEWER)).get(url(shop)))
    assert not page.all("main//input[@type='submit']")
    assert "Northside Computers" in page.words


class TestArchive:
    def act(self, role: Role, action: str) -> tuple[Shop, int]:
        shop = make_shop(firm=make_firm())
        user = make_member(shop.firm, role)
        if action == "unarchive":
            Shop.objects.update(archived=AT)
        data = {"action": action, "_selected_action": [shop.pk], "sure": "yes"}
        status = signed_in(user).post(reverse("admin:clients_shop_changelist"), data).status_code
        shop.refresh_from_db()
        return shop, status

    def test_consultant_archives_and_takes_out_again(self) -> None:
        shop, _ = self.act(Role.CONSULTANT, "archive")
        assert shop.archived
        shop, _ = self.act(Role.CONSULTANT, "unarchive")
        assert shop.archived is None
        assert {each.what for each in Change.objects.all()} == {"archived", "unarchived"}

    def test_viewer_does_not(self) -> None:
        shop, _ = self.act(Role.VIEWER, "archive")
        assert shop.archived is None


class TestMemberships:
    def test_last_owner_stays_one(self) -> None:
        firm = make_firm()
        browser = signed_in(make_member(firm, Role.OWNER))
        only = Membership.objects.get()
        response = browser.post(url(only), {"role": Role.VIEWER})
        assert "The firm would have no owner. Make someone else an owner first." in Page(response).words
        assert browser.post(url(only, "delete"), {"post": "yes"}).status_code == 403
        assert make_staff().post(url(only, "delete"), {"post": "yes"}).status_code == 403
        for act in (partial(only.give_role, Role.CONSULTANT), only.leave):
            with pytest.raises(LastOwner):
                act()
        assert Membership.objects.get().role == Role.OWNER

    def test_last_owners_account_is_not_switched_off_nor_deleted(self) -> None:
        user, browser = make_member(make_firm(), Role.OWNER), make_staff("root")
        address = reverse("admin:auth_user_change", args=[user.pk])
        data = Page(browser.get(address)).form()
        del data["is_active"]
        assert b"The firm would have no owner." in browser.post(address, data).content
        assert browser.post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
        make_member(Firm.objects.get(), Role.OWNER)
        assert browser.post(address, data).status_code == 302
        user.refresh_from_db()
        assert not user.is_active

    def test_owner_who_cannot_sign_in_does_not_count(self) -> None:
        firm = make_firm()
        make_member(firm, Role.OWNER, name="left")
        User.objects.update(is_active=False)
        make_member(firm, Role.OWNER, name="here")
        with pytest.raises(LastOwner):
            Membership.objects.get(user__username="here").leave()
        Membership.objects.get(user__username="left").leave()

    def test_owner_changes_a_role_and_removes_a_colleague_who_loses_sight_at_once(self) -> None:
        firm = make_firm()
        shop, browser = make_shop(firm=firm), signed_in(make_member(firm, Role.OWNER))
        colleague = make_member(firm, Role.VIEWER, name="carl")
        theirs, membership = signed_in(colleague), Membership.objects.get(user=colleague)
        assert theirs.post(url(shop), {"name": "New"}).status_code == 403
        assert browser.post(url(membership), {"role": Role.CONSULTANT, "firm": 7, "user": 7}).status_code == 302
        assert theirs.post(url(shop), {"name": "New"}).status_code == 302
        assert browser.post(url(membership, "delete"), {"post": "yes"}).status_code == 302
        assert theirs.get(url(shop)).status_code == 403
        assert not Shop.objects.visible_to(colleague).exists()
        said = [(each.what, each.detail["name"]) for each in Change.objects.filter(shop=None).order_by("pk")]
        assert said == [("role", "carl"), ("deleted", "carl, consultant")]

    def test_two_owners_are_not_deleted_at_once(self) -> None:
        firm = make_firm()
        user = make_member(firm, Role.OWNER)
        make_member(firm, Role.OWNER)
        every = [*Membership.objects.values_list("pk", flat=True)]
        data = {"action": "delete_selected", "_selected_action": every, "post": "yes"}
        signed_in(user).post(reverse("admin:clients_membership_changelist"), data)
        assert Membership.objects.count() == 2


class TestHistory:
    def test_changes_are_told_in_our_history_and_not_in_djangos(self) -> None:
        shop = make_shop("Old", firm=make_firm())
        browser = signed_in(make_member(shop.firm, name="carl"))
        browser.post(url(shop), {"name": "New", "people": "4"})
        (row,) = Page(browser.get(url(shop, "history"))).all("main//tbody/tr")
        assert [words(each) for each in row[1:]] == ["carl", "shop New, changed: Name, People"]
        assert not LogEntry.objects.exists()

    def test_next_firm_sees_nothing_of_the_last(self) -> None:
        shop = make_shop("Old", firm=make_firm("First"))
        signed_in(make_member(shop.firm, name="carl")).post(url(shop), {"name": "Called by First"})
        Shop.objects.update(firm=make_firm("Second"))
        shop.refresh_from_db()
        response = signed_in(make_member(shop.firm)).get(url(shop, "history"))
        assert response.status_code == 200
        assert not Page(response).all("main//tbody/tr")

    def test_history_takes_the_same_few_queries_for_one_line_and_fifty(self) -> None:
        shop = make_shop(firm=make_firm())
        user = make_member(shop.firm)
        browser, counts = signed_in(user), []
        for number in (1, 49):
            for _ in range(number):
                Change.objects.write(Code.ARCHIVED, who=user, shop=shop)
            counts.append(len(queries(lambda: browser.get(url(shop, "history")))))
        assert counts[0] == counts[1] <= 9


def test_lists_take_the_same_few_queries_for_one_and_thirty() -> None:
    firm = make_firm()
    browser = signed_in(make_member(firm, Role.OWNER))
    counts: dict[str, list[int]] = {}
    for number in (1, 29):
        for each in range(number):
            Tag.objects.create(firm=firm, name=f"tag {number} {each}")
            Membership.objects.create(firm=firm, user=make_user(f"user {number} {each}"), role=Role.VIEWER)
            make_shop(firm=firm)
        for kind in ("tag", "membership", "firm", "shop"):
            address = reverse(f"admin:clients_{kind}_changelist")
            counts.setdefault(kind, []).append(len(queries(lambda address=address: browser.get(address))))  # type: ignore[misc]  # bound at once
    assert all(one == many <= 10 for one, many in counts.values()), counts


def test_long_history_is_read_page_by_page() -> None:
    firm = make_firm()
    owner = make_member(firm, Role.OWNER)
    Change.objects.bulk_create(Change(firm=firm, who=owner, what=f"line-{number}") for number in range(101))
    address = reverse("admin:clients_firm_history", args=[firm.pk])
    browser = signed_in(owner)
    first = Page(browser.get(address))
    assert [each.get("href") for each in first.all("nav[@class='paginator']/a")] == ["?p=1", "?p=2"]
    second = Page(browser.get(f"{address}?p=2"))
    assert [len(page.all("tbody/tr")) for page in (first, second)] == [100, 1]


@pytest.mark.parametrize(("role", "told"), [(Role.VIEWER, False), (Role.CONSULTANT, False), (Role.OWNER, True)])
def test_history_tells_only_owners_whom_the_firm_invites(role: Role, told: bool) -> None:
    firm = make_firm()
    for what in (*(code for code in Code if code.private), Code.COLLEAGUE_JOINED):
        name = "joined" if what == Code.COLLEAGUE_JOINED else "new@example.com"
        Change.objects.write(what, who=make_user(what), firm=firm, name=name, role="viewer")
    browser = signed_in(make_member(firm, role))
    for row in (firm, Membership.objects.get()):
        page = Page(browser.get(url(row, "history")))
        assert ("new@example.com" in page.words) is told
        assert "joined joined as viewer" in page.words


@pytest.mark.parametrize("query", ["email=%00", "submitted__year=99999999", "example=%00", "q=%00", "p=x", "unknown=1"])
def test_a_filter_that_no_database_can_look_up_is_left_out(query: str) -> None:
    browser = make_staff()
    make_shop()
    for name in ("clients_shop", "questions_assessment", "clients_firm", "auth_user"):
        response = browser.get(f"{reverse(f'admin:{name}_changelist')}?{query}", follow=True)
        assert response.status_code == 200, (name, query)


def test_fault_in_a_row_is_not_taken_for_a_strange_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, request: object) -> str:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(ShopAdmin, "get_list_display", broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        make_staff().get(reverse("admin:clients_shop_changelist") + "?q=x")


@pytest.mark.parametrize("query", ["", "?q=x"])
def test_row_that_cannot_be_shown_is_not_taken_for_one_either(monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    make_shop("x")

    def broken(self: object) -> str:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(Shop, "__str__", broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        make_colleague_of_all().get(reverse("admin:clients_shop_changelist") + query)
