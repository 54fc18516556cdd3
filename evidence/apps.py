"""Registers the app that reads ticket exports and compares them with the answers, and the check of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from clients.signals import merging
from questions.signals import submitted, withdrawn

if TYPE_CHECKING:
    from clients.models.firms import Firm
    from clients.models.shops import Shop
    from questions.models.assessment import Assessment


class Evidence(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        from evidence.checks import content  # noqa: PLC0415 -- its imports need the apps to be ready

        checks.register(content)
        submitted.connect(carry_records, dispatch_uid="carry_records")
        withdrawn.connect(end_records, dispatch_uid="end_records")
        merging.connect(merge_replies, dispatch_uid="merge_replies")


def carry_records(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    """Put what the tickets showed beside the correction that takes the place of the answers."""
    from evidence.models.kept_record import Record  # noqa: PLC0415 -- models need the apps to be ready

    if assessment.corrects_id:
        Record.objects.carry(assessment)


def end_records(sender: object, *, shop: Shop, firm: Firm, **kwargs: Any) -> None:
    from evidence.models.kept_record import Record  # noqa: PLC0415 -- models need the apps to be ready

    Record.objects.leave(shop, firm)


def merge_replies(sender: object, *, shop: Shop, other: Shop, **kwargs: Any) -> None:
    from evidence.models.usual import Usual  # noqa: PLC0415 -- models need the apps to be ready

    Usual.objects.merge(shop, other)
