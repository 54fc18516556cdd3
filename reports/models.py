"""Rendered reports: one for each canonical Report, kept as it was made and never overwritten."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from questions.models import Assessment
from reports.bundles import Bundle  # noqa: F401 -- Django finds models here
from reports.document import MADE_WITH, render
from reports.numbers import key_of
from reports.parts import Moment
from reports.report import Report, build_report
from reports.review import ActionState, Note, Review  # noqa: F401 -- the same


def report_of(assessment: Assessment) -> Report:
    """The report of an assessment as it stands: of the frozen scorecard once it has been submitted."""
    submitted = assessment.submitted
    return build_report(
        assessment.questionnaire,
        assessment.responses,
        assessment.score(),
        shop=assessment.shop.name,
        date=_day(submitted) if submitted else "",
        moments=moments_of(assessment) if submitted else (),
        paper=settings.PAPER,
    )


def moments_of(assessment: Assessment) -> tuple[Moment, ...]:
    """The attempts up to this one that the same questions and a verdict make comparable, if there are several."""
    moments = [
        Moment(_day(each.submitted), each.readiness, each.strain)
        for each in [*assessment.earlier, assessment]
        if each.comparable_with(assessment)
        and each.submitted is not None
        and each.readiness is not None
        and each.strain is not None
    ]
    return tuple(moments) if len(moments) > 1 else ()


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


class StoredReportQuerySet(models.QuerySet["StoredReport"]):
    def obtain(self, assessment: Assessment) -> StoredReport:
        """The stored PDF of an assessment's report, rendered now if it has not been."""
        report = report_of(assessment)
        key = key_of(report)
        found = self.filter(assessment=assessment, key=key).first()
        if found and found.file.storage.exists(found.file.name or ""):
            return found
        data = render(report)
        stored = found or self.model(assessment=assessment, key=key)  # found: its file was lost, with a disk perhaps
        stored.sha256, stored.made_with = sha256(data).hexdigest(), MADE_WITH
        stored.file.save(f"{assessment.pk}/{key}.pdf", ContentFile(data), save=False)
        try:
            with transaction.atomic():
                stored.save()
        except IntegrityError:  # somebody else was rendering the same report, and theirs stays; or all was deleted
            stored.file.delete(save=False)
            return self.get(assessment=assessment, key=key)
        return stored


class StoredReport(models.Model):
    """A PDF; `key` is the SHA-256 of its canonical Report, `sha256` that of its bytes."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports")
    key = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    made_with = models.CharField(max_length=60)
    file = models.FileField(upload_to="reports", max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[StoredReport]] = StoredReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored report")
        verbose_name_plural = _("stored reports")
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="one_file_per_report")]

    def __str__(self) -> str:
        return self.key


@receiver(post_delete, sender=StoredReport)
def delete_file(sender: type[StoredReport], instance: StoredReport, **kwargs: Any) -> None:
    """A deleted shop's reports go with it, once the deletion is certain."""
    transaction.on_commit(lambda: instance.file.delete(save=False))
