"""Who stopped the reminders they asked for last wants no others either."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from clients.models.shops import Shop
from plans.models.reminder import Reminder
from tests.makers import AT, make_shop

pytestmark = pytest.mark.django_db
migration = import_module("plans.migrations.0005_one_stop")
LATER = AT + timedelta(days=1)


def test_a_stop_counts_unless_the_owner_asked_again() -> None:
    for name, again in (("stopped", False), ("again", True)):
        shop = make_shop(name)
        Reminder.objects.ask(shop, [30], address="a@example.com", at=AT)
        Reminder.objects.stop(shop, at=LATER)
        if again:
            Reminder.objects.ask(shop, [90], address="a@example.com", at=LATER)
    make_shop("never asked")
    Shop.objects.update(mails_stopped=None)
    migration.carry_over(apps, None)
    assert dict(Shop.objects.values_list("name", "mails_stopped")) == {
        "stopped": LATER, "again": None, "never asked": None,
    }  # fmt: skip
