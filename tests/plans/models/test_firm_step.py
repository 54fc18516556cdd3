"""A firm's own steps: seen and changed by its people, told in its history, gone with it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from clients.models.firms import Firm, Role
from clients.models.history import Change
from clients.models.versioned import Stale
from clients.viewers import NOBODY
from plans.models.firm_step import LONGEST_LINE, MOST_STEPS, FirmStep, TooManySteps
from plans.models.item import LONGEST_NOTE
from tests.makers import make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db


def keep(firm: Firm, what: str = "Call the late payers", **values: Any) -> FirmStep:
    return FirmStep.objects.keep(firm, {"what": what, **values}, key=uuid4(), by=NOBODY)


def test_they_are_seen_by_who_works_for_the_firm_and_changed_by_who_manages_it() -> None:
    firm, other = make_firm(), make_firm("theirs")
    keep(firm)
    users = {role: make_member(firm, role, name=role.value) for role in Role}
    steps = FirmStep.objects
    assert [steps.visible_to(user).count() for user in users.values()] == [1, 1, 1]
    assert [role for role, user in users.items() if steps.changeable_by(user)] == [Role.OWNER]
    strangers = (make_member(other, Role.OWNER), make_user("root", is_staff=True, is_superuser=True), NOBODY)
    assert not [each for each in strangers if steps.visible_to(each) or steps.changeable_by(each)]
    assert steps.of(make_shop(firm=firm), users[Role.CONSULTANT]).count() == 1
    assert not steps.of(make_shop("Elsewhere", firm=other), users[Role.CONSULTANT])
    firm.delete()
    assert not steps.exists()


def test_one_is_kept_once_a_page_and_a_hundred_fit() -> None:
    firm, key = make_firm(), uuid4()
    one = FirmStep.objects.keep(firm, {"what": "Call"}, key=key, by=NOBODY)
    assert FirmStep.objects.keep(firm, {"what": "Again"}, key=key, by=NOBODY) == one
    FirmStep.objects.bulk_create(FirmStep(firm=firm, key=uuid4(), what="x") for _ in range(MOST_STEPS - 1))
    with pytest.raises(TooManySteps):
        keep(firm)
    assert FirmStep.objects.count() == MOST_STEPS


def test_each_change_is_told_once_and_never_over_a_colleagues() -> None:
    firm = make_firm()
    owner, step = make_member(firm, Role.OWNER), keep(firm)
    for _ in range(2):  # the second press changes nothing
        step.change({"what": "Call them", "days": 7}, version=1, by=owner)
    with pytest.raises(Stale):
        step.change({"what": "Write to them"}, version=1, by=owner)
    stored = FirmStep.objects.get()
    assert (stored.what, stored.days, stored.version, stored.changed_by) == ("Call them", 7, 2, owner)
    for _ in range(2):
        stored.remove(by=owner)
    with pytest.raises(Stale):
        stored.change({"what": "x"}, version=2, by=owner)
    told = [(line.what, line.firm, line.detail["title"]) for line in Change.objects.order_by("pk")]
    assert told == [
        ("step-kept", firm, "Call the late payers"),
        ("step-changed", firm, "Call them"),
        ("step-removed", firm, "Call them"),
    ]


def test_it_fills_in_what_an_item_says_and_the_longest_fits() -> None:
    step = FirmStep(what="Call", first="List them", done="All paid", days=14)
    assert step.filled_in(date(2026, 12, 24)) == {
        "wording": "Call",
        "due": date(2027, 1, 7),
        "note": "First 15 minutes: List them\nDone when: All paid",
    }
    assert FirmStep(what="Call").filled_in(date(2026, 12, 24)) == {"wording": "Call", "due": None, "note": ""}
    longest = FirmStep(what="x", first="x" * LONGEST_LINE, done="x" * LONGEST_LINE)
    assert len(longest.filled_in(date(2026, 12, 24))["note"]) <= LONGEST_NOTE
