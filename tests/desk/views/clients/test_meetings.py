"""A meeting is written down once, is changed never over a colleague, and says when the next review is."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from clients.models.firms import Role
from questions.models.assessment import Assessment
from reports.models.meeting import Meeting
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm(), owner="Ruth"))


@pytest.fixture
def carl(assessment: Assessment) -> User:
    return make_member(assessment.shop.firm, name="Carl")


def new(assessment: Assessment) -> str:
    return reverse("admin:client-meeting-new", args=[assessment.shop_id])


def notes(assessment: Assessment) -> str:
    return f"{reverse('admin:client', args=[assessment.shop_id])}?tab=notes"


def test_written_down_it_stands_on_the_page_of_every_attempt_and_sets_the_next_review(
    assessment: Assessment, carl: User
) -> None:
    browser = signed_in(carl)
    page = Page(browser.get(new(assessment)))
    sent = {**page.form(decisions="The rota first."), "review_due": ["2027-02-01"]}
    assert sent["there"] == ["Ruth"]
    for _ in range(2):  # a double click
        response = browser.post(new(assessment), sent)
        assert response.headers["Location"] == f"{notes(assessment)}#meetings"
    assert Meeting.objects.count() == 1
    assessment.shop.refresh_from_db()
    assert str(assessment.shop.review_due) == "2027-02-01"
    second = make_submitted("managed-ordinary", shop=assessment.shop)
    for each in (assessment, second):
        page = Page(browser.get(f"{notes(assessment)}&attempt={each.pk}"))
        assert "The rota first." in words(page.by_id("meetings"))
    assert "The rota first." in Page(browser.get(reverse("admin:client", args=[assessment.shop_id]))).words
    assert "Next review: February 1, 2027" in page.words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"decisions": "  "}, "Write down at least one thing."),
        ({"decisions": "x" * 4001}, "4001 characters, and 4000 at most"),
        ({"day": "soon"}, "Pick a day"),
        ({"day": ""}, "Say when it was."),
        ({"review_due": "x"}, "Pick a day"),
        ({"there": "x" * 201}, "201 characters, and 200 at most"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_it_and_nothing_is_lost(
    assessment: Assessment, carl: User, wrong: dict[str, Any], said: str
) -> None:
    response = signed_in(carl).post(new(assessment), {"day": DAY, "decisions": "The rota.", **wrong})
    assert response.status_code == 422
    page = Page(response)
    assert said in page.words
    assert not Meeting.objects.exists()
    if "decisions" not in wrong:
        assert "The rota." in page.words


def test_change_over_a_colleagues_shows_both_first(assessment: Assessment, carl: User) -> None:
    row = Meeting.objects.create(shop=assessment.shop, firm=assessment.shop.firm, key=assessment.pk, day=DAY, version=1)
    address = reverse("admin:client-meeting", args=[assessment.shop_id, row.pk])
    browser = signed_in(carl)
    sent = Page(browser.get(address)).form(decisions="Mine.")
    row.change({"decisions": "Olga's."}, version=1, by=make_member(assessment.shop.firm, name="Olga"))
    response = browser.post(address, sent)
    assert response.status_code == 409
    page = Page(response)
    assert "Olga changed this on" in page.words
    assert "Olga's." in page.words
    assert browser.post(address, page.form()).status_code == 302
    row.refresh_from_db()
    assert row.decisions == "Mine."
    browser.post(address, {"do": "remove"})
    assert not Meeting.objects.exists()


def test_owner_reads_on_the_result_only_what_is_shared(assessment: Assessment, carl: User) -> None:
    for shared, text in ((False, "For us."), (True, "For both.")):
        values = {"day": DAY - timedelta(days=shared), "decisions": text, "shared": shared}
        Meeting.objects.write_down(assessment.shop, values, key=uuid4(), by=carl)
    said = Page(make_browser(assessment).get(reverse("reports:result", args=[assessment.pk]))).words
    assert "For both." in said
    assert "For us." not in said


def test_who_only_reads_finds_no_way_to_write(assessment: Assessment, carl: User) -> None:
    row = Meeting.objects.create(shop=assessment.shop, firm=assessment.shop.firm, key=assessment.pk, day=DAY)
    viewer = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
    links = Page(viewer.get(notes(assessment))).links
    address = reverse("admin:client-meeting", args=[assessment.shop_id, row.pk])
    assert not {new(assessment), address} & {*links}
    assert viewer.get(address).status_code == viewer.get(new(assessment)).status_code == 403
