"""A link to read one result: made, taken back, expired; it shows that one and changes nothing."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from clients.tokens import token_hash
from msp_assess.log import Formatter
from questions.browser import COOKIE
from questions.models.access import READ_WITHIN, RESUME_WITHIN, Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from reports.core.report import Report
from tests.makers import make_assessment, make_browser, make_colleague_of_all, make_shop, make_submitted
from tests.pages import Page, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]


def url(assessment: Assessment) -> str:
    return reverse("reports:share", args=[assessment.pk])


def read(token: str) -> str:
    return reverse("reports:read", args=[token])


def make_link(assessment: Assessment, kind: str = Access.Kind.READ) -> str:
    return Access.objects.issue(assessment, kind, at=timezone.now(), within=READ_WITHIN)


def shared(browser: Client, assessment: Assessment) -> str:
    """Make a link as the page does and return it."""
    page = Page(browser.get(url(assessment)))
    made = Page(browser.post(url(assessment), page.form(do="make")))
    return made.one("input[@readonly]").get("value", "")


class TestShare:
    def test_link_is_shown_once_and_only_its_hash_is_kept(self) -> None:
        assessment = make_submitted()
        browser = make_browser(assessment)
        link = shared(browser, assessment)
        token = link.rstrip("/").rpartition("/")[2]
        assert link == f"http://127.0.0.1:8000{read(token)}"
        assert len(token) >= 43
        found = Access.objects.get(kind=Access.Kind.READ)
        assert found.token_hash == token_hash(token) != token
        assert found.assessment == assessment
        assert token not in browser.get(url(assessment)).content.decode()
        assert "1 link works at the moment." in Page(browser.get(url(assessment))).words

    def test_double_click_makes_one_link_and_another_once_that_is_taken_back(self) -> None:
        browser = make_browser(assessment := make_submitted())
        sent = Page(browser.get(url(assessment))).form(do="make")
        pages = [Page(browser.post(url(assessment), sent)) for _ in range(2)]
        first, second = (page.one("input[@readonly]").get("value", "") for page in pages)
        assert first == second
        assert "1 link works at the moment." in pages[1].words
        browser.post(url(assessment), {"do": "revoke"})
        again = Page(browser.post(url(assessment), sent)).one("input[@readonly]").get("value", "")
        assert [Client().get(link).status_code for link in (first, again)] == [410, 200]

    def test_the_same_key_gives_another_link_for_another_assessment(self) -> None:
        links = set()
        for assessment in (make_submitted(), make_submitted()):
            page = Page(make_browser(assessment).post(url(assessment), {"do": "make", "key": "1" * 32}))
            links.add(page.one("input[@readonly]").get("value", ""))
        assert len(links) == 2

    def test_link_works_for_thirty_days_at_most(self) -> None:
        assessment = make_submitted()
        before = timezone.now()
        shared(make_browser(assessment), assessment)
        found = Access.objects.get(kind=Access.Kind.READ)
        assert before + timedelta(days=30) <= found.expires <= timezone.now() + timedelta(days=30)

    def test_looking_at_the_page_makes_no_link(self) -> None:
        assessment = make_submitted()
        browser = make_browser(assessment)
        page = Page(browser.get(url(assessment)))
        assert not Access.objects.filter(kind=Access.Kind.READ).exists()
        assert [button.get("value") for button in page.all("form//button")] == ["make"]

    def test_taking_back_ends_all_links_to_this_result_and_no_other_key(self, client: Client) -> None:
        assessment = make_submitted()
        again = make_submitted(shop=assessment.shop)
        browser = make_browser(assessment)
        links = [shared(browser, assessment) for _ in range(2)]
        kept = make_link(again)
        resume = make_link(assessment, Access.Kind.RESUME)
        page = Page(browser.get(url(assessment)))
        assert "2 links work at the moment." in page.words
        response = browser.post(url(assessment), page.form(do="revoke"))
        assert "All links have been taken back." in Page(response).words
        assert "at the moment" not in Page(response).words
        assert [client.get(link).status_code for link in links] == [410, 410]
        assert client.get(read(kept)).status_code == 200
        assert Access.objects.open(Access.Kind.RESUME, resume, at=timezone.now()).exists()
        assert browser.get(url(assessment)).status_code == 200

    def test_taking_back_twice_keeps_the_first_time(self) -> None:
        assessment = make_submitted()
        browser = make_browser(assessment)
        make_link(assessment)
        browser.post(url(assessment), {"do": "revoke"})
        before = list(Access.objects.values())
        assert browser.post(url(assessment), {"do": "revoke"}).status_code == 200
        assert list(Access.objects.values()) == before

    def test_what_is_over_is_not_counted(self) -> None:
        assessment = make_submitted()
        Access.objects.issue(assessment, Access.Kind.READ, at=timezone.now() - READ_WITHIN, within=READ_WITHIN)
        assert "at the moment" not in Page(make_browser(assessment).get(url(assessment))).words

    def test_before_handing_in_there_is_nothing_to_read(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment)
        for response in (browser.get(url(assessment)), browser.post(url(assessment), {"do": "make"})):
            assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])
        assert not Access.objects.filter(kind=Access.Kind.READ).exists()

    def test_staff_may_share(self) -> None:
        assessment = make_submitted()
        assert Client().get(shared(make_colleague_of_all(), assessment)).status_code == 200

    def test_a_stranger_makes_and_takes_back_nothing(self, client: Client) -> None:
        foreign = make_submitted()
        token = make_link(foreign)
        for browser in (client, make_browser(make_submitted())):
            for sent in ({"do": "make"}, {"do": "revoke"}):
                found = [browser.post(reverse("reports:share", args=[key]), sent) for key in (foreign.pk, uuid4())]
                assert [response.status_code for response in found] == [404, 404]
                assert found[0].content == found[1].content
            assert browser.get(url(foreign)).status_code == 404
        assert Access.objects.filter(kind=Access.Kind.READ).count() == 1
        assert client.get(read(token)).status_code == 200

    def test_without_the_pages_token_no_link_is_made(self) -> None:
        assessment = make_submitted()
        assert make_browser(assessment, enforce_csrf_checks=True).post(url(assessment)).status_code == 403
        assert not Access.objects.filter(kind=Access.Kind.READ).exists()

    @pytest.mark.parametrize(("method", "status"), [("head", 200), ("put", 405), ("patch", 405), ("delete", 405)])
    def test_another_method(self, method: str, status: int) -> None:
        assessment = make_submitted()
        assert getattr(make_browser(assessment), method)(url(assessment)).status_code == status
        assert not Access.objects.filter(kind=Access.Kind.READ).exists()


class TestRead:
    def test_link_shows_the_result_and_nothing_to_do_with_it(self, client: Client) -> None:
        assessment = make_submitted()
        token = make_link(assessment)
        response = client.get(read(token))
        page = Page(response)
        assert response.status_code == 200
        assert words(page.one("bdi[@class='shop']")) == "Northside Computers"
        own = [link for link in page.links if link.startswith("/")]
        assert own == [reverse(f"reports:{name}", args=[token]) for name in ("read-pdf", "read-annex")]
        assert str(assessment.pk) not in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert COOKIE not in client.cookies

    @pytest.mark.parametrize("name", ["read-pdf", "read-annex"])
    def test_link_gives_the_pdf_and_its_annex(self, client: Client, rendered: list[Report], name: str) -> None:
        response = client.get(reverse(f"reports:{name}", args=[make_link(make_submitted())]))
        assert response.headers["Content-Type"] == "application/pdf"
        assert b"".join(response.streaming_content) == f"%PDF {len(rendered)}".encode()  # type: ignore[attr-defined]

    def test_link_works_as_often_as_it_is_opened(self, client: Client) -> None:
        token = make_link(make_submitted())
        assert [client.get(read(token)).status_code for _ in range(3)] == [200, 200, 200]

    def test_link_opens_one_assessment_and_no_other_page_of_it(self, client: Client) -> None:
        assessment = make_submitted()
        again = make_submitted("hybrid-on-purpose", shop=assessment.shop)
        token = make_link(assessment)
        client.get(read(token))
        for cookie in ("", token):
            client.cookies[COOKIE] = cookie
            for each in (assessment, again):
                for name in ("result", "pdf", "what-if", "changes", "share", "data", "delete"):
                    assert client.get(reverse(f"reports:{name}", args=[each.pk])).status_code == 404
                for name in ("hub", "check", "elsewhere", "again", "correct"):
                    assert client.get(reverse(f"questions:{name}", args=[each.pk])).status_code == 404

    def test_link_changes_nothing(self, client: Client) -> None:
        assessment = make_submitted()
        token = make_link(assessment)
        client.cookies[COOKIE] = token
        models = (Shop, Assessment, Answer, Access)
        rows = [list(model._default_manager.order_by("pk").values()) for model in models]
        section = reverse("questions:section", args=[assessment.pk, "your-time"])
        for address in (section, reverse("reports:delete", args=[assessment.pk]), url(assessment)):
            assert client.post(address, {"sure": "yes", "weekends": "none", "do": "revoke"}).status_code == 404
        for address in (read(token), reverse("reports:read-pdf", args=[token])):
            assert client.post(address, {"sure": "yes"}).status_code == 405
        assert rows == [list(model._default_manager.order_by("pk").values()) for model in models]

    def test_link_stays_with_its_result_when_that_is_corrected(self, client: Client) -> None:
        assessment = make_submitted()
        token = make_link(assessment)
        copy = assessment.correct(key=uuid4(), at=timezone.now())
        copy.record({"hours-worked": 27}, at=timezone.now())
        copy.submit(at=timezone.now())
        page = Page(client.get(read(token)))
        assert "72 hours" in page.words
        assert "27 hours" not in page.words

    @pytest.mark.parametrize("name", ["read", "read-pdf"])
    def test_link_that_is_over_or_of_another_kind_opens_nothing(self, client: Client, name: str) -> None:
        assessment, now = make_submitted(), timezone.now()
        over = Access.objects.issue(assessment, Access.Kind.READ, at=now - READ_WITHIN, within=READ_WITHIN)
        revoked = make_link(assessment)
        Access.objects.filter(token_hash=token_hash(revoked)).update(revoked=now)
        resume = Access.objects.issue(assessment, Access.Kind.RESUME, at=now, within=RESUME_WITHIN)
        cookie = Access.objects.grant(assessment, at=now)
        draft = make_link(make_assessment())
        forged = [token_hash(resume), "x", "x" * 43, "x" * 5000, "%00", "%F0%9F%9B%A0", "None", str(assessment.pk)]
        tokens = [over, revoked, resume, cookie, draft, *forged]
        found = [client.get(f"/read/{token}/{'report.pdf' if name == 'read-pdf' else ''}") for token in tokens]
        assert {response.status_code for response in found} == {410}
        assert len({response.content for response in found}) == 1

    def test_link_of_a_deleted_shop_opens_nothing(self, client: Client) -> None:
        assessment = make_submitted()
        token = make_link(assessment)
        assessment.shop.delete()
        assert client.get(read(token)).status_code == 410

    def test_hostile_words_are_escaped(self, client: Client) -> None:
        token = make_link(make_submitted(shop=make_shop("<script>alert(1)</script>")))
        assert b"<script>alert" not in client.get(read(token)).content

    def test_token_does_not_reach_the_log(self, client: Client, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        token = make_link(make_submitted())
        client.get(read(token))
        client.post(read(token))
        Access.objects.update(revoked=timezone.now())
        client.get(read(token))
        client.get(reverse("reports:read-pdf", args=[token]))
        # What the database was asked is logged with DEBUG only, and there it is a hash.
        logged = "\n".join(Formatter().format(record) for record in caplog.records)
        assert "Gone: /read/[token]/" in logged
        assert token not in logged

    @pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)])
    def test_another_method(self, client: Client, method: str, status: int) -> None:
        token = make_link(make_submitted())
        assert getattr(client, method)(read(token)).status_code == status

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_another_method_for_the_pdf(self, client: Client, method: str) -> None:
        address = reverse("reports:read-pdf", args=[make_link(make_submitted())])
        assert getattr(client, method)(address).status_code == 405

    def test_page_takes_four_queries(self, client: Client) -> None:
        token = make_link(make_submitted())
        assert len(queries(lambda: client.get(read(token)))) == 4
