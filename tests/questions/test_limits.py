"""One visitor starts, submits, has reports made and sends files up to a limit, and is told honestly when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.allowance import NOW, Allowance, Limit
from clients.models.firms import Role
from clients.models.shops import Shop
from clients.tokens import token_hash
from questions.limits import FILE, PDF, STARTING, SUBMITTING, ZIP
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.bundle import Bundle
from reports.models.stored_report import StoredReport
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_submitted,
    signed_in,
)
from tests.pages import Page, words
from tests.processes import process, said

pytestmark = pytest.mark.django_db
START = reverse("questions:start")
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
MINUTE = timedelta(minutes=1)


def start(browser: Client, *, key: UUID | None = None, **headers: Any) -> Any:
    return browser.post(START, {"name": "Northside Computers", "key": str(key or uuid4())}, **headers)


def had(limit: Limit, cost: int, *, ago: timedelta = MINUTE, **names: str) -> None:
    """Let a visitor have had this much a while ago."""
    assert Allowance.objects.take(limit, names, at=timezone.now() - ago, cost=cost) == NOW


def refused(response: Any, minutes: int) -> Page:
    page = Page(response)
    assert response.status_code == 429
    assert (minutes - 1) * 60 < int(response["Retry-After"]) <= minutes * 60
    assert words(page.one("h1")) == "Please wait a little"
    assert f"in {minutes} minute" in page.words
    return page


def fetched(browser: Client, address: str) -> int:
    response: Any = browser.get(address)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return int(response.status_code)


class TestStarting:
    def test_a_workshop_of_thirty_owners_on_one_address_starts_within_ten_minutes(self) -> None:
        had(STARTING, 30, ago=59 * MINUTE, address=HERE)  # and it had another within the hour
        assert {start(Client(REMOTE_ADDR=HERE)).status_code for _ in range(30)} == {302}
        assert Assessment.objects.count() == 30

    def test_more_than_that_is_told_how_long_to_wait_and_others_are_not(self) -> None:
        had(STARTING, 60, ago=50 * MINUTE, address=HERE)
        page = refused(start(Client(REMOTE_ADDR=HERE)), 10)
        assert "started from your network" in page.words
        assert not Shop.objects.exists()
        assert start(Client(REMOTE_ADDR=ELSEWHERE)).status_code == 302

    def test_what_was_typed_waits_on_the_page_and_its_button_starts(self) -> None:
        had(STARTING, 60, address=HERE)
        browser = Client(REMOTE_ADDR=HERE)
        origin = {"headers": {"Origin": "http://testserver"}}
        sent = {"name": "Zoë's PCs", "key": str(uuid4())}
        page = refused(browser.post(START, sent, **origin), 59)  # type: ignore[arg-type]  # headers
        kept = {name: value for name, value in page.form().items() if name != "csrfmiddlewaretoken"}
        assert kept == {name: [value] for name, value in sent.items()}
        Allowance.objects.all().delete()  # an hour later
        assert browser.post(START, page.form()).status_code == 302
        assert Shop.objects.get().name == "Zoë's PCs"

    def test_an_hour_later_there_is_room_again(self) -> None:
        had(STARTING, 60, ago=60 * MINUTE, address=HERE)
        assert start(Client(REMOTE_ADDR=HERE)).status_code == 302

    def test_one_browser_has_less_than_a_network(self) -> None:
        browser = Client(REMOTE_ADDR=HERE)
        start(browser)
        assert {start(browser).status_code for _ in range(STARTING.key)} == {302}
        refused(start(browser), 60)
        assert start(browser, REMOTE_ADDR=ELSEWHERE).status_code == 429
        assert start(Client(REMOTE_ADDR=HERE)).status_code == 302

    @pytest.mark.parametrize("cookie", ["", "made-up"])
    def test_no_cookie_and_a_made_up_one_are_no_way_around_it(self, cookie: str) -> None:
        had(STARTING, 60, address=HERE)
        browser = Client(REMOTE_ADDR=HERE)
        if cookie:
            browser.cookies["assessments"] = cookie
        assert start(browser).status_code == 429

    def test_double_click_counts_once_and_is_let_in_at_the_limit(self) -> None:
        had(STARTING, 59, address=HERE)
        key = uuid4()
        first, second = (start(Client(REMOTE_ADDR=HERE), key=key) for _ in range(2))
        assert first.status_code == second.status_code == 302
        assert first["Location"] == second["Location"]
        assert start(Client(REMOTE_ADDR=HERE)).status_code == 429

    def test_key_of_somebodys_assessment_opens_nothing_at_the_limit(self) -> None:
        theirs = make_assessment({"without-you": "a-week"})
        had(STARTING, 60, address=HERE)
        assert start(Client(REMOTE_ADDR=HERE), key=theirs.pk).status_code == 429

    def test_a_retake_is_a_start_but_its_double_click_is_none(self) -> None:
        done = make_submitted()
        browser, key = make_browser(done, REMOTE_ADDR=HERE), str(uuid4())
        again = reverse("questions:again", args=[done.pk])
        had(STARTING, 59, address=HERE)
        assert [browser.post(again, {"key": key}).status_code for _ in range(2)] == [302, 302]
        refused(browser.post(again, {"key": str(uuid4())}), 59)
        assert Assessment.objects.count() == 2


class TestAddresses:
    @pytest.mark.parametrize("https", [False, True])
    def test_what_a_visitor_says_of_their_address_is_not_believed(self, settings: Settings, https: bool) -> None:
        """Behind the proxy of an https site what it adds at the end counts; without one the header does not."""
        settings.HTTPS = https
        had(STARTING, 60, address=HERE)
        real: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1"} if https else {"REMOTE_ADDR": HERE}
        for claimed in ("198.51.100.1", "198.51.100.2, 127.0.0.1"):
            told = f"{claimed}, {HERE}" if https else claimed
            assert start(Client(), HTTP_X_FORWARDED_FOR=told, **real).status_code == 429
        other = {"HTTP_X_FORWARDED_FOR": ELSEWHERE} if https else {"REMOTE_ADDR": ELSEWHERE}
        assert start(Client(), **{**real, **other}).status_code == 302

    def test_a_network_of_ipv6_is_one_visitor(self) -> None:
        had(STARTING, 60, address="2001:db8:1:2::")
        assert start(Client(REMOTE_ADDR="2001:db8:1:2:3:4:5:6")).status_code == 429
        assert start(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1")).status_code == 429
        assert start(Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 302

    def test_who_has_many_networks_of_ipv6_does_not_get_on_with_each(self) -> None:
        for number in range(4):
            had(STARTING, 60, address=f"2001:db8:1:{number}::", site="2001:db8:1::/48")
        assert start(Client(REMOTE_ADDR="2001:db8:1:ffff::1")).status_code == 429
        assert start(Client(REMOTE_ADDR="2001:db8:2:ffff::1")).status_code == 302

    def test_ipv4_written_as_ipv6_is_the_same_visitor(self) -> None:
        had(STARTING, 60, address=HERE)
        assert start(Client(REMOTE_ADDR=f"::ffff:{HERE}")).status_code == 429

    def test_who_is_signed_in_counts_for_themselves(self) -> None:
        had(STARTING, 60, address=HERE)
        desk = signed_in(make_member(make_firm()))
        assert start(desk, REMOTE_ADDR=HERE).status_code == 302


class TestSubmitting:
    def test_it_has_a_limit_and_what_is_unanswered_does_not_count(self) -> None:
        begun, done = make_assessment(), make_assessment(answers_of("bob-breakfix"))
        browser = make_browser(begun, done, REMOTE_ADDR=HERE)
        had(SUBMITTING, 119, address=HERE)
        unfinished, finished = (reverse("questions:submit", args=[each.pk]) for each in (begun, done))
        assert [browser.post(unfinished).status_code for _ in range(3)] == [422] * 3
        assert [browser.post(finished).status_code for _ in range(3)] == [302] * 3  # a double click, and one more
        other = make_assessment(answers_of("bob-breakfix"))
        response = make_browser(other, REMOTE_ADDR=HERE).post(reverse("questions:submit", args=[other.pk]))
        assert "submitted from your network" in refused(response, 59).words
        other.refresh_from_db()
        assert not other.submitted


@pytest.mark.usefixtures("rendered")
class TestReports:
    def test_only_making_one_counts(self, rendered: list[Report]) -> None:
        first, second = make_submitted(), make_submitted()
        StoredReport.objects.all().delete()
        browser = make_browser(first, second, REMOTE_ADDR=HERE)
        had(PDF, 119, address=HERE)
        made = [fetched(browser, reverse("reports:pdf", args=[first.pk])) for _ in range(3)]
        assert made[1:] == [200, 200]
        for name in ("pdf", "waiting"):
            page = refused(browser.get(reverse(f"reports:{name}", args=[second.pk])), 59)
            assert "reports were made" in page.words
        assert len(rendered) == 1

    def test_who_has_a_link_to_read_counts_by_their_network(self) -> None:
        done = make_submitted()
        StoredReport.objects.all().delete()
        token = Access.objects.issue(done, Access.Kind.READ, at=timezone.now(), within=timedelta(days=1))
        had(PDF, 120, address=HERE)
        address = reverse("reports:read-pdf", args=[token])
        refused(Client(REMOTE_ADDR=HERE).get(address), 59)
        assert fetched(Client(REMOTE_ADDR=ELSEWHERE), address) == 200

    def test_zips_are_counted_by_account_and_a_double_click_once(self) -> None:
        firm = make_firm()
        make_submitted(shop=Shop.objects.create(name="Bob's", firm=firm))
        user = make_member(firm, Role.OWNER)
        desk, pk = signed_in(user), str(Shop.objects.get().pk)
        had(ZIP, ZIP.account - 1, account=str(user.pk))
        sent = {"chosen": [pk], "shop": [pk], "key": str(uuid4())}
        codes = [desk.post(reverse("admin:bundles"), sent).status_code for _ in range(2)]
        made = Bundle.objects.count()
        page = desk.post(reverse("admin:bundles"), {**sent, "key": str(uuid4())})
        assert (codes, made, page.status_code) == ([302, 302], 1, 429)
        assert "Many ZIPs of reports were made" in Page(page).words
        assert int(page["Retry-After"]) > 3000


class TestFiles:
    def test_anybody_may_send_so_many_files(self) -> None:
        browser = Client(REMOTE_ADDR=HERE, enforce_csrf_checks=True)
        browser.cookies["csrftoken"] = "x" * 32
        had(FILE, 60, address=HERE)
        page = refused(browser.post(START, {"file": SimpleUploadedFile("a.csv", b"x")}), 59)
        assert "Many files" in page.words
        assert browser.post(START, {"name": "no file"}).status_code == 403  # only its key is missing

    def test_colleague_counts_for_themselves(self) -> None:
        user = make_member(make_firm())
        desk, form = signed_in(user), {"firm": str(user.memberships.get().firm_id), "key": str(uuid4())}
        had(FILE, 60, address="127.0.0.1")
        sent = {**form, "file": SimpleUploadedFile("a.csv", b"Shop,E-mail\nBob's,bob@example.com\n")}
        assert desk.post(reverse("admin:invite"), sent).status_code == 200
        had(FILE, 59, account=str(user.pk))
        sent["file"] = SimpleUploadedFile("a.csv", b"Shop\nBob's\n")
        page = desk.post(reverse("admin:invite"), sent)
        assert (page.status_code, page["Retry-After"].isdigit()) == (429, True)
        assert "Many files came" in Page(page).words


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_as_one() -> None:
    code = f"""
from django.utils import timezone
from clients.models.allowance import Allowance, Limit
from questions.limits import STARTING
for _ in range({STARTING.address} // 2):
    assert not Allowance.objects.take(STARTING, {{"address": "{HERE}"}}, at=timezone.now())
print("taken")
"""
    with process(code) as one, process(code) as two:
        assert {said(one), said(two)} == {"taken"}
    assert start(Client(REMOTE_ADDR=HERE)).status_code == 429


def test_no_address_and_no_cookie_is_kept() -> None:
    browser = Client(REMOTE_ADDR=HERE)
    start(browser)
    token = browser.cookies["assessments"].value
    start(browser)
    kept = str(list(Allowance.objects.values_list()))
    assert not [secret for secret in (HERE, token, token_hash(token)) if secret in kept]
