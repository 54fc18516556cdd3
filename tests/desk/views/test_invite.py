"""Inviting owners: one or a list, looked through first, all or none, once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.owner_list import MOST_BYTES, MOST_ROWS
from clients.tokens import token_hash
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from questions.models.invitations import InvitedQuerySet
from tests.makers import make_firm, make_member, make_shop, make_staff, make_user, questionnaire, signed_in
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
BEGIN, ROWS, FILE = reverse("admin:invite"), reverse("admin:invite-rows"), reverse("admin:invite-links")
LIST = "Bob's Computers;Bob;bob@example.com;4\nZoë & Söhne;Zoë;zoe@example.com;"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/i/[\w-]{43}/)")
HOSTILE = ["<script>alert(1)</script>", "متجر", "=1+1", "{{ key }}", "'\"><img src=x>"]


@pytest.fixture
def by_mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


@pytest.fixture
def member() -> User:
    member = make_member(make_firm())
    member.email, member.first_name, member.last_name = "anna@advice.example", "Anna", "Berg"
    member.save()
    return member


def typed(text: str, **others: Any) -> dict[str, Any]:
    return {"text": text, "firm": Firm.objects.values_list("pk", flat=True)[0], **others}


def looked_through(browser: Client, text: str, **others: Any) -> Page:
    return Page(browser.post(BEGIN, typed(text, **others)))


def sent_from(page: Page, **changes: Any) -> dict[str, Any]:
    """What the form of the rows sends; the button to send with, unless another is named."""
    (button,) = [each.get("value") for each in page.all("button[@name='do']") if each.get("class") == "default"] or [""]
    return {"do": button, **page.form(), **changes}


def problems(page: Page) -> list[str]:
    return [words(cell) for cell in page.all("td[@class='problem']")]


def links_of(page: Page) -> list[str]:
    return [field.get("value", "") for field in page.all("input[@readonly]")]


def test_list_is_looked_through_and_links_are_made(member: User) -> None:
    browser = signed_in(member)
    page = looked_through(browser, LIST)
    assert not Shop.objects.exists()
    response = browser.post(ROWS, sent_from(page))
    links = links_of(Page(response))
    shops = list(Shop.objects.order_by("pk"))
    assert [(each.name, each.owner, each.email, each.people, each.firm, each.joined) for each in shops] == [
        ("Bob's Computers", "Bob", "bob@example.com", 4, Firm.objects.get(), None),
        ("Zoë & Söhne", "Zoë", "zoe@example.com", None, Firm.objects.get(), None),
    ]
    begun = list(Assessment.objects.order_by("shop"))
    asked = questionnaire()
    assert [(each.shop, each.slug, each.version) for each in begun] == [
        (shop, asked.slug, asked.version) for shop in shops
    ]
    accesses = list(Access.objects.order_by("assessment__shop"))
    assert [(each.assessment, each.kind, each.made_by, each.sent, each.used) for each in accesses] == [
        (each, Access.Kind.INVITE, member, None, None) for each in begun
    ]
    assert [each.token_hash for each in accesses] == [token_hash(each.split("/")[-2]) for each in links]
    assert all(abs(each.expires - each.created - INVITE_WITHIN) < timedelta(minutes=1) for each in accesses)
    assert [(each.what, each.who, each.shop) for each in Change.objects.order_by("shop")] == [
        ("invited", member, shop) for shop in shops
    ]
    assert links[0] not in browser.get(reverse("admin:invitations")).content.decode()


def test_word_in_the_place_of_a_number_stays_to_be_corrected_or_left_out(member: User) -> None:
    browser = signed_in(member)
    page = looked_through(browser, "Bob's; Bob; bob@example.com; many\nZoë's; Zoë; zoe@example.com; 2")
    assert problems(page) == ["Just the number, please, like 4.", ""]
    field = page.one("input[@name='form-0-people']")
    assert (field.get("type"), field.get("value")) == ("text", "many")  # a browser empties a number's field of it
    page = Page(browser.post(ROWS, sent_from(page, do="leave-out")))
    links = links_of(Page(browser.post(ROWS, sent_from(page))))
    assert (len(links), Shop.objects.get().name) == (1, "Zoë's")


def test_link_begins_the_questionnaire_once(member: User, client: Client) -> None:
    browser = signed_in(member)
    page = Page(browser.post(ROWS, sent_from(looked_through(browser, LIST))))
    path = LINK.match(links_of(page)[0])
    assert path
    assert "Northern Advice" in Page(client.get(path[1])).words
    hub = reverse("questions:hub", args=[Assessment.objects.get(shop__owner="Bob").pk])
    sent = {"key": Page(client.get(path[1])).form()["key"]}
    assert client.post(path[1], sent).headers["Location"] == hub
    assert (
        Client().post(path[1], sent).headers["Location"] == hub
    )  # the second click, before the first's cookie was there
    Assessment.objects.get(shop__owner="Bob").record({"without-you": "a-week"}, at=timezone.now())
    assert Client().post(path[1], sent).status_code == 410
    assert Client().get(path[1]).status_code == 410
    assert client.get(hub).status_code == 200
    assert Shop.objects.get(owner="Bob").joined


@pytest.mark.usefixtures("by_mail")
def test_mail_is_in_the_firms_name_and_answered_to_the_consultant(member: User, client: Client) -> None:
    Firm.objects.update(name="Äpfel & Co", contact="Call 0800\nor come by", footer="Registered in Bern")
    browser = signed_in(member)
    response = browser.post(ROWS, sent_from(looked_through(browser, LIST)))
    assert response.headers["Location"] == reverse("admin:invitations")
    assert "2 invitations go out by mail." in Page(browser.get(response.headers["Location"])).words
    first, second = mail.outbox
    assert {each.message()["Auto-Submitted"] for each in mail.outbox} == {"auto-generated"}
    assert (first.to, first.cc, first.bcc, first.reply_to) == (["bob@example.com"], [], [], ["anna@advice.example"])
    assert first.from_email == "=?utf-8?b?w4RwZmVsICYgQ28=?= <noreply@127.0.0.1>"
    assert first.subject == "Äpfel & Co asks: is what you're doing working?"
    assert second.to == ["zoe@example.com"]
    body = str(first.body)
    expires = timezone.localtime(Access.objects.first().expires)  # type: ignore[union-attr]
    for said in (
        "Hello Bob,",
        "Anna Berg of Äpfel & Co would like to know how things are going at Bob's Computers",
        "It takes 9 to 12 minutes.",
        f"once, until {expires:%B} {expires.day}, {expires.year}",
        "Äpfel & Co will see your answers and your result",
        "\n-- \nÄpfel & Co\nCall 0800\nor come by\nRegistered in Bern\n",
    ):
        assert said in body
    assert all(each.sent for each in Access.objects.all())
    link = LINK.search(body)
    assert link
    assert client.post(link[1]).headers["Location"].startswith("/a/")


@pytest.mark.usefixtures("by_mail")
def test_who_has_no_address_gets_a_link_beside_the_mails(member: User) -> None:
    browser = signed_in(member)
    page = looked_through(browser, f"{LIST}\nPaper only;Pia;;")
    assert problems(page) == ["", "", "No address: you get a link."]
    response = browser.post(ROWS, sent_from(page))
    assert len(links_of(Page(response))) == 1
    assert len(mail.outbox) == 2


def test_single_owner_gets_a_qr_code_too(member: User) -> None:
    browser = signed_in(member)
    one = Page(browser.get(BEGIN)).all("main//form")[0]
    data = {field.get("name", ""): field.get("value", "") for field in one.iter("input")}
    data |= {each.get("name", ""): each.get("value", "") for each in one.iter("button")} | {"form-0-name": "Bob's"}
    made = Page(browser.post(ROWS, data))
    assert made.one("main//img").get("src", "").startswith("data:image/svg+xml")
    assert len(links_of(made)) == 1


@pytest.mark.parametrize("mailing", [True, False])
def test_double_click_invites_once_and_answers_the_same(member: User, settings: Settings, *, mailing: bool) -> None:
    settings.MAIL_ENABLED = mailing
    browser = signed_in(member)
    data = sent_from(looked_through(browser, LIST))
    first, second = browser.post(ROWS, data), browser.post(ROWS, {**data, "form-0-name": "Changed"})
    assert (Shop.objects.count(), Access.objects.count(), len(mail.outbox)) == (2, 2, 2 if mailing else 0)
    assert first.status_code == second.status_code
    assert mailing or links_of(Page(first)) == links_of(Page(second))
    assert not Shop.objects.filter(name="Changed").exists()
    stranger = signed_in(make_member(make_firm("Other")))
    data = {**data, "firm": Firm.objects.get(name="Other").pk}
    assert stranger.post(ROWS, data).headers["Location"] == reverse("admin:invitations")
    assert Shop.objects.count() == 2


def test_nothing_is_half_done(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(member)
    data = sent_from(looked_through(browser, LIST))

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(InvitedQuerySet, "mail_invitations", broken)
    with pytest.raises(RuntimeError):
        browser.post(ROWS, data)
    assert [each.objects.count() for each in (Shop, Assessment, Access, Change)] == [0] * 4


def test_each_problem_stands_beside_its_row(member: User) -> None:
    firm = Firm.objects.get()
    make_shop("Known", firm=firm, email="Known@example.com")
    make_shop("Elsewhere", firm=make_firm("Other"), email="other@example.com")
    text = "\n".join(
        [
            "A;a;a@example.com",
            "B;b;A@Example.com",
            "C;c;c.example.com",
            "D;d;known@EXAMPLE.com",
            ";e;e@example.com",
            f"{'F' * 121};f;f@example.com",
            "G;g;g@example.com;many",
            "H;h;other@example.com",
            "=I();+i;i@example.com",
        ]
    )
    browser = signed_in(member)
    response = browser.post(BEGIN, typed(text, firm=firm.pk))
    assert response.status_code == 422
    page = Page(response)
    assert problems(page) == [
        "",
        "This address stands further up already.",
        "This is no email address.",
        "A client already: Known.",
        "What is the shop called?",
        "121 characters, and 120 at most: shorten it a little.",
        "Just the number, please, like 4.",
        "",
        "",
    ]
    assert Page(browser.post(ROWS, {**page.form(), "do": "send-9"})).all("td[@class='problem']/p")
    assert Shop.objects.count() == 2
    page = Page(browser.post(ROWS, {**page.form(), "do": "leave-out"}))
    assert problems(page) == [""] * 9
    assert words(page.one("button[@class='default']")) == "Make 3 links"
    browser.post(ROWS, sent_from(page))
    assert set(Shop.objects.filter(firm=firm).values_list("name", flat=True)) == {"Known", "A", "H", "=I()"}


def test_row_is_corrected_or_left_out_and_the_button_counts_what_it_sends(member: User) -> None:
    browser = signed_in(member)
    page = looked_through(browser, "A;a;a.example.com\nB;b;b@example.com")
    fixed = page.form(form_0_email="a@example.com")
    page = Page(browser.post(ROWS, {**fixed, "do": "check"}))
    data = sent_from(page, **{"form-1-DELETE": "on"})
    assert data["do"] == "send-2"
    page = Page(browser.post(ROWS, data))  # one less than the button said: look once more
    assert not Shop.objects.filter(firm__isnull=False).exists()
    assert words(page.one("button[@class='default']")) == "Make 1 link"
    browser.post(ROWS, sent_from(page))
    assert list(Shop.objects.values_list("name", "email")) == [("A", "a@example.com")]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_text(member: User, settings: Settings, name: str) -> None:
    settings.MAIL_ENABLED = True
    browser = signed_in(member)
    page = looked_through(browser, f"{name}\t{name}\tb@example.com")
    assert page.form()["form-0-name"] == [name]
    browser.post(ROWS, sent_from(page))
    assert Shop.objects.get().name == name
    (sent,) = mail.outbox
    assert f"Hello {name}," in sent.body
    assert b"<script>alert" not in browser.get(reverse("admin:invitations")).content


def test_file_is_read_and_the_links_can_be_downloaded(member: User) -> None:
    browser = signed_in(member)
    file = SimpleUploadedFile("owners.csv", "Shop;E-Mail\r\nZoë;zoe@example.com\r\n=1+1;b@example.com".encode("cp1252"))
    made = Page(browser.post(ROWS, sent_from(looked_through(browser, "", file=file))))
    signed = made.one("input[@name='links']").get("value", "")
    response = browser.post(FILE, {"links": signed})
    links = links_of(made)
    assert b"".join(response.streaming_content).decode() == (  # type: ignore[attr-defined]  # it streams
        f"\ufeffShop,Owner,Email address,Link\r\nZoë,,zoe@example.com,{links[0]}\r\n'=1+1,,b@example.com,{links[1]}\r\n"
    )
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    for forged in (signed[:-2] + "xx", ""):
        assert browser.post(FILE, {"links": forged}).headers["Location"] == reverse("admin:invitations")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "There is nobody in this list yet."),
        ({"text": "Shop;E-mail"}, "There is nobody in this list yet."),
        ({"text": "a\n" * (MOST_ROWS + 1)}, "The list has 501 rows; at most 500 go at once."),
        ({"text": "x" * 140_000}, "This list cannot be read: a quotation mark may be missing."),
        ({"file": b""}, "There is nobody in this list yet."),
        ({"file": b"PK\x03\x04"}, "We can't read this workbook"),
        ({"file": b"\x81\x01\x02\xff"}, "This file holds no text we can read."),
        ({"file": b"a" * (MOST_BYTES + 1)}, "The file is larger than 512 KB."),
    ],
)
def test_list_that_cannot_be_read_says_why(member: User, data: dict[str, Any], said: str) -> None:
    if "file" in data:
        data = {"text": "", "file": SimpleUploadedFile("list.csv", data["file"])}
    response = signed_in(member).post(BEGIN, typed(**data))
    assert response.status_code == 422
    assert words(Page(response).by_id("errors")).startswith(said)


def test_too_much_pasted_is_413(member: User) -> None:
    assert signed_in(member).post(BEGIN, typed("x" * 600_000)).status_code == 413


@pytest.mark.parametrize(
    "data",
    [{}, {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"}, {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}],
)
def test_damaged_rows_are_400(member: User, data: dict[str, str]) -> None:
    response = signed_in(member).post(ROWS, {"firm": Firm.objects.get().pk, "do": "send-1", **data})
    assert response.status_code == 400


def test_more_rows_than_there_may_be_are_refused(member: User) -> None:
    rows = {f"form-{n}-name": "A" for n in range(502)}
    data = {"firm": Firm.objects.get().pk, "form-TOTAL_FORMS": "502", "form-INITIAL_FORMS": "0", "do": "send-500"}
    assert signed_in(member).post(ROWS, {**data, **rows}).status_code == 422
    assert not Shop.objects.exists()


@pytest.mark.parametrize("address", [BEGIN, ROWS])
def test_who_may_invite(client: Client, address: str) -> None:
    firm, other = make_firm(), make_firm("Other")
    data = {
        "firm": firm.pk,
        "text": "A;a;a@example.com",
        "key": str(uuid4()),
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-name": "A",
        "do": "send-1",
    }
    assert client.post(address, data).status_code == 302
    assert signed_in(make_user("visitor")).post(address, data).status_code == 302
    assert signed_in(make_member(firm, Role.VIEWER)).post(address, data).status_code == 403
    assert signed_in(make_member(other)).post(address, data).status_code == 404
    assert signed_in(make_member(firm)).post(address, {**data, "firm": "9" * 30}).status_code == 404
    assert not Shop.objects.exists()
    for role in (Role.CONSULTANT, Role.OWNER):
        browser = signed_in(make_member(firm, role, name=f"by {role}"))
        assert browser.post(address, {**data, "key": str(uuid4())}).status_code == 200
    assert make_staff().post(address, {**data, "key": str(uuid4())}).status_code == 403


def test_viewer_of_one_firm_is_refused_there_and_not_where_they_work() -> None:
    reads, works = make_firm("Reads"), make_firm("Works")
    member = make_member(works)
    Membership.objects.create(firm=reads, user=member, role=Role.VIEWER)
    browser = signed_in(member)
    assert browser.post(BEGIN, typed(LIST, firm=reads.pk)).status_code == 403
    assert browser.post(BEGIN, typed(LIST, firm=works.pk)).status_code == 200


def test_firm_is_chosen_where_there_are_several_and_missed_where_there_is_none() -> None:
    staff = make_staff()
    assert "Make a firm first" in words(Page(staff.get(BEGIN)).by_id("content-main"))
    assert "Ask the people who run" in words(Page(signed_in(make_member(None)).get(BEGIN)).by_id("content-main"))
    make_firm("One")
    user = User.objects.get(username="consultant")
    assert staff.get(BEGIN).status_code == 403  # a superuser works where they are a member
    for name in ("One", "Two"):
        firm = Firm.objects.filter(name=name).first() or make_firm(name)
        Membership.objects.create(firm=firm, user=user, role=Role.CONSULTANT)
        chosen = Page(staff.get(BEGIN))
        assert bool(chosen.all("select[@name='firm']")) == (name == "Two")
    options = [words(each) for each in chosen.all("select[@id='firm-list']/option")]
    assert options == ["Choose a firm", "One", "Two"]


@pytest.mark.parametrize(("role", "ways"), [(Role.OWNER, 1), (Role.CONSULTANT, 0)])
def test_firm_without_a_name_of_its_own_is_asked_for_it_first(role: Role, ways: int) -> None:
    firm = make_firm("Your firm", named=False)
    browser = signed_in(make_member(firm, role))
    page = Page(browser.get(BEGIN))
    assert "what is your firm called?" in page.words
    assert page.links.count(reverse("admin:clients_firm_change", args=[firm.pk])) == ways
    assert not page.all("main//form")
    row = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Bob's", "key": uuid4(), "do": "send-1"}
    for address, sent in ((BEGIN, typed(LIST)), (ROWS, typed("", **row))):
        response = browser.post(address, sent)
        assert (response.status_code, response.headers["Location"]) == (302, BEGIN)
    assert not Shop.objects.exists()
    signed_in(make_member(firm, Role.OWNER)).post(
        reverse("admin:clients_firm_change", args=[firm.pk]), {"name": "Northern Advice"}
    )
    assert "Northern Advice invites you" in Page(browser.get(BEGIN)).words
    assert browser.post(ROWS, typed("", **row)).status_code == 200
    assert Shop.objects.get().name == "Bob's"


def test_looking_through_takes_the_same_queries_for_any_number(member: User) -> None:
    browser = signed_in(member)
    counts, templates = [], []
    for number in (1, 200):
        text = "\n".join(f"Shop {each};Owner;owner{each}@example.com" for each in range(number))
        data = typed(text)
        counts.append(len(queries(lambda data=data: browser.post(BEGIN, data))))  # type: ignore[misc]
        templates.append([each.name for each in browser.post(BEGIN, data).templates])
    assert counts[0] == counts[1] <= 7
    assert templates[0] == templates[1]  # one for each input would take seconds for a long list


def test_inviting_two_hundred_takes_few_queries(member: User, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    browser = signed_in(member)
    counts = []
    for number in (1, 200):
        text = "\n".join(f"Shop {each};Owner;{number}-{each}@example.com" for each in range(number))
        data = sent_from(looked_through(browser, text))
        counts.append(len(queries(lambda data=data: browser.post(ROWS, data))))  # type: ignore[misc]
    assert Access.objects.count() == 201
    assert counts[1] <= counts[0] + 16  # SQLite takes a thousand values to an INSERT
    assert mail.outbox == []
