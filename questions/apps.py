"""Registers the app: mail letters, content checks, and the signals that end lent keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.signals import merging

if TYPE_CHECKING:
    from clients.models.firms import Membership
    from clients.models.shops import Shop


class Questions(AppConfig):
    name = "questions"
    verbose_name = _("Questions")

    def ready(self) -> None:
        from clients import sending  # noqa: PLC0415 -- models need the apps to be ready
        from questions import nudge_mail, owner_mail  # noqa: PLC0415 -- models need the apps to be ready
        from questions.checks import content  # noqa: PLC0415 -- its imports need the apps to be ready

        sending.register(owner_mail.LETTERS)
        sending.register(nudge_mail.LETTERS)
        checks.register(content)
        # Before the deletion, because a deleted account is no longer named on the links it made.
        merging.connect(bring_together, dispatch_uid="bring_together")
        pre_delete.connect(end_links, sender="clients.Membership", dispatch_uid="end_links")


def bring_together(sender: object, *, shop: Shop, other: Shop, **kwargs: Any) -> None:
    """Revoke keys to one entry before a merge, unless they are the same owner's."""
    from questions.models.access import Access  # noqa: PLC0415 -- models need the apps to be ready

    Access.objects.bring_together(shop, other, at=timezone.now())


def end_links(sender: object, *, instance: Membership, **kwargs: Any) -> None:
    from questions.models.access import Access  # noqa: PLC0415 -- models need the apps to be ready

    Access.objects.end_with(instance, at=timezone.now())
