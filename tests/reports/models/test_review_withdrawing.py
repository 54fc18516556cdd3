"""An owner who withdraws keeps what the firm has shared with them, and nothing else of the firm's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from reports.models.review import Note, Review
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, make_submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    return make_firm("Northern Advice")


@pytest.fixture
def assessment(firm: Firm) -> Assessment:
    return make_submitted(shop=make_shop(firm=firm, joined=AT))


def write(assessment: Assessment, text: str, **place: object) -> Note:
    return Note.objects.create(assessment=assessment, firm=assessment.shop.firm, text=text, **place)


def withdraw(assessment: Assessment, browser: Client) -> None:
    assert browser.post(reverse("questions:firm", args=[assessment.pk])).status_code == 200
    assessment.shop.refresh_from_db()
    assert assessment.shop.firm is None


def join(assessment: Assessment, firm: Firm) -> None:
    assessment.shop.firm, assessment.shop.joined = firm, timezone.now() + timedelta(days=1)
    assessment.shop.save()


def told(assessment: Assessment) -> list[str]:
    return [note.text for note in report_of(assessment).notes]


def share(assessment: Assessment) -> None:
    Review.objects.update_or_create(assessment=assessment, defaults={"state": Review.State.SHARED})


def test_what_was_shared_stays_on_the_result_and_what_was_not_stays_the_firms(assessment: Assessment) -> None:
    later = make_submitted(shop=assessment.shop)
    browser = make_browser(assessment)
    write(assessment, "Read this", shared=True)
    write(assessment, "Private")
    write(later, "Not shared yet", shared=True)
    share(assessment)
    assert (told(assessment), told(later)) == (["Read this"], [])
    withdraw(assessment, browser)
    assert (told(assessment), told(later)) == (["Read this"], [])
    words = Page(browser.get(reverse("reports:result", args=[assessment.pk]))).words
    assert "Read this" in words
    assert "Private" not in words
    assert not Review.objects.exists()


def test_the_next_firm_reads_nothing_of_it_and_after_that_both_firms_notes_are_the_owners(
    assessment: Assessment,
) -> None:
    browser = make_browser(assessment)
    write(assessment, "From the first", shared=True)
    share(assessment)
    withdraw(assessment, browser)
    join(assessment, make_firm("Other"))
    assert told(assessment) == []
    write(assessment, "From the second", shared=True)
    share(assessment)
    assert told(assessment) == ["From the second"]
    withdraw(assessment, browser)
    assert told(assessment) == ["From the first", "From the second"]


def test_back_at_the_same_firm_only_what_it_shares_then_counts(assessment: Assessment, firm: Firm) -> None:
    browser = make_browser(assessment)
    note = write(assessment, "Once shared", shared=True)
    share(assessment)
    withdraw(assessment, browser)
    join(assessment, firm)
    assert told(assessment) == []
    Note.objects.save_note(note, "Being rewritten", version=0, by=make_member(firm))
    withdraw(assessment, browser)
    assert told(assessment) == []


def test_back_at_the_same_firm_and_gone_again_the_owner_still_has_what_it_left_as_it_was(
    assessment: Assessment, firm: Firm
) -> None:
    browser = make_browser(assessment)
    note = write(assessment, "Once shared", shared=True)
    share(assessment)
    withdraw(assessment, browser)
    join(assessment, firm)
    Note.objects.save_note(note, "Once shared", version=0, by=make_member(firm))  # saved as it stands
    withdraw(assessment, browser)
    assert told(assessment) == ["Once shared"]
