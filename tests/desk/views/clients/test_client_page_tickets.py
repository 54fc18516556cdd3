"""What tickets show stands on the client's page, row by row, the firm's own before the owner's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from clients.models.firms import Role
from clients.models.shops import Shop
from evidence.models.kept_record import Record
from questions.models.assessment import Assessment
from tests.evidence.owners import EVENING, make_answered
from tests.evidence.records import AFTER_HOURS, KEPT, row
from tests.makers import make_assessment, make_firm, make_member, signed_in
from tests.pages import Page, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]

LIST = reverse("admin:clients")


def make_client(name: str = "Chicago Repairs") -> tuple[User, Assessment]:
    assessment = make_answered(name=name, after_hours_calls=3)
    Shop.objects.filter(pk=assessment.shop_id).update(firm=make_firm(name))
    assessment.shop.refresh_from_db()
    return make_member(assessment.shop.firm, name=name), assessment


def url(assessment: Assessment) -> str:
    return f"{reverse('admin:client', args=[assessment.shop_id])}?tab=tickets"


def test_every_measure_has_its_row_with_its_outcome_or_its_reason() -> None:
    user, assessment = make_client()
    rows = (AFTER_HOURS, row("weekends", status="shown", lo=1, hi=6, n=9, reason="whose-weekend", said="Two"))
    Record.objects.keep(assessment, replace(KEPT, rows=rows), by=None, at=EVENING)
    page = Page(signed_in(user).get(url(assessment)))
    table = page.one("table[@class='measures']")
    cells = [[words(cell) for cell in line] for line in table.findall("tbody/tr")]
    assert cells == [
        ["After-hours calls", "3 calls", "9", "20", "89", "more than said", ""],
        ["Weekend days worked", "Two", "1", "6", "9", "shown only", "the file doesn't say whose days they were"],
    ]
    assert "Kept on November 25, 2026, by the owner" in page.words
    assert "For the talk, never for the owner's page" in page.words
    assert "9 after-hours tickets were worked on." in page.words
    assert reverse("evidence:choose", args=[assessment.pk]) in page.links


def test_the_firms_own_stands_first_with_its_name_and_says_that_the_owner_does_not_see_it() -> None:
    user, assessment = make_client()
    user.first_name, user.last_name = "Dana", "Whitfield"
    user.save()
    Record.objects.keep(assessment, KEPT, by=None, at=EVENING)
    Record.objects.keep(assessment, KEPT, by=user, at=EVENING)
    page = Page(signed_in(user).get(url(assessment)))
    heads = [words(head) for head in page.all("h3") if words(head).startswith("Kept on")]
    assert heads == ["Kept on November 25, 2026, by Dana Whitfield", "Kept on November 25, 2026, by the owner"]
    assert page.words.count("The owner doesn't see this yet.") == 1


def test_who_may_only_read_gets_no_button_and_open_answers_no_tickets() -> None:
    user, assessment = make_client()
    viewer = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
    page = Page(viewer.get(url(assessment)))
    assert "No file of tickets stands beside these answers yet." in page.words
    assert reverse("evidence:choose", args=[assessment.pk]) not in page.links
    started = make_assessment({"without-you": "a-week"}, shop=assessment.shop)
    page = Page(signed_in(user).get(f"{url(assessment)}&attempt={started.pk}"))
    assert "No file of tickets" not in page.words


def test_the_page_costs_the_same_for_one_record_and_for_two() -> None:
    user, assessment = make_client()
    browser = signed_in(user)
    Record.objects.keep(assessment, KEPT, by=None, at=EVENING)
    one = len(queries(lambda: browser.get(url(assessment))))
    Record.objects.keep(assessment, KEPT, by=user, at=EVENING)
    assert len(queries(lambda: browser.get(url(assessment)))) == one


def names(user: User, query: str) -> set[str]:
    return {words(link) for link in Page(signed_in(user).get(LIST + query)).all("th[@scope='row']/a")}


def test_the_list_finds_whose_tickets_show_something_else() -> None:
    user, differs = make_client("Differs")
    firm = differs.shop.firm
    fits, none, theirs = (make_answered(name=name) for name in ("Fits", "None", "Firm's own"))
    Shop.objects.exclude(pk=differs.shop_id).update(firm=firm)
    Record.objects.keep(differs, KEPT, by=None, at=EVENING)
    Record.objects.keep(fits, replace(KEPT, rows=()), by=None, at=EVENING)
    theirs.shop.refresh_from_db()
    Record.objects.keep(theirs, KEPT, by=user, at=EVENING)
    assert names(user, "?tickets=else") == {"Differs", "Firm's own"}
    assert names(user, "?tickets=kept") == {"Differs", "Fits", "Firm's own"}
    assert names(user, "?tickets=none") == {str(none.shop)}


def test_the_list_knows_nothing_of_what_another_firm_kept() -> None:
    user, assessment = make_client()
    Record.objects.keep(assessment, KEPT, by=user, at=EVENING)
    others = make_firm("Others")
    Shop.objects.filter(pk=assessment.shop_id).update(firm=others)
    colleague = make_member(others, name="colleague")
    assert names(colleague, "?tickets=else") == set()
    assert names(colleague, "?tickets=none") == {"Chicago Repairs"}
