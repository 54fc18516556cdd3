"""A link for another device: shown with a QR code, or mailed where there is a mail server; and asking for one."""

import logging
import re
from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
import segno
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.allowance import MAILBOX, Allowance
from clients.models.firms import Membership
from clients.models.history import Change
from clients.tokens import token_hash
from msp_assess.log import Formatter
from questions.models.access import Access
from questions.models.assessment import MOST_KNOWN, Assessment
from questions.tasks import send_links
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
ASK = reverse("questions:ask")
LINK = re.compile(r"^http://127\.0\.0\.1:8000(/r/[\w-]{43}/)$", re.MULTILINE)
BAD = [
    "",
    " ",
    "x",
    "a@",
    "@b",
    "a@b",
    "a@b.c\r\nBcc: x@example.com",
    "a@example.com,b@example.com",
    f"{'x' * 250}@b.co",
]


def url(assessment: Assessment) -> str:
    return reverse("questions:elsewhere", args=[assessment.pk])


def resume_links() -> int:
    return Access.objects.filter(kind=Access.Kind.RESUME).count()


@pytest.fixture
def by_mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


class TestShown:
    def test_link_is_shown_once_to_copy_and_as_a_qr_code(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        page = Page(browser.post(url(assessment)))
        link = page.one("input[@readonly]").get("value", "")
        assert LINK.match(link)
        code = segno.make(link, micro=False).svg_data_uri(scale=4, border=2, dark="#1b2733")
        assert page.one("main//img").get("src") == code
        assert "<svg" in unquote(code)
        found = Access.objects.get(kind=Access.Kind.RESUME)
        token = link.rstrip("/").rpartition("/")[2]
        assert found.token_hash == token_hash(token)
        assert timedelta(hours=23) < found.expires - timezone.now() <= timedelta(hours=24)
        assert token not in browser.get(url(assessment)).content.decode()

    def test_after_handing_in_it_speaks_of_the_result_and_not_of_changing_answers(self) -> None:
        handed_in = make_submitted()
        answers = [make_browser(each).get(url(each)) for each in (make_assessment(), handed_in)]
        going_on, reading = (Page(answer) for answer in answers)
        assert [words(page.one("h1")) for page in (going_on, reading)] == [
            "Continue on another device",
            "Open it on another device",
        ]
        assert ["can see and change the answers" in page.words for page in (going_on, reading)] == [True, False]
        assert reverse("reports:result", args=[handed_in.pk]) in answers[1].content.decode()

    def test_double_click_shows_one_link_and_another_only_when_that_is_used_up(self) -> None:
        browser = make_browser(assessment := make_assessment())
        sent = {"key": Page(browser.get(url(assessment))).one("input[@name='key']").get("value", "")}
        first, second = (
            Page(browser.post(url(assessment), sent)).one("input[@readonly]").get("value", "") for _ in range(2)
        )
        assert first == second
        assert resume_links() == 1
        Client().post(first)
        again = Page(browser.post(url(assessment), sent)).one("input[@readonly]").get("value", "")
        assert again != first
        assert Client().get(again).status_code == 200

    @pytest.mark.parametrize("key", ["", "x", "\x00", "1" * 5000])
    def test_without_the_pages_key_each_press_makes_a_link(self, key: str) -> None:
        browser = make_browser(assessment := make_assessment())
        assert [browser.post(url(assessment), {"key": key}).status_code for _ in range(2)] == [200, 200]
        assert resume_links() == 2

    def test_looking_at_the_page_makes_no_link(self) -> None:
        assessment = make_assessment()
        page = Page(make_browser(assessment).get(url(assessment)))
        assert resume_links() == 0
        assert not page.all("input[@type='email']")  # nobody would send it

    @pytest.mark.parametrize("handed_in", [False, True])
    def test_link_opens_the_assessment_on_another_device(self, handed_in: bool) -> None:
        assessment = make_submitted() if handed_in else make_assessment()
        link = Page(make_browser(assessment).post(url(assessment))).one("input[@readonly]").get("value", "")
        other = Client()
        assert other.post(link).headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        assert other.get(reverse("questions:hub", args=[assessment.pk]), follow=True).status_code == 200

    def test_without_a_mail_server_no_address_is_taken(self) -> None:
        assessment = make_assessment()
        assert make_browser(assessment).post(url(assessment), {"email": "bob@example.com"}).status_code == 422
        assessment.shop.refresh_from_db()
        assert (assessment.shop.email, resume_links(), mail.outbox) == ("", 0, [])


@pytest.mark.usefixtures("by_mail")
class TestMailed:
    def test_link_is_mailed_and_not_shown_and_the_address_kept(self) -> None:
        assessment = make_assessment(shop=make_shop("Zoë & <b>🛠</b>"))
        response = make_browser(assessment).post(url(assessment), {"email": "zoe@example.com"})
        assert "A link is on its way to zoe@example.com." in Page(response).words
        (sent,) = mail.outbox
        assert (sent.to, sent.cc, sent.bcc) == (["zoe@example.com"], [], [])
        assert "for Zoë & <b>🛠</b>:" in sent.body
        link = LINK.search(str(sent.body))
        assert link
        assert link[1] not in response.content.decode()
        assert Client().post(link[1]).headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        assessment.shop.refresh_from_db()
        assert assessment.shop.email == "zoe@example.com"

    @pytest.mark.parametrize("address", BAD)
    def test_what_is_no_address_gets_nothing(self, address: str) -> None:
        assessment = make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))
        response = make_browser(assessment).post(url(assessment), {"email": address})
        assert response.status_code == 422
        assert words(Page(response).by_id("error-email"))
        assessment.shop.refresh_from_db()
        assert (assessment.shop.email, resume_links(), mail.outbox) == ("bob@example.com", 0, [])

    @pytest.mark.parametrize("name", ["a\r\nBcc: x@example.com", "", "{{ link }} {% now %}"])
    def test_shops_name_is_only_text_in_the_mail(self, name: str) -> None:
        assessment = make_assessment(shop=make_shop(name))
        make_browser(assessment).post(url(assessment), {"email": "bob@example.com"})
        (sent,) = mail.outbox
        assert sent.recipients() == ["bob@example.com"]
        assert "Bcc" not in sent.message()
        assert (" ".join(name.split()) or "the link to your answers:") in sent.body


