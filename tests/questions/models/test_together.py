"""Filling it in together goes on with what is open, and looks back where nothing is."""

import pytest

from clients.models.history import Change, Code
from questions.models.assessment import Assessment
from questions.models.together import fill_in_together
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


def test_new_shop_begins_one_and_the_second_time_goes_on() -> None:
    shop = make_shop(firm=make_firm())
    by = make_member(shop.firm)
    first = fill_in_together(shop, by=by)
    assert fill_in_together(shop, by=by) == first
    assert (first.shop, first.answered_with, first.previous) == (shop, by, None)
    assert [(each.what, each.who, each.shop) for each in Change.objects.all()] == [(Code.TOGETHER, by, shop)]


def test_colleague_who_takes_over_is_named() -> None:
    shop = make_shop(firm=make_firm())
    anna, ben = make_member(shop.firm, name="anna"), make_member(shop.firm, name="ben")
    fill_in_together(shop, by=anna)
    assert fill_in_together(shop, by=ben).answered_with == ben
    assert [change.who for change in Change.objects.order_by("pk")] == [anna, ben]


def test_after_submitting_a_new_one_looks_back_and_an_open_correction_is_left_alone() -> None:
    done = make_submitted(shop=make_shop(firm=make_firm()))
    by = make_member(done.shop.firm)
    correction = make_assessment(shop=done.shop)
    Assessment.objects.filter(pk=correction.pk).update(corrects=done)
    found = fill_in_together(done.shop, by=by)
    assert found not in (done, correction)
    assert (found.previous, found.submitted) == (done, None)
