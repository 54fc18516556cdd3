"""What there is beside a result is known in one query, and leaving out the rest changes no report."""

from dataclasses import asdict
from uuid import uuid4

import pytest
from django.utils import timezone

from clients.viewers import NOBODY
from evidence.models.kept_record import Record
from plans.models.plan import Plan
from questions.models.assessment import Assessment
from reports.models.beside import NOTHING, Beside
from reports.models.composing import report_context
from reports.models.review import Note, Review
from tests.evidence.records import KEPT
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted
from tests.opinions.shops import make_opinion

pytestmark = pytest.mark.django_db

EVERYTHING = Beside(*[True] * 5)


def there(assessment: Assessment) -> set[str]:
    """What there is, after a look at whether a report says the same without reading what there is not."""
    rows = Assessment.objects.select_related("shop__firm", "answered_with")
    ours, whole = (
        report_context(rows.get(pk=assessment.pk), opinions=True, beside=each) for each in (None, EVERYTHING)
    )
    assert ours == whole
    return {name for name, there in asdict(Beside.of(assessment)).items() if there}


def test_what_comes_to_a_result_is_there() -> None:
    firm = make_firm()
    shop = make_shop("One", firm=firm)
    first, colleague = make_submitted(shop=shop), make_member(firm)
    make_submitted(shop=make_shop("Another"))
    Plan.objects.filter(shop=shop).delete()
    assert there(first) == set()
    note = Note(firm=firm, assessment=first, section="", shared=True)
    Note.objects.save_note(note, "Well done", version=0, by=colleague)
    assert there(first) == {"reviewed"}
    Review.objects.move(first, "shared", version=0, by=colleague)
    assert there(first) == {"reviewed"}
    assert report_context(first)["notes"][0].text == "Well done"
    Plan.objects.ensure(shop, at=AT)
    assert there(first) == {"reviewed", "planned"}
    again = first.retake(key=uuid4())
    assert there(first) == {"reviewed", "planned"}
    again.record(first.responses, at=AT)
    again.submit(at=timezone.now())
    assert there(first) == {"reviewed", "planned", "others"}
    assert there(again) == {"planned", "others"}
    make_opinion(again)
    assert there(again) == {"planned", "others", "opinions"}
    Record.objects.keep(again, KEPT, by=None, at=timezone.now())
    assert there(again) == {"planned", "others", "opinions", "tickets"}
    shop.withdraw(who=NOBODY)
    assert "reviewed" in there(first)


def test_a_result_that_was_deleted_meanwhile_has_nothing() -> None:
    assessment = make_submitted()
    Assessment.objects.filter(pk=assessment.pk).delete()
    assert Beside.of(assessment) == NOTHING
