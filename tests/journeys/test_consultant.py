"""The consultant's way: sign in, find a shop, read every answer, look at what the owner sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from questions.models.assessment import Assessment
from reports.models.review import Note
from tests.journeys.states import own
from tests.journeys.states import sign_in as carry_over
from tests.journeys.test_pages import violations
from tests.journeys.visitor import Visitor
from tests.makers import (
    AT,
    PASSWORD,
    answers_of,
    make_assessment,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_user,
    signed_in,
)
from tests.often import often

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


def sign_in(visitor: Visitor, path: str) -> None:
    """Ask for a page of the admin, sign in, and be there."""
    visitor.go(path)
    assert visitor.path == "/account/login/"
    visitor.page.locator("input[name=login]").fill("consultant")
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.follow("#login-form button")
    assert visitor.path == path


@pytest.mark.parametrize("scripts", often([True, False], True))
def test_consultant_signs_in_finds_a_shop_and_reads_its_answers(visit: Visit, *, scripts: bool) -> None:
    held = make_assessment(answers_of("bob-breakfix"), shop=make_shop("Held Shop"), submitted=AT)
    make_assessment(answers_of("strategic-partner"), shop=make_shop("Given Shop"), submitted=AT)
    make_colleague_of_all()
    visitor = visit(1280, 800, java_script_enabled=scripts)
    page = visitor.page
    sign_in(visitor, "/admin/questions/assessment/")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    visitor.go("/admin/questions/assessment/?state=held")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    visitor.follow("#result_list tbody th a")
    expect(page.locator("h1").first).to_be_visible()
    dream = str(answers_of("bob-breakfix")["the-dream"])
    visitor.go(f"{visitor.path}?tab=answers&section=all")
    assert page.get_by_text(dream).is_visible()
    visitor.follow(f"a[href='/a/{held.pk}/result/']")
    expect(page.locator("main")).to_contain_text("Held Shop")


def test_signing_out_of_the_admin_leaves_the_browsers_own_assessments(visit: Visit) -> None:
    make_user("consultant", is_staff=True, is_superuser=True)
    visitor = visit(1280, 800)
    assessment = own(visitor)
    sign_in(visitor, "/admin/")
    visitor.page.locator("#user-tools summary").click()
    visitor.follow("#logout-form button")
    assert visitor.go("/admin/") == 200
    assert visitor.path == "/account/login/"
    assert visitor.go(f"/a/{assessment.pk}/") == 200


def test_consultant_fills_in_together_with_the_owner(visit: Visit) -> None:
    assessment = make_assessment()
    make_colleague_of_all()
    visitor = visit(1280, 800)
    sign_in(visitor, f"/admin/clients/{assessment.shop_id}/")
    visitor.page.locator(".more summary").click()
    visitor.follow(f"a[href='/admin/together/{assessment.shop_id}/']")
    visitor.follow("form.row button")
    expect(visitor.page.get_by_text("Filled in with consultant")).to_be_visible()
    visitor.follow(f"main a[href='/a/{assessment.pk}/s/customers/']")
    visitor.answer({"dread": "ten-or-more"})
    visitor.press("hub")
    assert Assessment.objects.get().responses == {"dread": "ten-or-more"}


@pytest.mark.parametrize("width", often([1280, 820], 1280))
def test_consultant_writes_a_note_meets_a_colleagues_and_shares(visit: Visit, width: int) -> None:
    firm = make_firm()
    carl, olga = make_member(firm, name="Carl"), make_member(firm, name="Olga")
    assessment = make_assessment(answers_of("bob-breakfix"), shop=make_shop("Northside", firm=firm), submitted=AT)
    visitor = visit(width, 900)
    page = visitor.page
    carry_over(visitor, signed_in(carl))
    visitor.go(f"/admin/clients/{assessment.shop_id}/")
    faults = violations(visitor)

    visitor.follow(".tabs a >> text=Answers and notes")
    page.locator("#section-your-time summary").first.click()
    shared, other = page.locator("#note-your-time-shared"), page.locator("#note-your-time-private textarea")
    other.fill("Typed beside it.")
    shared.locator("textarea").fill("Let us talk about the rota.")
    shared.locator("button").click()
    expect(shared.locator(".state")).to_have_text("Saved")
    expect(other).to_have_value("Typed beside it.")  # saving one note takes nothing from another
    page.locator("#note-your-time-private button").click()
    expect(page.locator("#note-your-time-private .state")).to_have_text("Saved")

    note = Note.objects.get(shared=True)
    Note.objects.save_note(note, "The rota first, and the keys.", version=1, by=olga)
    shared.locator("textarea").fill("Let us talk about the rota. And weekends.")
    shared.locator("button").click()
    expect(shared.locator("[role=alert]")).to_contain_text("Olga changed this note")
    expect(shared.locator(".theirs")).to_have_text("The rota first, and the keys.")
    expect(shared.locator("textarea")).to_have_value("Let us talk about the rota. And weekends.")
    faults += violations(visitor)
    shared.locator("button[value=both]").click()
    expect(shared.locator(".state")).to_have_text("Saved")
    both = "The rota first, and the keys.\n\nLet us talk about the rota. And weekends."
    assert Note.objects.get(shared=True).text == both

    visitor.follow(".tabs a >> text=Plan")
    page.locator("#action-credentials button[value=doing]").click()
    expect(page.locator("#action-credentials .state")).to_have_text("Saved")
    visitor.follow(".head-acts button[value=in-review]")
    expect(page.locator("#review h2")).to_have_text("Review: in review")
    visitor.follow("#review a.button")
    expect(page.locator(".shared")).to_contain_text("The rota first, and the keys.")
    faults += violations(visitor)
    visitor.follow("form.row button.default")
    expect(page.locator("#review h2")).to_have_text("Review: shared")
    visitor.follow(f"a[href='/a/{assessment.pk}/result/']")
    expect(page.locator(".note-shared")).to_contain_text("And weekends.")
    expect(page.locator("#plan-credentials")).to_contain_text("You're on it.")
    assert not faults, "\n".join(faults)


def test_consultant_writes_a_note_without_scripts(visit: Visit) -> None:
    firm = make_firm()
    assessment = make_assessment(answers_of("bob-breakfix"), shop=make_shop("Northside", firm=firm), submitted=AT)
    visitor = visit(1280, 900, java_script_enabled=False)
    carry_over(visitor, signed_in(make_member(firm, name="Carl")))
    visitor.go(f"/admin/clients/{assessment.shop_id}/?tab=notes")
    page = visitor.page
    expect(page.locator("textarea").locator("visible=true")).to_have_count(0)  # of two, saving one would lose the other
    visitor.follow("#note--private a")
    page.locator("textarea").fill("Ask about Friday.")
    visitor.follow("#note--private button")
    assert visitor.path == f"/admin/clients/{assessment.shop_id}/"
    expect(page.locator("#note--private .plain")).to_contain_text("Ask about Friday.")
