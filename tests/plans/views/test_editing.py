"""Ticking and changing items on the owner's pages, without a script and without an account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.models.history import Change
from clients.viewers import NOBODY
from plans.models.item import Item
from plans.models.plan import Plan
from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
)
from tests.pages import Page, queries
from tests.plans.planned import again, best, first_item

pytestmark = pytest.mark.django_db


def url(name: str, assessment: Assessment, *more: str) -> str:
    return reverse(f"plans:{name}", args=[assessment.pk, *more])


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm()))


@pytest.fixture
def owner(assessment: Assessment) -> Client:
    return make_browser(assessment)


def press(browser: Client, page: str, key: str, **options: Any) -> Any:
    """Press the button of an item on a page, as a browser without scripts does."""
    shown = Page(browser.get(page))
    (form,) = (each for each in shown.all("form") if each.get("action", "").endswith(f"/{key}/tick/"))
    button = next(form.iter("button"))
    sent = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    return browser.post(form.get("action", ""), {**sent, "state": button.get("value", "")}, **options)


def pressed(browser: Client, page: str, key: str) -> str:
    shown = Page(browser.get(page))
    (button,) = shown.by_id(f"plan-{key}").findall(".//button")
    return button.get("aria-pressed", "")


def test_owner_ticks_a_step_on_the_result_and_undoes_it(assessment: Assessment, owner: Client) -> None:
    page, key, total = reverse("reports:result", args=[assessment.pk]), first_item(assessment).key, Item.objects.count()
    assert f"0 of {total} done" in Page(owner.get(page)).words
    response = press(owner, page, key)
    assert (response.status_code, response.headers["Location"]) == (302, f"{page}#plan-{key}")
    assert f"1 of {total} done" in Page(owner.get(page)).words
    assert pressed(owner, page, key) == "true"
    assert [(line.who, line.what) for line in Change.objects.filter(shop=assessment.shop)] == [(None, "action")]
    press(owner, page, key)
    assert f"0 of {total} done" in Page(owner.get(page)).words
    assert pressed(owner, page, key) == "false"


def test_every_step_of_the_result_has_one_box_and_so_has_the_plan(assessment: Assessment, owner: Client) -> None:
    for page in (reverse("reports:result", args=[assessment.pk]), url("plan", assessment)):
        boxes = Page(owner.get(page)).all("button[@class='tick-box']")
        assert len(boxes) == Item.objects.count()


def test_a_stale_page_shows_what_was_changed_and_keeps_what_was_typed(assessment: Assessment, owner: Client) -> None:
    item, user = first_item(assessment), make_member(assessment.shop.firm, name="Carl")
    typed = {"state": "doing", "wording": "Mine", "who": "Bob", "due": "2026-12-31", "note": "By hand", "version": 0}
    Item.objects.change(item, {"state": "dropped", "who": "Ann"}, version=0, by=user, at=AT)
    response = owner.post(url("change", assessment, item.key), typed)
    page = Page(response)
    assert response.status_code == 409
    assert "Carl changed this on" in page.words
    assert "Dropped" in page.words
    assert "Ann" in page.words
    sent = page.form()
    assert {name: each for name, (each,) in sent.items() if name != "csrfmiddlewaretoken"} == {
        **typed,
        "version": "1",
    }
    assert first_item(assessment).who == "Ann"
    assert owner.post(url("change", assessment, item.key), sent).status_code == 302
    stored = first_item(assessment)
    assert (stored.state, stored.title, stored.who, stored.note) == ("doing", "Mine", "Bob", "By hand")
    assert owner.post(url("tick", assessment, item.key), {"state": "done", "version": 1}).status_code == 409
    assert first_item(assessment).state == "doing"


@pytest.mark.parametrize("data", [{}, {"state": "gone", "version": 0}, {"state": "done", "version": "x"}])
def test_a_forged_tick_changes_nothing(assessment: Assessment, owner: Client, data: dict[str, Any]) -> None:
    response = owner.post(url("tick", assessment, first_item(assessment).key), data)
    assert response.status_code == 422
    assert "Not changed: the page lost its place." in Page(response).words
    assert not Item.objects.exclude(state="open").exists()


def test_what_does_not_fit_is_said_beside_it_and_nothing_is_lost(assessment: Assessment, owner: Client) -> None:
    key = first_item(assessment).key
    sent = {"state": "open", "version": 0, "wording": "x" * 161, "due": "soon", "who": "Bob"}
    response = owner.post(url("change", assessment, key), sent)
    assert response.status_code == 422
    assert "161 characters, and 160 at most: shorten it a little." in Page(response).words
    assert "Pick a day, or write it like 2026-12-31." in Page(response).words
    assert Page(response).form()["wording"] == ["x" * 161]
    assert first_item(assessment).who == ""


def test_an_item_of_ones_own_is_added_once_and_ticked(assessment: Assessment, owner: Client) -> None:
    page = Page(owner.get(url("plan", assessment)))
    form = next(each for each in page.all("form") if each.get("action") == url("add", assessment))
    sent = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    for _ in range(2):
        response = owner.post(url("add", assessment), {**sent, "wording": "Call the landlord", "who": "Bob"})
        assert response.status_code == 302
    item = Item.objects.get(slug="")
    assert (item.title, item.who) == ("Call the landlord", "Bob")
    press(owner, url("plan", assessment), item.key)
    assert Item.objects.get(slug="").state == "done"
    response = owner.post(url("add", assessment), {"who": "Bob"})
    assert response.status_code == 422
    assert "Write what you want to do." in Page(response).words
    assert "1 of" in Page(owner.get(reverse("reports:result", args=[assessment.pk]))).words


def test_a_retake_offers_new_steps_which_one_press_adds(assessment: Assessment) -> None:
    second = again(assessment, "managed-ordinary")
    owner, page = make_browser(second), reverse("reports:result", args=[second.pk])
    before = {*Item.objects.values_list("key", flat=True)}
    shown = Page(owner.get(page))
    (offered, *_rest) = (
        each.get("action", "").split("/")[-3]
        for each in shown.all("form")
        if "Add to my plan" in "".join(each.itertext())
    )
    assert offered not in before
    press(owner, page, offered)
    assert {*Item.objects.values_list("key", flat=True)} == {*before, offered}
    assert pressed(owner, page, offered) == "false"
    assert Change.objects.filter(what="plan-added").count() == 1


def test_what_newer_answers_say_is_done_is_proposed_as_done(assessment: Assessment) -> None:
    second = again(assessment, credentials=best("credentials"))
    owner, page = make_browser(second), reverse("reports:result", args=[second.pk])
    said = f"Your new answer says this is done: {Item.objects.get(key='credentials').title}"
    assert said in Page(owner.get(page)).words
    press(owner, page, "credentials")
    assert said not in Page(owner.get(page)).words
    assert Item.objects.get(key="credentials").state == "done"


def test_a_plan_of_a_result_older_than_plans_begins_with_the_first_tick(assessment: Assessment, owner: Client) -> None:
    Plan.objects.all().delete()
    Item.objects.all().delete()
    page = reverse("reports:result", args=[assessment.pk])
    key = Page(owner.get(page)).all("button[@class='tick-box']")
    assert not Item.objects.exists()  # looking changes nothing
    press(owner, page, "credentials")
    assert Item.objects.get(state="done").key == "credentials"
    assert Item.objects.count() == len(key)
    assert Plan.objects.get().shop == assessment.shop


def test_a_read_link_shows_no_box_and_opens_no_way_to_tick(assessment: Assessment) -> None:
    token = Access.objects.issue(assessment, Access.Kind.READ, at=AT, within=READ_WITHIN * 1000)
    reader = Client()
    page = Page(reader.get(reverse("reports:read", args=[token])))
    assert not page.all("form")
    assert "done" not in {button.text for button in page.all("button")}
    address = url("tick", assessment, first_item(assessment).key)
    assert reader.post(address, {"state": "done", "version": 0}).status_code == 404
    assert not Item.objects.exclude(state="open").exists()


def test_a_firms_viewer_reads_the_plan_and_changes_nothing(assessment: Assessment) -> None:
    viewer = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
    for page in (url("plan", assessment), url("change", assessment, "credentials")):
        assert not Page(viewer.get(page)).all("main//form")
    address = url("tick", assessment, "credentials")
    assert viewer.post(address, {"state": "done", "version": 0}).status_code == 403


def test_before_submitting_there_is_no_plan() -> None:
    draft = make_assessment()
    owner = make_browser(draft)
    assert owner.get(url("plan", draft)).headers["Location"] == reverse("questions:hub", args=[draft.pk])
    assert owner.post(url("tick", draft, "credentials"), {"state": "done", "version": 0}).status_code == 404


def test_the_plans_page_takes_as_many_queries_with_much_as_with_little(assessment: Assessment, owner: Client) -> None:
    few = len(queries(lambda: owner.get(url("plan", assessment))))
    user = make_member(assessment.shop.firm)
    for item in Item.objects.of(assessment.shop):
        Item.objects.change(item, {"state": "done", "who": "Ann"}, version=0, by=user, at=AT)
    again(assessment, "managed-ordinary")
    assert len(queries(lambda: owner.get(url("plan", assessment)))) <= few + 1  # the newest result's answers
    assert NOBODY.user is None
