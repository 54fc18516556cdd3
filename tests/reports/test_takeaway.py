"""Everything of a shop as JSON: all that is held about it, and nothing that opens anything."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.viewers import NOBODY
from plans.models.item import Item
from questions.browser import COOKIE
from questions.models.access import READ_WITHIN, RESUME_WITHIN, Access
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.review import Note, Review
from reports.models.stored_report import StoredReport
from reports.takeaway import everything
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    questionnaire,
    signed_in,
    with_strain_unknown,
)
from tests.opinions.shops import make_opinion, make_rated
from tests.pages import queries

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("reports:data", args=[assessment.pk])


def taken(browser: Client, assessment: Assessment) -> Any:
    response = browser.get(url(assessment))
    assert response.status_code == 200
    return json.loads(response.content)


def test_all_attempts_of_the_shop_are_in_it_with_answers_and_scorecards() -> None:
    shop = make_shop("Zoë & 🛠", owner="Zoë", email="zoe@example.com", people=4, phone="555 0123", review_due=AT.date())
    first = make_submitted(shop=shop)
    first.refresh_from_db()
    Item.objects.change(Item.objects.of(shop)[0], {"state": "done", "who": "Zoë"}, version=0, by=NOBODY, at=AT)
    draft = make_assessment({"objections": ("other", "area-different"), "the-dream": "\u202eمتجر"}, shop=shop)
    found = taken(make_browser(first), first)
    assert found["shop"] == {
        "name": "Zoë & 🛠",
        "owner": "Zoë",
        "email": "zoe@example.com",
        "phone": "555 0123",
        "people": 4,
        "created": shop.created.isoformat(),
        "in_charge": "",
        "next_review": "2026-11-20",
        "said_about_tickets": {},
        "benchmark": [],
    }
    assert [item["key"] for item in found["plan"]] == [item.key for item in Item.objects.of(shop)]
    item = found["plan"][0]
    assert (item["state"], item["who"], item["finished"], item["changed_by"]) == ("done", "Zoë", AT.isoformat(), "")
    one, two = found["assessments"]
    assert (one["id"], one["submitted"], one["scorecard"]) == (str(first.pk), AT.isoformat(), first.scorecard)
    assert one["checksum"] == questionnaire().checksum
    assert {name: tuple(each) if isinstance(each, list) else each for name, each in one["answers"].items()} == (
        answers_of("bob-breakfix")
    )
    assert (two["id"], two["submitted"], two["scorecard"]) == (str(draft.pk), None, None)
    assert two["answers"] == {"objections": ["other", "area-different"], "the-dream": "\u202eمتجر"}


def test_a_number_of_which_too_little_is_known_is_none_with_its_range() -> None:
    found = make_assessment(with_strain_unknown(), submitted=AT)
    (taken_away,) = taken(make_browser(found), found)["assessments"]
    card = taken_away["scorecard"]
    assert (card["verdict"], card["stage"]["id"], card["band"]["id"]) == ("incomplete", None, None)
    assert (card["readiness"]["value"] is None, card["strain"]["value"]) == (False, None)
    assert [round(100 * card["strain"][end]) for end in ("low", "high")] == [66, 97]


def test_it_is_the_same_from_each_of_the_shops_attempts_and_nothing_of_other_shops() -> None:
    first, foreign = make_submitted(), make_submitted()
    second = make_assessment(shop=first.shop)
    browser = make_browser(first)
    assert taken(browser, first) == taken(browser, second)
    assert str(foreign.pk) not in browser.get(url(first)).content.decode()


def test_a_correction_says_what_it_corrects_and_a_retake_what_it_follows() -> None:
    first = make_submitted()
    copy, again = first.correct(key=uuid4(), at=AT), first.retake(key=uuid4())
    assessments = everything(first.shop, own=True, opinions=True)["assessments"]
    found = {each["id"]: (each["corrects"], each["follows"]) for each in assessments}
    assert found == {
        str(first.pk): (None, None),
        str(copy.pk): (str(first.pk), None),
        str(again.pk): (None, str(first.pk)),
    }


def test_a_link_that_was_used_or_taken_back_says_when() -> None:
    assessment = make_assessment()
    Access.objects.issue(assessment, Access.Kind.RESUME, at=AT, within=RESUME_WITHIN)
    Access.objects.update(used=AT, revoked=AT)
    (link,) = everything(assessment.shop, own=True, opinions=True)["assessments"][0]["links"]
    assert (link["used"], link["revoked"]) == (AT.isoformat(), AT.isoformat())


def test_links_are_named_and_open_nothing(rendered: list[Report]) -> None:
    assessment = make_submitted()
    StoredReport.objects.obtain(assessment)
    browser = make_browser(assessment)
    tokens = [
        browser.cookies[COOKIE].value,
        Access.objects.issue(assessment, Access.Kind.RESUME, at=AT, within=RESUME_WITHIN),
        Access.objects.issue(assessment, Access.Kind.READ, at=AT, within=READ_WITHIN),
    ]
    text = browser.get(url(assessment)).content.decode()
    (found,) = json.loads(text)["assessments"]
    assert sorted(link["kind"] for link in found["links"]) == ["browser", "read", "resume"]
    assert [report["sha256"] for report in found["reports"]] == [StoredReport.objects.get().sha256]
    for secret in (*tokens, *Access.objects.values_list("token_hash", flat=True)):
        assert secret not in text


def test_notes_that_the_firm_shares_are_in_it_and_its_own_are_not() -> None:
    shop = make_shop(firm=make_firm("Northern Advice"))
    shared, waiting = make_submitted(shop=shop), make_submitted(shop=shop)
    user = make_user("ann", first_name="Ann", last_name="Öst")
    Review.objects.create(assessment=shared, state=Review.State.SHARED)
    for assessment in (shared, waiting):
        for place in ({"shared": True, "section": "your-time"}, {"shared": True, "text": ""}, {}):
            Note.objects.create(
                **{"firm": shop.firm, "assessment": assessment, "text": "Rest", "changed_by": user, **place}
            )
    note = Note.objects.get(assessment=shared, section="your-time")
    found = {each["id"]: each["notes"] for each in taken(make_browser(shared), shared)["assessments"]}
    assert found == {
        str(shared.pk): [
            {
                "section": "your-time",
                "text": "Rest",
                "firm": "Northern Advice",
                "by": "Ann Öst",
                "changed": note.changed.isoformat(),
            }
        ],
        str(waiting.pk): [],
    }


def test_notes_of_a_firm_that_the_owner_withdrew_from_are_the_owners_alone() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm("Next")))
    member = signed_in(make_member(assessment.shop.firm))
    Note.objects.create(firm=make_firm("Before"), assessment=assessment, text="Rest", shared=True, kept=True)
    found = [taken(each, assessment)["assessments"][0]["notes"] for each in (make_browser(assessment), member)]
    assert [[note["firm"] for note in notes] for notes in found] == [["Before"], []]
    Note.objects.update(firm=assessment.shop.firm)  # back at a firm, the owner reads what it shares then
    assert taken(make_browser(assessment), assessment)["assessments"][0]["notes"] == []


def test_it_is_a_download_that_no_cache_keeps() -> None:
    assessment = make_assessment()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="is-it-working.json"'
    assert "no-store" in response.headers["Cache-Control"]


def test_taking_it_away_changes_nothing() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    before = Assessment.objects.values().get(), list(Access.objects.values())
    taken(browser, assessment)
    assert (Assessment.objects.values().get(), list(Access.objects.values())) == before


def test_staff_may_take_it_for_the_owner() -> None:
    assessment = make_assessment()
    assert taken(make_colleague_of_all(), assessment) == everything(assessment.shop, own=False, opinions=True)


def test_it_takes_sixteen_queries_however_many_attempts_there_are() -> None:
    assessment = make_submitted()
    for _ in range(3):
        make_submitted(shop=assessment.shop)
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 16


def test_what_others_said_is_for_the_owner_and_who_may_work_for_the_firm() -> None:
    firm = make_firm()
    assessment = make_rated(shop=make_shop(firm=firm))
    make_opinion(assessment)
    for browser, number in (
        (make_browser(assessment), 1),
        (signed_in(make_member(firm)), 1),
        (signed_in(make_member(firm, role=Role.VIEWER)), 0),
    ):
        assert len(taken(browser, assessment)["assessments"][0]["opinions"]) == number
