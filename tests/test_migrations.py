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
