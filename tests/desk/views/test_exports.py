"""Taking the clients list elsewhere: what is filtered or ticked, to whom it is allowed, and as which file."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.models.assessment import Assessment
from tests.makers import answers_of, make_assessment, make_firm, make_member, make_shop, make_submitted, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    """Four clients: one held, one strategic partner, one still answering, one new; and another firm's."""
    firm = make_firm()
    new = make_shop("New", firm=firm, phone="555 0123", in_charge=make_member(firm, name="carl"))
    Tag.objects.create(firm=firm, name="north").shops.add(new)
    make_submitted("bob-breakfix", shop=make_shop("Bob", firm=firm))
    partner = make_shop("Partner", firm=firm)
    make_submitted("managed-ordinary", shop=partner)
    make_submitted("strategic-partner", shop=partner)
    make_assessment(answers_of("bob-breakfix"), shop=make_shop("Open", firm=firm))
    make_submitted("bob-breakfix", shop=make_shop("Foreign", firm=make_firm("Other")))
    return firm


def read(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def get(browser: Client, **asked: Any) -> Any:
    return browser.get(reverse("admin:export"), {"format": "assessments.csv", **asked})


def shops_in(rows: list[dict[str, str]]) -> list[str]:
    return [row["Shop"] for row in rows]


def test_export_holds_the_latest_attempt_of_each_client_of_the_firm(firm: Firm) -> None:
    browser = signed_in(make_member(firm, Role.VIEWER))
    response = get(browser)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="assessments-20')
    rows = read(response)
    assert shops_in(rows) == ["Bob", "New", "Open", "Partner"]
    assert rows[3]["Stage"] == "Strategic partner"
    told = [
        (row["State"], row["Phone"], row["In charge"], row["Tags"], row["Stage"], row["Answers"]) for row in rows[1:3]
    ]
    assert told == [("not invited", "555 0123", "carl", "north", "", ""), ("answering", "", "", "", "", "")]


def test_export_of_all_attempts_has_the_earlier_and_the_open_ones_too(firm: Firm) -> None:
    rows = read(get(signed_in(make_member(firm)), attempts="all"))
    assert shops_in(rows) == ["Bob", "New", "Open", "Partner", "Partner"]
    assert [row["State"] for row in rows] == ["submitted", "not invited", "answering", "submitted", "submitted"]


def test_export_takes_the_filter_of_the_list(firm: Firm) -> None:
    assert shops_in(read(get(signed_in(make_member(firm)), q="partn"))) == ["Partner"]


def test_export_of_what_was_ticked(firm: Firm) -> None:
    browser, address = signed_in(make_member(firm)), reverse("admin:export")
    bob, foreign = Shop.objects.get(name="Bob"), Shop.objects.get(name="Foreign")
    sent = {"format": "answers.csv", "shop": [bob.pk]}
    rows = read(browser.post(address, sent))
    assert set(shops_in(rows)) == {"Bob"}
    assert len(rows) == len(answers_of("bob-breakfix"))
    assert browser.post(address, {**sent, "shop": [bob.pk, foreign.pk]}).status_code == 404


@pytest.mark.parametrize("rows", ["assessments", "answers"])
def test_workbook_is_one(firm: Firm, rows: str) -> None:
    response = get(signed_in(make_member(firm)), format=f"{rows}.xlsx")
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert b"".join(response.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("name", ["", "assessments", "assessments.exe", "passwords.csv", "../x.csv", "answers.csv.csv"])
def test_there_is_no_other_file(firm: Firm, name: str) -> None:
    assert get(signed_in(make_member(firm)), format=name).status_code == 404


def test_export_is_for_staff_and_staff_of_no_firm_get_an_empty_one(firm: Firm, client: Client) -> None:
    assert get(client).headers["Location"].startswith(reverse("admin:login"))
    assert read(get(signed_in(make_member(None)))) == []
    assert Assessment.objects.exists()
