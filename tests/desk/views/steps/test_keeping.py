"""Who manages a firm keeps, changes and removes its own steps; who works there reads them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.viewers import NOBODY
from plans.models.firm_step import MOST_STEPS, FirmStep
from tests.makers import make_firm, make_member, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
URL, NEW = "/admin/steps/", "/admin/steps/new/"
STEP = {"what": "Call the late payers", "first": "List them.", "done": "All have paid.", "days": "14"}


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def owner(firm: Firm) -> Client:
    return signed_in(make_member(firm, Role.OWNER, name="olga"))


def keep(firm: Firm, what: str = "Call") -> FirmStep:
    return FirmStep.objects.keep(firm, {"what": what}, key=uuid4(), by=NOBODY)


def test_a_step_is_kept_once_read_by_colleagues_changed_and_removed(firm: Firm, owner: Client) -> None:
    assert "There's none yet." in Page(owner.get(URL)).words
    sent = {**Page(owner.get(NEW)).form(), **STEP}
    for _ in range(2):  # a double click
        assert owner.post(NEW, sent).headers["Location"] == URL
    step = FirmStep.objects.get()
    for role in (Role.CONSULTANT, Role.VIEWER):
        page = Page(signed_in(make_member(firm, role, name=role.value)).get(URL))
        for words in (
            "Call the late payers",
            "First 15 minutes: List them.",
            "All have paid.",
            "Usually due in 14 days",
        ):
            assert words in page.words
        assert f"{URL}{step.pk}/" not in page.links
    assert f"{URL}{step.pk}/" in Page(owner.get(URL)).links
    form = Page(owner.get(f"{URL}{step.pk}/")).form()
    assert form["days"] == ["14"]
    assert owner.post(f"{URL}{step.pk}/", {**form, "days": ""}).headers["Location"] == URL
    step.refresh_from_db()
    assert (step.days, step.version) == (None, 2)
    assert owner.post(f"{URL}{step.pk}/", {"do": "remove"}).headers["Location"] == URL
    assert not FirmStep.objects.exists()
    assert (
        "removed the firm's own step “Call the late payers”"
        in Page(owner.get(f"/admin/clients/firm/{firm.pk}/history/")).words
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "Write what to do."),
        ({"what": "x" * 161}, "161 characters, and 160 at most"),
        ({"first": "x" * 301}, "301 characters, and 300 at most"),
        ({"days": "soon"}, "Just the number of days"),
        ({"days": "0"}, "At least one day."),
        ({"days": "366"}, "365 days at most."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_it_and_nothing_is_lost(
    owner: Client, wrong: dict[str, Any], said: str
) -> None:
    response = owner.post(NEW, {**STEP, **wrong})
    assert response.status_code == 422
    page = Page(response)
    (field,) = wrong
    assert said in "".join(page.by_id(f"id_{field}_error").itertext())
    assert page.form()["done"] == ["All have paid."]
    assert not FirmStep.objects.exists()


def test_no_more_than_fit_are_kept(firm: Firm, owner: Client) -> None:
    FirmStep.objects.bulk_create(FirmStep(firm=firm, key=uuid4(), what="x") for _ in range(MOST_STEPS))
    response = owner.post(NEW, STEP)
    assert response.status_code == 422
    assert "these are 100 steps already" in Page(response).words


def test_what_a_colleague_changed_meanwhile_is_shown_beside_what_was_typed(firm: Firm, owner: Client) -> None:
    step = keep(firm)
    form = Page(owner.get(f"{URL}{step.pk}/")).form()
    step.change({"what": "Write"}, version=1, by=make_member(firm, Role.OWNER, name="Ann"))
    response = owner.post(f"{URL}{step.pk}/", {**form, "what": "Visit"})
    assert response.status_code == 409
    page = Page(response)
    assert "Ann changed this" in page.words
    assert "Write" in page.words
    assert owner.post(f"{URL}{step.pk}/", page.form()).status_code == 302
    assert FirmStep.objects.get().what == "Visit"
    assert Change.objects.filter(what="step-changed").count() == 2


def test_who_manages_two_firms_says_for_which(firm: Firm, owner: Client) -> None:
    other, theirs = make_firm("Southern Advice"), make_firm("theirs")
    Membership.objects.create(firm=other, user=firm.memberships.get().user, role=Role.OWNER)
    assert owner.post(NEW, {**STEP, "firm_id": str(theirs.pk)}).status_code == 422
    owner.post(NEW, {**STEP, "firm_id": str(other.pk)})
    assert FirmStep.objects.get().firm == other
    keep(firm)
    assert "Southern Advice" in Page(owner.get(URL)).words


def test_many_steps_take_as_many_queries_as_one(firm: Firm, owner: Client) -> None:
    keep(firm)
    few = len(queries(lambda: owner.get(URL)))
    for n in range(9):
        keep(firm, f"Call {n}")
    assert len(queries(lambda: owner.get(URL))) == few
