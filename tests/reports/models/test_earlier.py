"""Earlier is what was written about the results before, and about what a correction replaces."""

from datetime import timedelta
from uuid import uuid4

import pytest

from questions.models.assessment import Assessment
from reports.models.earlier import LATEST_FIRST, earlier_than
from reports.models.review import Note
from tests.makers import AT, answers_of, make_firm, make_shop, make_submitted

pytestmark = pytest.mark.django_db


def test_notes_on_results_before_come_latest_first_without_those_on_later_ones_and_on_other_shops() -> None:
    first = make_submitted(shop=make_shop(firm=make_firm()))
    copy = first.correct(key=uuid4(), at=AT)
    copy.submit(at=AT + timedelta(days=1))
    second, third = (first.retake(key=uuid4()) for _ in range(2))
    for number, each in enumerate((second, third), 1):
        each.record(answers_of("bob-breakfix"), at=AT)
        each.submit(at=AT + timedelta(days=100 * number))
    for each in (first, copy, second, third, make_submitted()):
        Note.objects.create(assessment=each, firm=first.shop.firm, text=str(each.pk))

    def before(assessment: Assessment) -> list[str]:
        return [note.text for note in Note.objects.filter(earlier_than(assessment)).order_by(*LATEST_FIRST)]

    assert before(first) == []
    assert before(copy) == [str(first.pk)]
    assert before(second) == [str(copy.pk), str(first.pk)]
    assert before(third) == [str(second.pk), str(copy.pk), str(first.pk)]
