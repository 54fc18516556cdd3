"""Lists at the door: whose letters are in doubt, whose columns we do not know, and our own list back again."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm
from clients.models.shops import Shop
from tests.clients.core.test_workbook import book
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
BEGIN, ROWS, EXPORT = reverse("admin:invite"), reverse("admin:invite-rows"), reverse("admin:export")
MAC = b"Caf\x8e M\x9fller,Zo\x91,zoe@example.com,3\r"


@pytest.fixture
def browser() -> Client:
    return signed_in(make_member(make_firm()))


def looked_through(browser: Client, text: str = "", file: bytes | None = None) -> Page:
    data: dict[str, Any] = {"text": text, "firm": Firm.objects.values_list("pk", flat=True)[0]}
    if file is not None:
        data["file"] = SimpleUploadedFile("list.csv", file)
    return Page(browser.post(BEGIN, data))


def rows_of(page: Page) -> list[tuple[str, ...]]:
    form = page.form()
    number = int(form["form-TOTAL_FORMS"][0])
    return [tuple(form[f"form-{n}-{name}"][0] for name in ("name", "owner", "email")) for n in range(number)]


def problems(page: Page) -> list[str]:
    return [words(cell) for cell in page.all("td[@class='problem']")]


def test_doubtful_letters_are_shown_and_can_be_read_otherwise(browser: Client) -> None:
    page = looked_through(browser, file=MAC)
    assert rows_of(page) == [("Café Müller", "Zoë", "zoe@example.com")]
    assert page.one("main//form").find(".//button").get("value") == "check"  # type: ignore[union-attr]  # what Enter does
    letters = page.by_id("letters")
    assert "Café · Müller · Zoë" in words(letters)
    choices = {words(each): each for each in letters.iter("button")}
    western = choices["CafŽ · MŸller · Zo\u2018"]
    assert (western.get("name"), western.get("formaction")) == ("code", BEGIN)
    page = Page(browser.post(BEGIN, {**page.form(), "code": western.get("value")}))
    assert rows_of(page)[0][0] == "CafŽ MŸller"
    back = {words(each): each.get("value") for each in page.by_id("letters").iter("button")}["Café · Müller · Zoë"]
    page = Page(browser.post(BEGIN, {**page.form(), "code": back}))
    assert rows_of(page)[0][0] == "Café Müller"
    page = Page(browser.post(ROWS, {**page.form(), "do": "check"}))
    assert "Café · Müller · Zoë" in words(page.by_id("letters"))
    assert not Shop.objects.exists()
    browser.post(ROWS, {**page.form(), "do": "send-1"})
    assert Shop.objects.get().name == "Café Müller"


@pytest.mark.parametrize("file", ["Café,Zoë,zoe@example.com".encode(), b"Bob,Bob,bob@example.com"])
def test_letters_that_are_sure_leave_no_question(browser: Client, file: bytes) -> None:
    assert "letters" not in looked_through(browser, file=file).ids


def test_letter_that_was_lost_is_asked_for(browser: Client) -> None:
    page = looked_through(browser, "Caf\ufffd;Zo;zoe@example.com")
    assert problems(page) == ["A letter here could not be read. Please put it right."]


def test_columns_that_are_not_taken_over_are_named(browser: Client) -> None:
    page = looked_through(browser, "Shop;E-mail;Phone;City\nA;a@example.com;0800;Bern")
    assert words(page.by_id("left-out")) == "2 columns were not taken over: Phone, City."
    page = looked_through(browser, "A;a;a@example.com;4;<b>0800")
    assert words(page.by_id("left-out")) == "One more column was not taken over. It starts with: <b>0800."
    assert "left-out" not in looked_through(browser, "A;a;a@example.com;4").ids


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ada Example <ada@example.com>", [("", "Ada Example", "ada@example.com")]),
        ("mailto:ada@example.com", [("", "", "ada@example.com")]),
        ("Ada Shop\tAda\tada@example.com;", [("Ada Shop", "Ada", "ada@example.com")]),
        (
            "Example, Ada <ada@example.com>; Test, Bo <bo@example.com>",
            [("", "Ada Example", "ada@example.com"), ("", "Bo Test", "bo@example.com")],
        ),
    ],
)
def test_addresses_of_a_mail_program_are_rows(browser: Client, text: str, rows: list[tuple[str, ...]]) -> None:
    page = looked_through(browser, text)
    assert rows_of(page) == rows
    assert problems(page) == ["" if name else "What is the shop called?" for name, *_ in rows]


def test_what_cannot_be_seen_hides_no_duplicate_and_is_not_stored(browser: Client) -> None:
    text = (
        "Shop A\tJo\t\u200bbo@example.com\nShop B\tJo\tsame@example.com\n"
        "Shop C\tJo\tsame@example.com\u200b\nShop D\tJo\tsame@exam\xadple.com\n"
    )
    page = looked_through(browser, text)
    assert problems(page) == ["", "", *["This address stands further up already."] * 2]
    page = Page(browser.post(ROWS, {**page.form(), "do": "leave-out"}))
    browser.post(ROWS, {**page.form(), "do": "send-2"})
    assert list(Shop.objects.values_list("name", "email")) == [
        ("Shop A", "bo@example.com"),
        ("Shop B", "same@example.com"),
    ]


def test_name_of_nothing_is_asked_for(browser: Client) -> None:
    assert problems(looked_through(browser, "\u200b\tJo\tjo@example.com")) == ["What is the shop called?"]


def test_number_of_people_is_read_as_people_write_it(browser: Client) -> None:
    page = looked_through(browser, "A;a;a@example.com;ca. 4\nB;b;b@example.com;4 people\nC;c;c@example.com;3-4")
    assert problems(page) == ["", "", "Just one number, please, like 4. A good guess will do."]


def test_our_own_export_comes_back_as_it_was() -> None:
    firm = make_firm()
    member: User = make_member(firm)
    browser = signed_in(member)
    names = ["+Plus IT", "-40 Repairs", "Ok;=1+2;x"]
    for name in names:
        make_assessment(answers_of("bob-breakfix"), shop=make_shop(name, firm=firm), submitted=AT)
    response: Any = browser.get(EXPORT, {"format": "assessments.csv"})
    exported = b"".join(response.streaming_content)
    assert b"'+Plus IT" in exported
    page = looked_through(browser, file=exported)
    assert sorted(name for name, *_ in rows_of(page)) == sorted(names)
    assert ": Questionnaire, Version, Started, " in words(page.by_id("left-out"))


def test_workbook_is_read_like_a_list(browser: Client) -> None:
    rows: tuple[list[object], ...] = (
        ["E-mail", "Company", "Fax"],
        ["zoe@example.com", "Zoë & Söhne", "555"],
        ["", "=A1"],
    )
    page = looked_through(browser, file=book(*rows))
    assert rows_of(page) == [("Zoë & Söhne", "", "zoe@example.com"), ("=A1", "", "")]
    assert "Fax" in words(page.by_id("left-out"))
    assert "letters" not in page.ids


def test_workbook_is_the_first_choice(browser: Client) -> None:
    firm = Firm.objects.get()
    make_shop("A", firm=firm)
    options = Page(browser.get(reverse("admin:clients"))).all("select[@id='format']/option")
    assert [each.get("value", "").partition(".")[2] for each in options] == ["xlsx", "xlsx", "csv", "csv"]
    response: Any = browser.get(EXPORT)
    assert b"".join(response.streaming_content)[:2] == b"PK"
    made = Page(browser.post(ROWS, {**looked_through(browser, "B;b;").form(), "do": "send-1"}))
    formats = [each for each in made.all("main//button") if each.get("name") == "format"]
    assert [each.get("value") for each in formats] == ["xlsx", "csv"]
    sent = {"links": made.one("input[@name='links']").get("value"), "format": "xlsx"}
    response = browser.post(reverse("admin:invite-links"), sent)
    assert b"".join(response.streaming_content)[:2] == b"PK"
    other = signed_in(make_member(make_firm("Others"))).post(reverse("admin:invite-links"), sent)
    assert other["Location"] == reverse("admin:invitations"), "a page's links are its reader's alone"
