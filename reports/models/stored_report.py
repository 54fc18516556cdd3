"""Rendered reports: one for each canonical Report, kept as it was made and never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, ClassVar
from uuid import UUID

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.prepared import Prepared
from clients.viewers import Viewer, held
from questions.models.assessment import Assessment
from reports.core.digest import Document, document_key, part_digests
from reports.core.report import Report
from reports.models.bundle import Bundle  # noqa: F401 -- Django finds models here
from reports.models.composing import ReportContext, logos_of, report_of
from reports.models.making import Making
from reports.models.review import Note, Review, SharedReview  # noqa: F401 -- the same
from reports.pdf.document import MADE_WITH, render

OPINIONS = "opinions"  # the part of a report that not everyone may read who may read the rest
# Parts of a report whose change is explained to owners; any other comes from a new version of the program.
EXPLAINED_TO_OWNER = ("shop", "notes", "brand", "answered_with", "moments", "paper", "tickets", "opinions")


class StoredReportQuerySet(models.QuerySet["StoredReport"]):
    def of(self, assessment: Assessment, report: Report, document: Document = Document.REPORT) -> StoredReport:
        """Return the row of a document of this report, made or not; one whose file is lost is made again."""
        key = document_key(report, document)
        stored = self.filter(assessment=assessment, key=key).first()
        if stored is None:
            about = {"parts": part_digests(report), "document": document}
            stored, _ = self.get_or_create(assessment=assessment, key=key, defaults=about)
        if stored.lost:
            stored.reset(file="", made=None)
        _remember(assessment, stored, report)
        return stored

    def present(
        self, assessment: Assessment, context: ReportContext, document: Document = Document.REPORT
    ) -> IO[bytes] | None:
        """Return the document for this `context`, or None unless it is made and this process has composed its report.

        Composing takes ten times as long as sending the file.
        """
        name = cache.get(_seen(assessment, context, document))
        try:
            return self.model._meta.get_field("file").storage.open(name) if name else None
        except FileNotFoundError:  # lost, for example with a disk
            return None

    def obtain(
        self, assessment: Assessment, document: Document = Document.REPORT, *, opinions: bool = False
    ) -> StoredReport:
        """Return a document of an assessment's report; render it now if needed."""
        report = report_of(assessment, opinions=opinions)
        stored = self.of(assessment, report, document)
        if not stored.file:
            stored.begin(at=timezone.now())  # if another process makes it too, both make the same
            stored.render(report)
        return stored

    def kept_for(self, viewer: Viewer, assessment: Assessment, *, opinions: bool) -> StoredReportQuerySet:
        """The PDFs made of an assessment; for a firm's people only those since the owner joined it.

        What an earlier firm wrote in one stays between that firm and the owner; those with what others said are for
        who may read `opinions`.
        """
        made, shop = self.made_of(assessment.pk, opinions=opinions), assessment.shop
        return made if shop.pk in held(viewer) or shop.joined is None else made.filter(made__gte=shop.joined)

    def made_of(self, assessment: UUID, *, opinions: bool) -> StoredReportQuerySet:
        made = self.filter(assessment=assessment).exclude(file="")
        return made if opinions else made.exclude(parts__has_key=OPINIONS)

    def forget_opinions(self, assessment: Assessment) -> None:
        """Delete every PDF with what others said, when some of it was deleted, of what it corrects as well."""
        found: Assessment | None = assessment
        while found is not None:
            self.filter(assessment=found, parts__has_key=OPINIONS).delete()
            found = found.corrects

    def versions(self, assessment: Assessment, viewer: Viewer, *, opinions: bool) -> list[Version]:
        """Return the reports made of an assessment, newest first, each with the reason for it and its annex."""
        if assessment.shop_id in held(viewer):
            every = (OWN if opinions else OWN_WITHOUT_OPINIONS)(assessment.pk)
        else:
            every = list(self.kept_for(viewer, assessment, opinions=opinions).order_by("made", "pk"))
        annexes = [row for row in every if row.document == Document.ANNEX]
        made = [row for row in every if row.document != Document.ANNEX]
        return [
            Version(row, row.changed_since(last), next((each for each in annexes if each.belongs_to(row)), None))
            for last, row in zip([None, *made], made, strict=False)
        ][::-1]


def _own(opinions: bool) -> Prepared:
    return Prepared(lambda pk: StoredReport.objects.made_of(pk, opinions=opinions).order_by("made", "pk"))


OWN, OWN_WITHOUT_OPINIONS = _own(True), _own(False)


class StoredReport(Making):
    """A PDF; `key` is the SHA-256 of its canonical Report and of which document it is, `sha256` that of its bytes.

    `parts` identifies the parts of its Report, see `part_digests`. `document` is empty for those made before the annex
    became a document of its own: they have both in one, and the digest of their Report alone as their key.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports")
    key = models.CharField(max_length=64)
    document = models.CharField(max_length=10, blank=True)
    parts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    made_with = models.CharField(max_length=60, blank=True)

    objects: ClassVar[models.Manager[StoredReport]] = StoredReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored report")
        verbose_name_plural = _("stored reports")
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="one_file_per_report")]

    def __str__(self) -> str:
        return self.key

    def render(self, report: Report) -> None:
        """Make the PDF of its report; a failure is recorded and raised again.

        If another process was first, its file stays.
        """
        with self.noting_failure():
            data = render(report, logos_of(report.brand), Document(self.document))
            name = f"reports/{self.assessment_id}/{self.key}.pdf"
            self.keep(name, ContentFile(data), sha256=sha256(data).hexdigest(), made_with=MADE_WITH)
        _remember(self.assessment, self, report)

    def belongs_to(self, other: StoredReport) -> bool:
        """Whether both are documents of the same report."""
        return bool(self.document and other.document) and self.parts == other.parts

    def changed_since(self, before: StoredReport | None) -> tuple[str, ...]:
        """Return codes of the changes since an earlier version: "first", or parts of a report that owners know."""
        if before is None:
            return ("first",)
        if not (self.parts and before.parts):  # made before parts were stored
            return ()
        parts = self.parts.keys() | before.parts.keys()
        changed = {part for part in parts if self.parts.get(part) != before.parts.get(part)}
        return tuple(part for part in EXPLAINED_TO_OWNER if part in changed) or ("program",)


@dataclass(frozen=True, slots=True)
class Version:
    """A PDF, codes of what made it necessary, and its annex, if that was made."""

    stored: StoredReport
    why: tuple[str, ...]
    annex: StoredReport | None = None


def _remember(assessment: Assessment, stored: StoredReport, report: Report) -> None:
    if stored.file and assessment.submitted:
        context = {name: getattr(report, name) for name in ReportContext.__annotations__}
        cache.set(_seen(assessment, context, stored.document), stored.file.name)


def _seen(assessment: Assessment, context: Mapping[str, object], document: str) -> str:
    """Return the cache key for a document's file; it changes with anything that the report shows."""
    all_of_it = f"{document} {assessment.checksum} {sorted(context.items())}"
    return f"report:{assessment.pk}:{sha256(all_of_it.encode()).hexdigest()}"


@receiver(post_delete, sender=StoredReport)
def delete_file(sender: type[StoredReport], instance: StoredReport, **kwargs: Any) -> None:
    """Delete the files of a deleted shop's reports, after the deletion is committed."""
    transaction.on_commit(lambda: instance.file.delete(save=False))
