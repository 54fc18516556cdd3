"""Migrations carry over what is there: a site of before is brought up to date with its rows in it."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from tests.makers import AT

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("clients", "0002_firms"), ("questions", "0005_mailed"), ("reports", "0005_kept_notes")]


def migrate(targets: list[Any]) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before() -> Generator[StateApps]:
    """The site as it was before; all of it is brought up to date afterwards."""
    yield migrate(BEFORE)
    migrate(newest())


def newest() -> list[Any]:
    return [*MigrationExecutor(connection).loader.graph.leaf_nodes()]


def test_what_rules_read_in_the_history_stands_in_columns(before: StateApps) -> None:
    change, firm, invitation, shop, user = (
        before.get_model(*name)
        for name in (
            ("clients", "Change"), ("clients", "Firm"), ("clients", "Invitation"), ("clients", "Shop"),
            ("auth", "User"),
        )
    )  # fmt: skip
    anna, olga = (user.objects.create(username=name) for name in ("anna", "olga"))
    ours, unnamed = firm.objects.create(name="Ours"), firm.objects.create(name="Your firm")

    def invite(email: str, *by: Any) -> None:
        for number, who in enumerate(by):
            what = "colleague-invited-again" if number else "colleague-invited"
            change.objects.create(firm=ours, who=who, what=what, detail={"name": email.upper()})
        invitation.objects.create(
            firm=ours, email=email, role="viewer", token_hash=uuid4().hex, expires=AT + timedelta(days=9)
        )

    invite("one@example.com", anna)
    invite("two@example.com", anna, olga)
    invite("three@example.com")
    bob, told, noted = shop.objects.create(name="Bob's", firm=ours), str(uuid4()), str(uuid4())
    for what, who, about in (
        ("mailed-submitted", None, told), ("mailed-notes", anna, noted), ("mailed-notes", olga, noted),
        ("joined", None, told),
    ):  # fmt: skip
        change.objects.create(firm=ours, shop=bob, who=who, what=what, detail={"assessment": about, "to": "anna"})

    shop.objects.update(firm=unnamed)  # the owner is another firm's since

    now = migrate(newest())
    made = now.get_model("clients", "Invitation").objects.values_list("email", "made_by")
    assert dict(made) == {"one@example.com": anna.pk, "two@example.com": olga.pk, "three@example.com": None}
    mails = now.get_model("clients", "Mail").objects.order_by("kind")
    assert [(row.kind, row.about, row.shop_id, row.firm_id, row.by_id, row.state) for row in mails] == [
        ("notes", noted, bob.pk, ours.pk, olga.pk, "sent"),
        ("submitted", told, bob.pk, ours.pk, None, "sent"),
    ]
    assert all(row.sent and row.confirmed for row in mails)
    assert dict(now.get_model("clients", "Firm").objects.values_list("pk", "named")) == {
        ours.pk: True,
        unnamed.pk: False,
    }


@pytest.fixture
def before_plans() -> Generator[StateApps]:
    """The site as it was when the states of actions belonged to an attempt."""
    targets = [target for target in newest() if target[0] not in ("plans", "reports")]
    yield migrate([*targets, ("plans", "0001_initial"), ("reports", "0009_bundle_started")])
    migrate(newest())


def test_states_of_actions_become_the_shops_and_can_go_back(before_plans: StateApps) -> None:
    shop, assessment, state, user = (
        before_plans.get_model(*name)
        for name in (("clients", "Shop"), ("questions", "Assessment"), ("reports", "ActionState"), ("auth", "User"))
    )
    anna = user.objects.create(username="anna")
    bob, ann = shop.objects.create(name="Bob's"), shop.objects.create(name="Ann's")
    first, second, other = (
        assessment.objects.create(
            shop=of, slug="is-it-working", version=version, begun=AT + days, submitted=AT + days
        )
        for of, version, days in (
            (bob, "2026.1", timedelta()), (bob, "2026.2", timedelta(days=90)), (ann, "2026.2", timedelta())
        )
    )  # fmt: skip

    def mark(of: Any, action: str, said: str, *, version: int, hours: int) -> None:
        row = state.objects.create(assessment=of, action=action, state=said, version=version, changed_by=anna)
        state.objects.filter(pk=row.pk).update(changed=AT + timedelta(hours=hours))

    mark(second, "credentials", "doing", version=3, hours=9)
    mark(first, "credentials", "done", version=1, hours=5)  # said before: the later word counts
    mark(first, "weekends", "done", version=2, hours=6)
    mark(other, "credentials", "dropped", version=1, hours=7)

    def facts(rows: Any, *names: str) -> list[Any]:
        return sorted(rows.values_list(*names, "state", "version", "changed", "changed_by"))

    hour = {each: AT + timedelta(hours=each) for each in (5, 6, 7, 9)}
    now = migrate(newest())
    item = now.get_model("plans", "Item")
    assert facts(item.objects.filter(shop_id=bob.pk), "key", "edition", "finished") == [
        ("credentials", "2026.2", None, "doing", 3, hour[9], anna.pk),
        ("weekends", "2026.1", hour[6], "done", 2, hour[6], anna.pk),
    ]
    assert facts(item.objects.filter(shop_id=ann.pk), "key") == [("credentials", "dropped", 1, hour[7], anna.pk)]
    item.objects.create(shop_id=bob.pk, key="own-1", wording="Own", version=1)
    item.objects.create(shop_id=bob.pk, key="price", slug="is-it-working")  # nothing was said of it

    back = migrate([("plans", "0001_initial"), ("reports", "0009_bundle_started")]).get_model("reports", "ActionState")
    assert facts(back.objects.filter(assessment_id=second.pk), "action") == [
        ("credentials", "doing", 3, hour[9], anna.pk),
        ("weekends", "done", 2, hour[6], anna.pk),
    ]
    assert facts(back.objects.filter(assessment_id=other.pk), "action") == [
        ("credentials", "dropped", 1, hour[7], anna.pk)
    ]
    assert back.objects.count() == 3
