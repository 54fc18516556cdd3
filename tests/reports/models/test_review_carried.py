"""A correction goes on from what was written, and a retake shows it; nothing is emptied."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from clients.models.history import Change
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from reports.models.review import Note, Review
from tests.makers import AT, answers_of, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm()))


@pytest.fixture
def anna(first: Assessment) -> User:
    return make_member(first.shop.firm, name="anna")


def write(assessment: Assessment, text: str, by: User, *, section: str = "", shared: bool = False) -> Note:
    place = Note(assessment=assessment, firm=assessment.shop.firm, section=section, shared=shared)
    Note.objects.save_note(place, text, version=0, by=by)
    note = Note.objects.latest("pk")
    Note.objects.filter(pk=note.pk).update(changed=AT)
    return note


def corrected(assessment: Assessment) -> Assessment:
    copy = assessment.correct(key=uuid4(), at=AT)
    copy.submit(at=AT + timedelta(days=1))
    return copy


def facts(assessment: Assessment) -> list[tuple[str, bool, str]]:
    return sorted(Note.objects.of(assessment).values_list("section", "shared", "text"))


def test_a_correction_has_the_notes_and_the_review_as_they_were(first: Assessment, anna: User) -> None:
    for section, shared in (("", False), ("", True), ("your-time", True)):
        write(first, f"{section} {shared}", anna, section=section, shared=shared)
    Review.objects.move(first, "shared", version=0, by=anna)
    Review.objects.update(changed=AT)
    lines = Change.objects.count()
    copy = corrected(first)
    assert facts(copy) == facts(first)
    assert {(note.changed, note.changed_by) for note in Note.objects.of(copy)} == {(AT, anna)}
    review = Review.objects.get(assessment=copy)
    assert (review.state, review.changed, review.changed_by) == ("shared", AT, anna)
    assert [note.text for note in report_of(copy).notes] == [note.text for note in report_of(first).notes] != []
    assert Change.objects.count() == lines  # nobody wrote anything
    note = Note.objects.get(assessment=copy, section="your-time")
    Note.objects.save_note(note, "New", version=note.version, by=anna)
    assert ("your-time", True, "your-time True") in facts(first)


def test_what_was_written_on_the_correction_itself_stays(first: Assessment, anna: User) -> None:
    write(first, "Before", anna)
    copy = first.correct(key=uuid4(), at=AT)
    write(copy, "Meanwhile", anna)
    Review.objects.move(first, "in-review", version=0, by=anna)
    copy.submit(at=AT + timedelta(days=1))
    assert facts(copy) == [("", False, "Meanwhile")]
    assert copy.review.state == "in-review"
    assert Note.objects.before(copy)["", False].text == "Before"


def test_private_notes_of_a_firm_of_before_are_not_carried_into_the_next(first: Assessment, anna: User) -> None:
    write(first, "Private", anna)
    Note.objects.create(assessment=first, firm=first.shop.firm, text="Kept", shared=True, kept=True)
    first.shop.firm = make_firm("next")
    first.shop.save()
    copy = corrected(Assessment.objects.get())
    assert [*Note.objects.filter(assessment=copy).values_list("text", flat=True)] == ["Kept"]
    assert Note.objects.before(copy) == {}


def test_a_retake_finds_what_was_written_last_in_each_place(first: Assessment, anna: User) -> None:
    write(first, "Old", anna)
    write(first, "Shared", anna, section="your-time", shared=True)
    Review.objects.move(first, "in-review", version=0, by=anna)
    fixed = corrected(first)
    Note.objects.filter(assessment=fixed, section="").update(text="Newer")
    second = fixed.retake(key=uuid4())
    second.record(answers_of("bob-breakfix"), at=AT)
    assert {place: note.text for place, note in Note.objects.before(second).items()} == {
        ("", False): "Newer",
        ("your-time", True): "Shared",
    }
    second.submit(at=AT + timedelta(days=90))
    assert facts(second) == []
    before = Review.objects.before(second)
    assert before is not None
    assert (before.assessment, before.state) == (fixed, "in-review")
    assert Note.objects.before(first) == {}
    assert Review.objects.before(first) is None
