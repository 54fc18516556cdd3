"""The consultant's way: sign in, find a shop, read every answer, look at what the owner sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from questions.models import Assessment
from tests.journeys.states import own
from tests.journeys.visitor import Visitor
from tests.makers import AT, PASSWORD, answers_of, make_assessment, make_shop, make_user

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


def sign_in(visitor: Visitor, path: str) -> None:
    """Ask for a page of the admin, sign in, and be there."""
    visitor.go(path)
    assert visitor.path == "/admin/login/"
    visitor.page.locator("input[name=username]").fill("consultant")
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.follow("input[type=submit]")
    assert visitor.path == path


@pytest.mark.parametrize("scripts", [True, False])
def test_consultant_signs_in_finds_a_shop_and_reads_its_answers(visit: Visit, *, scripts: bool) -> None:
    make_user("consultant", is_staff=True, is_superuser=True)
    held = make_assessment(answers_of("bob-breakfix"), shop=make_shop("Held Shop"), submitted=AT)
    make_assessment(answers_of("strategic-partner"), shop=make_shop("Given Shop"), submitted=AT)
    visitor = visit(1280, 800, java_script_enabled=scripts)
    page = visitor.page
    sign_in(visitor, "/admin/questions/assessment/")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    visitor.go("/admin/questions/assessment/?state=held")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    visitor.follow("#result_list tbody th a")
    expect(page.locator("h1").first).to_be_visible()
    dream = str(answers_of("bob-breakfix")["the-dream"])
    assert page.get_by_text(dream).is_visible()
    visitor.follow(f"a[href='/a/{held.pk}/result/']")
    expect(page.locator("h1")).to_have_text("Held Shop")


def test_signing_out_of_the_admin_leaves_the_browsers_own_assessments(visit: Visit) -> None:
    make_user("consultant", is_staff=True, is_superuser=True)
    visitor = visit(1280, 800)
    assessment = own(visitor)
    sign_in(visitor, "/admin/")
    visitor.follow("#logout-form button")
    assert visitor.go("/admin/") == 200
    assert visitor.path == "/admin/login/"
    assert visitor.go(f"/a/{assessment.pk}/") == 200


def test_consultant_fills_in_together_with_the_owner(visit: Visit) -> None:
    make_user("consultant", is_staff=True, is_superuser=True)
    assessment = make_assessment()
    visitor = visit(1280, 800)
    sign_in(visitor, f"/admin/questions/assessment/{assessment.pk}/change/")
    visitor.follow(f"a[href='/a/{assessment.pk}/']")
    visitor.follow(f"main a[href='/a/{assessment.pk}/s/customers/']")
    visitor.answer({"dread": "every-week"})
    visitor.press("hub")
    assert Assessment.objects.get().responses == {"dread": "every-week"}
