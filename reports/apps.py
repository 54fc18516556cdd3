"""What is said about a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from questions.signals import submitted

if TYPE_CHECKING:
    from questions.models import Assessment


class Reports(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        submitted.connect(begin_rendering, dispatch_uid="begin_rendering")


def begin_rendering(sender: object, *, assessment: Assessment, **kwargs: Any) -> None:
    from reports.tasks import render_report  # noqa: PLC0415 -- its models want the apps to be ready

    render_report.enqueue(str(assessment.pk))
