"""A step is added to a client's plan at the desk, and its owner sees it, and who added it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from clients.viewers import NOBODY
from plans.models.board import today_at
from plans.models.firm_step import FirmStep
from plans.models.item import MOST_OWN, Item
from plans.models.plan import Plan
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop(firm=make_firm()))


@pytest.fixture
def carl(assessment: Assessment) -> User:
    return make_member(assessment.shop.firm, name="Carl")


@pytest.fixture
def desk(carl: User) -> Client:
    return signed_in(carl)


def url(shop: Shop) -> str:
    return reverse("admin:client-plan-add", args=[shop.pk])


def keep(firm: Firm | None, **values: Any) -> FirmStep:
    assert firm
    return FirmStep.objects.keep(firm, {"what": "Call the late payers", **values}, key=uuid4(), by=NOBODY)


def test_a_firms_step_fills_in_the_form_and_the_owner_sees_it_and_who_added_it(
    assessment: Assessment, carl: User, desk: Client
) -> None:
    shop = assessment.shop
    step = keep(shop.firm, first="List them.", days=14)
    tab = f"{reverse('admin:client', args=[shop.pk])}?tab=plan"
    assert url(shop) in Page(desk.get(tab)).links
    page = Page(desk.get(url(shop)))
    assert str(step.pk) in [option.get("value") for option in page.all("option")]
    page = Page(desk.get(f"{url(shop)}?step={step.pk}"))
    (form,) = (each for each in page.all("form") if each.get("action") == url(shop))
    (note,), names = form.iter("textarea"), {each.get("name"): each.get("value", "") for each in form.iter("input")}
    due = today_at(shop, timezone.now()) + timedelta(days=14)
    assert (names["wording"], names["due"]) == ("Call the late payers", due.isoformat())
    assert (note.text or "").strip() == "First 15 minutes: List them."
    sent = {**names, "note": note.text or "", "who": "Ruth"}
    for _ in range(2):  # a double click
        response = desk.post(url(shop), sent)
    item = Item.objects.get(slug="")
    assert response.headers["Location"] == f"{tab}#action-{item.key}"
    assert (item.title, item.who, item.due, item.added_by) == ("Call the late payers", "Ruth", due, carl)
    step.remove(by=NOBODY)
    for words in (
        Page(desk.get(tab)).words,
        Page(make_browser(assessment).get(reverse("plans:plan", args=[assessment.pk]))).words,
    ):
        assert "Call the late payers" in words
        assert "Added by Carl" in words
    assert make_browser(assessment).get(reverse("reports:data", args=[assessment.pk])).json()["plan"][-1][
        "added_by"
    ] == ("Carl")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"wording": ""}, "Write what you want to do."),
        ({"due": "soon"}, "Pick a day"),
        ({"who": "x" * 61}, "61 characters, and 60 at most"),
        ({"note": "x" * 1001}, "1001 characters, and 1000 at most"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_it_and_nothing_is_lost(
    assessment: Assessment, desk: Client, wrong: dict[str, str], said: str
) -> None:
    response = desk.post(url(assessment.shop), {"wording": "Call", "who": "Ruth", **wrong})
    assert response.status_code == 422
    page = Page(response)
    (field,) = wrong
    assert said in "".join(page.by_id(f"id_{field}_error").itertext())
    assert page.by_id("id_wording").get("value", "") == wrong.get("wording", "Call")
    assert not Item.objects.filter(slug="").exists()


def test_a_step_that_is_gone_or_anothers_is_said_and_too_many_do_not_fit(assessment: Assessment, desk: Client) -> None:
    shop, theirs = assessment.shop, keep(make_firm("theirs"))
    for asked in (str(theirs.pk), "x", "9" * 30):
        response = desk.get(f"{url(shop)}?step={asked}")
        assert response.status_code == 404
        assert "That step isn't here anymore." in Page(response).words
    for _ in range(MOST_OWN):
        Item.objects.add(shop, {"wording": "x"}, page=uuid4(), by=NOBODY)
    response = desk.post(url(shop), {"wording": "One more"})
    assert response.status_code == 422
    assert "which is all that fit" in Page(response).words


def test_there_is_no_plan_to_add_to_before_a_result_and_viewers_add_nothing(
    assessment: Assessment, carl: User, desk: Client
) -> None:
    unanswered = make_assessment(shop=make_shop("Unanswered", firm=assessment.shop.firm)).shop
    assert desk.get(url(unanswered)).status_code == 404
    viewer = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
    assert viewer.post(url(assessment.shop), {"wording": "x"}).status_code == 403
    assert (
        url(assessment.shop)
        not in Page(viewer.get(f"{reverse('admin:client', args=[assessment.shop_id])}?tab=plan")).links
    )
    assert not Item.objects.filter(slug="").exists()


def test_a_plan_older_than_plans_begins_and_many_steps_take_as_many_queries_as_one(
    assessment: Assessment, desk: Client
) -> None:
    shop = assessment.shop
    Plan.objects.all().delete()
    Item.objects.all().delete()
    desk.post(url(shop), {"wording": "Call"})
    assert Item.objects.exclude(slug="").exists()
    assert Item.objects.get(slug="").title == "Call"
    keep(shop.firm)
    few = len(queries(lambda: desk.get(url(shop))))
    for n in range(9):
        keep(shop.firm, what=f"Call {n}")
    assert len(queries(lambda: desk.get(url(shop)))) == few
