"""Registers the app: a result begins a plan, and two entries of a shop that become one keep one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.signals import leaving, merging
from questions.signals import submitted, withdrawn

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from clients.models.firms import Firm
    from clients.models.shops import Shop
    from questions.models.assessment import Assessment


class Plans(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from clients import sending  # noqa: PLC0415 -- models need the apps to be ready
        from plans import mails  # noqa: PLC0415 -- models need the apps to be ready

        sending.register(mails.LETTERS)
        submitted.connect(begin_plan, dispatch_uid="begin_plan")
        withdrawn.connect(end_reminders, dispatch_uid="end_reminders")
        leaving.connect(rename_in_plans, dispatch_uid="rename_in_plans")
        merging.connect(merge_plans, dispatch_uid="merge_plans")


def begin_plan(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    from plans.models.plan import Plan  # noqa: PLC0415 -- models need the apps to be ready

    if assessment.submitted:
        Plan.objects.begin(assessment, at=assessment.submitted)


def end_reminders(sender: object, *, shop: Shop, **kwargs: Any) -> None:
    """Whoever leaves the firm that asked them is reminded no more, unless they ask again."""
    from plans.models.reminder import Reminder  # noqa: PLC0415 -- models need the apps to be ready

    Reminder.objects.end(shop, at=timezone.now())


def rename_in_plans(sender: object, *, firm: Firm, user: User, heir: User, **kwargs: Any) -> None:
    """Whoever takes over from a colleague does what is left in the plans under their name."""
    from plans.models.item import Item  # noqa: PLC0415 -- models need the apps to be ready

    Item.objects.take_over(firm, user, heir)


def merge_plans(sender: object, *, shop: Shop, other: Shop, **kwargs: Any) -> None:
    from plans.models.item import Item  # noqa: PLC0415 -- models need the apps to be ready
    from plans.models.plan import Plan  # noqa: PLC0415 -- models need the apps to be ready

    Item.objects.merge(shop, other)
    Plan.objects.merge(shop, other)
