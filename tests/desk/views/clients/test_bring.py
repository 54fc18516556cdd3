"""Bringing in clients: choose a sheet, name its columns, look through the rows; only the last press stores anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Firm, Role
from clients.models.outbox import Mail
from clients.models.shops import Shop
from desk.incoming import MOST_ROWS
from desk.views.clients.bring import MOST_BYTES
from questions.models.access import Access
from tests.clients.core.test_workbook import book
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
FIRST, ROWS = reverse("admin:bring"), reverse("admin:bring-rows")
SHEET = "Firma;Inhaber;Ort;Mail\nZoë & Söhne;Zoë;Bern;zoe@example.com\nمتجر;;Basel;"


@pytest.fixture
def browser() -> Client:
    return signed_in(make_member(make_firm(), name="ann"))


def chosen(browser: Client, text: str = "", file: bytes | None = None) -> Page:
    data: dict[str, Any] = {"text": text, "firm": Firm.objects.values_list("pk", flat=True)[0]}
    if file is not None:
        data["file"] = SimpleUploadedFile("sheet.xlsx", file)
    return Page(browser.post(FIRST, data))


def selects(page: Page) -> dict[str, str]:
    """What each select of the page says now."""
    return {
        each.get("name", ""): next((o.get("value", "") for o in each if o.get("selected") is not None), "")
        for each in page.all("main//select")
    }


def looked(browser: Client, page: Page, **changes: Any) -> Page:
    return Page(browser.post(ROWS, {**page.form(), **selects(page), "do": "look", **changes}))


def test_sheet_becomes_clients_at_the_last_press_and_once(browser: Client) -> None:
    page = chosen(browser, SHEET)
    assert "2 rows for Northern Advice. Nothing is stored yet." in page.words
    assert selects(page) == {
        "headed": "yes",
        "column-0": "name",
        "column-1": "owner",
        "column-2": "",
        "column-3": "email",
    }
    rows = looked(browser, page)
    assert "Zoë & Söhne" in rows.words
    assert "Bern" not in rows.words
    assert not Shop.objects.exists()
    (button,) = [each.get("value") for each in rows.all("main//button[@class='default']")]
    sent = {**rows.form(), "do": button}
    done = [browser.post(ROWS, sent, follow=True) for _click in range(2)]
    assert ["2 clients added." in Page(each).words for each in done] == [True, False]
    assert "This page has done that already." in Page(done[1]).words
    assert {(shop.name, shop.owner, shop.email) for shop in Shop.objects.all()} == {
        ("Zoë & Söhne", "Zoë", "zoe@example.com"),
        ("متجر", "", ""),
    }
    assert not Access.objects.exists()
    undo = Page(done[0]).one("form[@class='undo']").get("action", "")
    assert "Undone: 2 shops of the sheet are as before." in Page(browser.post(undo, follow=True)).words
    assert not Shop.objects.exists()


def test_workbook_and_another_choice_of_columns(browser: Client) -> None:
    page = chosen(browser, file=book(["Shop", "Who"], ["A", "Ann"], ["=B1", ""]))
    rows = looked(browser, page, **{"column-1": "owner"})
    assert "1 row needs your answer." in rows.words
    assert "This is a formula. Put what it should say in its place." in words(rows.by_id("fix-3-name-error"))
    rows = Page(browser.post(ROWS, {**rows.form(fix_3_name="B"), "do": "check"}))
    back = Page(browser.post(ROWS, {**rows.form(), "do": "columns"}))
    assert selects(back)["column-1"] == "owner"
    browser.post(ROWS, {**rows.form(), "do": "enter-2"})
    assert {*Shop.objects.values_list("name", "owner")} == {("A", "Ann"), ("B", "")}


def test_duplicate_is_asked_about_and_the_owner_of_a_new_shop_invited(browser: Client, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    known = make_shop("Zoe & Sohne", firm=Firm.objects.get())
    rows = looked(browser, chosen(browser, SHEET + "\nNeu;Kim;Bern;kim@example.com"))
    assert "You have Zoe & Sohne." in rows.words
    sent = {**rows.form(), "row-2": "", "do": "enter-3"}
    refused = browser.post(ROWS, sent)
    assert (refused.status_code, words(Page(refused).by_id("errors"))) == (422, "1 row needs your answer.")
    assert Shop.objects.count() == 1
    rows = Page(browser.post(ROWS, {**sent, "row-2": "same", "do": "check"}))
    done = browser.post(ROWS, {**rows.form(), **selects(rows), "do": "invite-3"}, follow=True)
    said = "2 clients added. 1 that you had was filled in. 1 owner is invited: undo leaves that client."
    assert said in Page(done).words
    known.refresh_from_db()
    assert (known.name, known.owner, known.email) == ("Zoe & Sohne", "Zoë", "zoe@example.com")
    assert [str(mail.shop) for mail in Mail.objects.all()] == ["Neu"]
    browser.post(Page(done).one("form[@class='undo']").get("action", ""))
    known.refresh_from_db()
    assert (known.email, [*Shop.objects.values_list("name", flat=True)]) == ("", ["Neu", "Zoe & Sohne"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "There is nobody in this sheet yet."),
        ({"text": "Shop\n"}, "There is nobody in this sheet yet."),
        ({"file": b"PK\x03\x04"}, "We can't read this workbook"),
        ({"file": b"\xd0\xcf\x11\xe0 old"}, "This workbook is of an old kind."),
        ({"file": b"%PDF-1.7"}, "We can't read a sheet in this file."),
        ({"file": b"a" * (MOST_BYTES + 1)}, "The file is larger than 1 MB."),
        ({"text": "\n".join(f"A{n}" for n in range(MOST_ROWS + 1))}, "The sheet has 501 rows; at most 500 go at once."),
        ({"text": '"b\nC;d'}, "quotation mark may be missing"),
    ],
)
def test_sheet_that_cannot_be_read_says_why(browser: Client, sent: dict[str, Any], said: str) -> None:
    page = chosen(browser, **sent)
    assert said in words(page.by_id("errors"))
    assert not Shop.objects.exists()


def test_nul_and_signs_that_turn_the_line_are_dropped(browser: Client) -> None:
    rows = looked(browser, chosen(browser, "Shop\nA\0\u202eB"))
    browser.post(ROWS, {**rows.form(), "do": "enter-1"})
    assert Shop.objects.get().name == "AB"


def test_columns_need_one_name_and_none_twice(browser: Client) -> None:
    page = chosen(browser, SHEET)
    for changes, said in (
        ({"column-0": ""}, "Say which column has the shop's name."),
        ({"column-2": "name"}, "Two columns are the same thing."),
    ):
        again = looked(browser, page, **changes)
        assert said in words(again.by_id("errors"))
        assert {**selects(again), **changes} == selects(again)


def test_forged_pages_store_nothing(browser: Client) -> None:
    rows = looked(browser, chosen(browser, SHEET))
    form = {**rows.form(), "do": "enter-2"}
    assert browser.post(ROWS, {**form, "table": "x"}).headers["Location"] == FIRST
    assert browser.post(ROWS, {**form, "do": "enter-3"}).status_code == 200
    assert browser.post(ROWS, {**form, "firm": "9" * 30}).status_code == 404
    other = make_firm("Other")
    assert browser.post(ROWS, {**form, "firm": other.pk}).status_code == 404
    assert (
        signed_in(make_member(Firm.objects.get(name="Northern Advice"), Role.VIEWER)).post(ROWS, form).status_code
        == 403
    )
    assert not Shop.objects.exists()


def test_five_hundred_rows_take_as_many_queries_as_five(browser: Client) -> None:
    ann = Firm.objects.get().memberships.get().user
    counts = []
    for number in (5, MOST_ROWS):
        lines = [f"Shop {number} {n};o{number}-{n}@example.com;a, b;{ann.username};555 {n:04}" for n in range(number)]
        page = chosen(browser, "\n".join(["Shop;Mail;Tags;In charge;Phone", *lines]))
        rows: list[Page] = []
        seen = len(queries(lambda page=page, rows=rows: rows.append(looked(browser, page))))  # type: ignore[misc]
        sent = {**rows[0].form(), "do": f"invite-{number}"}
        stored = len(queries(lambda sent=sent: browser.post(ROWS, sent)))  # type: ignore[misc]
        counts.append((seen, stored))
    assert Shop.objects.count() == MOST_ROWS + 5
    assert counts[1][0] <= counts[0][0]
    assert counts[1][1] <= counts[0][1] + 40  # SQLite takes 999 values at a time
