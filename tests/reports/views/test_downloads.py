"""The PDF to download: for the owner's browser and for staff, rendered once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Role
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.stored_report import StoredReport
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    signed_in,
    unknown_everywhere,
)
from tests.opinions.shops import make_opinion, make_rated
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]


def url(assessment: Assessment) -> str:
    return reverse("reports:pdf", args=[assessment.pk])


def download(browser: Client, assessment: Assessment) -> tuple[dict[str, str], bytes]:
    """Fetch the PDF as a browser does: headers and bytes."""
    response = browser.get(url(assessment))
    assert response.status_code == 200
    return dict(response.headers), b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_pdf_is_a_download_named_by_shop_and_day() -> None:
    assessment = make_submitted()
    headers, body = download(make_browser(assessment), assessment)
    assert body == b"%PDF 1"
    assert {name: headers[name] for name in ("Content-Type", "Content-Disposition", "Content-Length")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="readiness-report-northside-computers-2026-11-20.pdf"',
        "Content-Length": "6",
    }


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        ('Zoë\'s "PCs"', "utf-8''readiness-report-zo%C3%ABs-pcs-2026-11-20.pdf"),
        ("متجر", "utf-8''readiness-report-%D9%85%D8%AA%D8%AC%D8%B1-2026-11-20.pdf"),
        ("🛠 \u202e", '"readiness-report-2026-11-20.pdf"'),
        ("", '"readiness-report-2026-11-20.pdf"'),
        ("a\r\nSet-Cookie: x=y", '"readiness-report-a-set-cookie-xy-2026-11-20.pdf"'),
        ('"; filename="evil.exe', '"readiness-report-filenameevilexe-2026-11-20.pdf"'),
        ("../../../etc/passwd", '"readiness-report-etcpasswd-2026-11-20.pdf"'),
    ],
)
def test_pdf_of_a_shop_with_a_hostile_name_has_a_harmless_one(shop: str, name: str) -> None:
    assessment = make_submitted(shop=make_shop(shop))
    headers, _ = download(make_browser(assessment), assessment)
    assert headers["Content-Disposition"].removeprefix("attachment; filename").lstrip("*=") == name


def test_pdf_is_rendered_once(rendered: list[Report]) -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    assert [download(browser, assessment)[1] for _ in range(3)] == [b"%PDF 1"] * 3
    assert len(rendered) == StoredReport.objects.count() == 1


def test_pdf_for_the_second_time_takes_three_queries() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    download(browser, assessment)
    assert len(queries(lambda: download(browser, assessment))) == 3


def test_pdf_with_unknown_everywhere_works(rendered: list[Report]) -> None:
    assessment = make_assessment(unknown_everywhere(), submitted=AT)
    assert download(make_browser(assessment), assessment)[1] == b"%PDF 1"
    assert rendered[0].verdict == "incomplete"


def test_pdf_before_submitting_leads_to_the_hub(rendered: list[Report]) -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])
    assert rendered == []


def test_pdf_is_open_to_staff() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    assert download(signed_in(make_member(assessment.shop.firm)), assessment)[1] == b"%PDF 1"


def test_pdf_of_a_stranger_does_not_exist(client: Client, rendered: list[Report]) -> None:
    foreign = make_submitted()
    StoredReport.objects.obtain(foreign)
    visitor = Client()
    visitor.force_login(make_user())
    for browser in (client, visitor, make_browser(make_submitted())):
        found = [browser.get(reverse("reports:pdf", args=[key])) for key in (foreign.pk, uuid4())]
        assert [response.status_code for response in found] == [404, 404]
        assert found[0].content == found[1].content
    assert len(rendered) == 1


def test_pdf_has_no_address_of_its_own(client: Client) -> None:
    stored = StoredReport.objects.obtain(make_submitted())
    for path in (f"/media/{stored.file.name}", f"/static/{stored.file.name}", f"/{stored.file.name}"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pdf_with_another_method(method: str) -> None:
    assessment = make_submitted()
    assert getattr(make_browser(assessment), method)(url(assessment)).status_code == 405


def test_pdf_to_ask_about_only_has_its_headers() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).head(url(assessment))
    response.close()
    assert (response.status_code, response.headers["Content-Length"]) == (200, "6")


def test_what_others_said_is_sent_to_whom_they_were_told_of_and_to_no_one_else() -> None:
    """The owner and the firm's consultants get it; its viewers and who holds a read link get the report without it."""
    firm = make_firm()
    assessment = make_rated(shop=make_shop(firm=firm))
    plain = StoredReport.objects.obtain(assessment)
    make_opinion(assessment)
    more = StoredReport.objects.obtain(assessment, opinions=True)
    link = Access.objects.issue(assessment, Access.Kind.READ, at=timezone.now(), within=timedelta(days=1))
    reading = reverse("reports:read-pdf", args=[link])
    viewer, consultant = signed_in(make_member(firm, role=Role.VIEWER)), signed_in(make_member(firm))
    for browser, address, stored in (
        (make_browser(assessment), url(assessment), more),
        (consultant, url(assessment), more),
        (viewer, url(assessment), plain),
        (Client(), reading, plain),
    ):
        response = browser.get(address)
        assert response.status_code == 200
        with stored.file.open() as file:
            assert b"".join(response.streaming_content) == file.read()  # type: ignore[attr-defined]
    kept = reverse("reports:version", args=[assessment.pk, more.key])
    with more.file.open() as file:
        assert b"".join(consultant.get(kept).streaming_content) == file.read()  # type: ignore[attr-defined]
    assert viewer.get(kept).status_code == 404