def test_a_stranger_gets_no_link(client: Client) -> None:
    foreign = make_assessment()
    for browser in (client, make_browser(make_assessment())):
        for method in (browser.get, browser.post):
            found = [method(reverse("questions:elsewhere", args=[key])) for key in (foreign.pk, uuid4())]
            assert [response.status_code for response in found] == [404, 404]
            assert found[0].content == found[1].content
    assert resume_links() == 0


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("put", 405), ("patch", 405), ("delete", 405)])
def test_another_method_makes_no_link(method: str, status: int) -> None:
    assessment = make_assessment()
    assert getattr(make_browser(assessment), method)(url(assessment)).status_code == status
    assert resume_links() == 0


def test_without_the_pages_token_no_link_is_made() -> None:
    assessment = make_assessment()
    assert make_browser(assessment, enforce_csrf_checks=True).post(url(assessment)).status_code == 403
    assert resume_links() == 0


def test_staff_may_make_a_link_for_the_owner() -> None:
    assessment = make_assessment()
    assert Page(make_colleague_of_all().post(url(assessment))).all("input[@readonly]")


class TestAsk:
    def test_without_a_mail_server_it_says_what_to_do_and_takes_nothing(self, client: Client) -> None:
        make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))
        for response in (client.get(ASK), client.post(ASK, {"email": "bob@example.com"})):
            assert "This site sends no mail." in Page(response).words
        assert (resume_links(), mail.outbox) == (0, [])

    @pytest.mark.usefixtures("by_mail")
    def test_page_tells_nothing_about_an_address(self, client: Client) -> None:
        make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))
        known, unknown = (client.post(ASK, {"email": f"{name}@example.com"}) for name in ("bob", "xyz"))
        assert known.status_code == unknown.status_code == 200
        assert known.content.replace(b"bob@", b"xyz@") == unknown.content
        names = {*known.headers} | {*unknown.headers}
        assert [name for name in names if known.headers.get(name) != unknown.headers.get(name)] == ["X-Request-ID"]
        assert [each.to for each in mail.outbox] == [["bob@example.com"]]

    @pytest.mark.usefixtures("by_mail")
    def test_the_answer_waits_for_no_mail_and_asks_the_same_for_every_address(
        self, client: Client, settings: Settings
    ) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
        make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))
        asked = [queries(lambda to=to: client.post(ASK, {"email": f"{to}@example.com"})) for to in ("bob", "xyz")]  # type: ignore[misc]
        assert len(asked[0]) == len(asked[1])
        assert (resume_links(), mail.outbox) == (0, [])

    @pytest.mark.usefixtures("by_mail")
    def test_mailed_link_opens_the_shops_latest_assessment(self, client: Client) -> None:
        first = make_submitted(shop=make_shop(email="Bob@Example.com", own_email="Bob@Example.com"))
        latest = first.retake(key=uuid4())
        client.post(ASK, {"email": "bob@example.com"})
        (sent,) = mail.outbox
        link = LINK.search(str(sent.body))
        assert link
        assert client.post(link[1]).headers["Location"] == reverse("questions:hub", args=[latest.pk])

    @pytest.mark.usefixtures("by_mail")
    def test_each_shop_of_an_address_gets_a_link_up_to_a_limit(self) -> None:
        for number in range(MOST_KNOWN + 2):
            make_assessment(shop=make_shop(f"Shop {number}", email="bob@example.com", own_email="bob@example.com"))
        nameless = make_assessment(shop=make_shop("without an address"))
        known = Assessment.objects.known_by("bob@example.com")
        send_links.call([str(each.pk) for each in (*known, nameless)])
        assert len(mail.outbox) == MOST_KNOWN
        assert len({LINK.findall(str(each.body))[0] for each in mail.outbox}) == MOST_KNOWN

    @pytest.mark.usefixtures("by_mail")
    def test_an_address_gets_five_mails_an_hour_from_however_many_shops(self) -> None:
        for number in range(MAILBOX.mailbox + 2):
            address = "Bob@example.com" if number % 2 else "bob@example.com"
            assessment = make_assessment(shop=make_shop(f"Shop {number}", email=address, own_email=address))
            cache.clear()  # as in a worker that has just begun
            send_links.call([str(assessment.pk)])
            assessment.shop.own_email = "elsewhere@example.com"
            assessment.shop.save()
        assert len(mail.outbox) == MAILBOX.mailbox == 5
        send_links.call([str(make_assessment(shop=make_shop(email="zoe@example.com", own_email="zoe@example.com")).pk)])
        assert mail.outbox[-1].to == ["zoe@example.com"]

    def test_an_hour_later_it_gets_mails_again_and_nobody_reads_its_address_here(self) -> None:
        now = timezone.now()
        for minutes, allowed in ((0, [True] * 5 + [False] * 9), (59, [False]), (60, [True] * 5 + [False])):
            at = now + timedelta(minutes=minutes)
            names = {"mailbox": "bob@example.com"}
            assert [not Allowance.objects.take(MAILBOX, names, at=at) for _ in allowed] == allowed
        assert {"bob" in str(each) for each in Allowance.objects.all()} == {False}
        assert len(Allowance.objects.get().taken) == MAILBOX.mailbox

    @pytest.mark.usefixtures("by_mail")
    def test_a_second_link_is_not_mailed_right_after_the_first(self) -> None:
        assessment = make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))
        for _ in range(2):
            send_links.call([str(assessment.pk)])
        assert len(mail.outbox) == 1

    @pytest.mark.usefixtures("by_mail")
    @pytest.mark.parametrize("address", [*BAD, "<script>alert(1)</script>"])
    def test_what_is_no_address_is_said_to_be_none(self, client: Client, address: str) -> None:
        response = client.post(ASK, {"email": address})
        assert response.status_code == 422
        assert words(Page(response).by_id("error-email"))
        assert b"<script>alert" not in response.content
        assert mail.outbox == []

    @pytest.mark.usefixtures("by_mail")
    @pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("put", 405), ("delete", 405)])
    def test_another_method(self, client: Client, method: str, status: int) -> None:
        assert getattr(client, method)(ASK).status_code == status
        assert mail.outbox == []


