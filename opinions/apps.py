"""Registers the app of what other people say about a shop, beside what its owner says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from questions.signals import submitted, withdrawn

if TYPE_CHECKING:
    from clients.models.firms import Membership
    from clients.models.shops import Shop
    from questions.models.assessment import Assessment


class Opinions(AppConfig):
    name = "opinions"
    verbose_name = _("Opinions")

    def ready(self) -> None:
        submitted.connect(carry_opinions, dispatch_uid="carry_opinions")
        withdrawn.connect(end_links, dispatch_uid="end_links_to_others")
        pre_delete.connect(end_links_of, sender="clients.Membership", dispatch_uid="end_links_to_others_of")


def carry_opinions(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    """Put what others said beside the correction that takes the place of the answers."""
    from opinions.models.opinion import Opinion  # noqa: PLC0415 -- models need the apps to be ready
    from opinions.models.pulse import Pulse  # noqa: PLC0415 -- models need the apps to be ready
    from opinions.models.retest import Retest  # noqa: PLC0415 -- models need the apps to be ready

    if assessment.corrects_id:
        Retest.objects.carry(assessment)
        Opinion.objects.carry(assessment)
        Pulse.objects.carry(assessment)


def end_links(sender: object, *, shop: Shop, **kwargs: Any) -> None:
    from opinions.models.opinion import Opinion  # noqa: PLC0415 -- models need the apps to be ready

    Opinion.objects.leave(shop, at=timezone.now())


def end_links_of(sender: object, *, instance: Membership, **kwargs: Any) -> None:
    from opinions.models.opinion import Opinion  # noqa: PLC0415 -- models need the apps to be ready

    Opinion.objects.end_with(instance, at=timezone.now())
