"""The meeting pack is two pages, however much there is to say."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from clients.viewers import NOBODY
from desk.views.clients import pack
from questions.core.question import UNKNOWN, Answer
from questions.models.assessment import Assessment
from reports.models.meeting import LONGEST, Meeting
from reports.pdf.rendering import render_pdf
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

pytestmark = pytest.mark.django_db


def pages(assessment: Assessment) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render_pdf(pack.pack_html(assessment)))).pages]


def test_pack_of_a_shop_with_everything_is_two_pages_with_decisions_plan_and_pictures() -> None:
    shop = make_shop("Northgate Systems Care and Repair of Lower Saxony", firm=make_firm(), owner="Ruth" * 9, people=6)
    first = make_submitted(shop=shop)
    second = first.retake(key=uuid4())
    both: dict[str, Answer] = {
        "who_answers": "paid-on-call",
        "after_hours_calls": 20,
        "weekends": UNKNOWN,
        "credentials": UNKNOWN,
    }
    second.record(answers_of("willing-beginner", **both), at=AT)
    second.submit(at=AT.replace(year=2027))
    said = {"day": AT.date(), "there": "Ruth, Sam and Dana " * 9, "decisions": "The rota. " * (LONGEST // 10)}
    Meeting.objects.write_down(shop, said, key=uuid4(), by=NOBODY)
    one, two = pages(second)
    assert "Agenda" in one
    assert "Going for them" in one
    assert "The rota." in one
    assert "Plan: 0 of" in one
    assert "Where the shop stands" in two
    assert "Decided today" in two


def test_pack_of_little_known_is_two_pages_too() -> None:
    assessment = make_assessment(unknown_everywhere(), shop=make_shop(firm=make_firm()), submitted=AT)
    assert len(pages(assessment)) == 2


def test_pack_opens_in_the_browser_by_a_name_and_not_before_submitting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "render_pdf", lambda html: html.encode())
    assessment = make_submitted(shop=make_shop("Søren's", firm=make_firm()))
    browser = signed_in(make_member(assessment.shop.firm))
    response = browser.get(reverse("admin:client-pack", args=[assessment.shop_id, assessment.pk]))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert "meeting-s%C3%B8rens.pdf" in response.headers["Content-Disposition"]
    started = make_assessment(shop=assessment.shop)
    assert browser.get(reverse("admin:client-pack", args=[assessment.shop_id, started.pk])).status_code == 404
