"""A plan begins with the first result, and keeps what it has when others follow."""

import pytest

from clients.viewers import NOBODY
from plans.models.item import Item
from plans.models.plan import Plan, newest_result
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_shop, make_submitted
from tests.plans.planned import LATER, again, best, corrected, first_item

pytestmark = pytest.mark.django_db


def keys(assessment: Assessment) -> list[str]:
    return [item.key for item in Item.objects.of(assessment.shop)]


def test_submitting_begins_it_with_every_step() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    steps = report_of(assessment).steps
    assert keys(assessment) == [step.question for step in steps]
    assert [item.title for item in Item.objects.of(assessment.shop)] == [step.action.what for step in steps]
    assert {item.state for item in Item.objects.all()} == {"open"}
    assert all(item.due for item in Item.objects.all())
    assert assessment.shop.plan.begun == AT
    assert Plan.objects.visible_to(make_member(assessment.shop.firm)).get() == assessment.shop.plan
    assert not Plan.objects.visible_to(NOBODY).exists()


def test_retake_and_correction_add_nothing_by_themselves_and_lose_nothing() -> None:
    first = make_submitted()
    before = keys(first)
    Item.objects.change(first_item(first), {"state": "doing", "who": "Ann"}, version=0, by=NOBODY, at=AT)
    for later in (corrected(first, credentials=best("credentials")), again(first, "managed-ordinary")):
        assert keys(later) == before
        assert (first_item(later).state, first_item(later).who) == ("doing", "Ann")


def test_items_proposed_again_read_as_the_newer_questionnaire_says_them() -> None:
    first = make_submitted()
    Item.objects.update(edition="2026.1")
    again(first)
    assert {*Item.objects.values_list("edition", flat=True)} == {first.version}


def test_a_plan_of_results_older_than_plans_begins_with_the_newest_and_keeps_what_was_said() -> None:
    first = make_submitted()
    key = first_item(first).key
    Plan.objects.all().delete()
    Item.objects.exclude(key=key).delete()
    Item.objects.update(state="done", version=2, due=None)  # as a site of before is brought up to date
    Plan.objects.ensure(first.shop, at=LATER)
    Plan.objects.ensure(first.shop, at=LATER)
    assert {*keys(first)} == {step.question for step in report_of(first).steps}
    kept = Item.objects.get(key=key)
    assert (kept.state, kept.version, kept.due is None) == ("done", 2, False)
    assert Plan.objects.get().begun == LATER


def test_a_result_whose_questionnaire_is_gone_keeps_no_other_plan_from_beginning() -> None:
    gone, there = make_submitted(), make_submitted()
    Plan.objects.all().delete()
    Assessment.objects.filter(pk=gone.pk).update(version="2020.1")
    assert [Plan.objects.catch_up(at=LATER) for _ in range(2)] == [1, 0]
    assert Plan.objects.get().shop == there.shop


def test_newest_is_the_last_correction_of_the_latest_attempt() -> None:
    first = make_submitted()
    second = again(first)
    fixed = corrected(second)
    corrected(first)
    make_assessment(answers_of("bob-breakfix"), shop=first.shop)  # being answered
    assert newest_result(first.shop) == (fixed, True)
    assert newest_result(make_shop()) == (None, False)