@pytest.mark.usefixtures("by_mail")
def test_token_does_not_reach_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assessment = make_assessment(answers_of("bob-breakfix"))
    make_browser(assessment).post(url(assessment), {"email": "bob@example.com"})
    (path,) = LINK.findall(str(mail.outbox[0].body))
    for _ in range(2):
        client.get(path)
        client.post(path)
    logged = "\n".join(Formatter().format(record) for record in caplog.records)
    assert "Gone: /r/[token]/" in logged
    assert path.split("/")[2] not in logged


@pytest.mark.parametrize("account_goes", [True, False], ids=["account deleted", "left the firm"])
def test_links_that_a_colleague_made_and_saw_end_when_they_go_and_the_history_says_that_they_were(
    account_goes: bool,
) -> None:
    firm = make_firm()
    assessment = make_submitted(shop=make_shop(firm=firm))
    user = make_member(firm)
    for browser in (signed_in(user), make_browser(assessment)):
        for address in (url(assessment), reverse("reports:share", args=[assessment.pk])):
            browser.post(address)
    mailed = Access.objects.issue(assessment, "read", at=timezone.now(), within=timedelta(days=1), by=user)
    Access.objects.filter(token_hash=token_hash(mailed)).update(sent=timezone.now())
    assert [each.what for each in Change.objects.order_by("pk")] == ["link-made", "read-link-made"]
    assert {each.who for each in Change.objects.all()} == {user}
    if account_goes:
        user.delete()
    else:
        Membership.objects.get().leave()
    links = Access.objects.exclude(kind=Access.Kind.BROWSER).order_by("pk")
    assert [bool(each.revoked) for each in links] == [True, True, False, False, False]
