"""Composes a report from the frozen score and everything that may change after submitting."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.viewers import full_name
from evidence.core.kept import Kept
from evidence.models.kept_record import Record
from opinions.core.collected import Collected
from opinions.models.collecting import collect
from questions.models.assessment import Assessment
from reports.core.brand import OURS, Brand
from reports.core.brand import Note as SharedNote
from reports.core.digest import Document
from reports.core.parts import Moment
from reports.core.report import Report, build_report
from reports.models.beside import NOTHING, Beside
from reports.models.review import Review, SharedReview
from reports.pdf.document import name_of


class ReportContext(TypedDict):
    """All that a report shows besides the answers, which are frozen once submitted."""

    shop: str
    date: str
    moments: tuple[Moment, ...]
    notes: tuple[SharedNote, ...]
    brand: Brand
    paper: str
    locale: str
    answered_with: str
    tickets: Kept | None
    answered_by: str
    from_tickets: tuple[tuple[str, str], ...]
    opinions: Collected | None


def report_context(assessment: Assessment, *, opinions: bool = False, beside: Beside | None = None) -> ReportContext:
    """Return everything that may change after submitting; anything else would escape `StoredReport.objects.present`.

    It has `opinions` only for those of whom the people who gave them were told.
    """
    submitted = bool(assessment.submitted)
    there = beside or (Beside.of(assessment) if submitted else NOTHING)
    shared = Review.objects.shared_with_owner(assessment) if submitted and there.reviewed else None
    return ReportContext(
        shop=assessment.shop.name,
        date=_day(assessment.submitted, assessment.shop),
        moments=moments_of(assessment) if submitted and there.others else (),
        notes=notes_of(assessment, shared),
        brand=brand_of(assessment.shop.firm, shared.by if shared else None),
        paper=assessment.paper or settings.PAPER,
        locale=assessment.locale,
        answered_with=full_name(assessment.answered_with),
        tickets=tickets_of(assessment) if there.tickets else None,
        answered_by=assessment.respondent if submitted else "",
        from_tickets=taken_of(assessment),
        opinions=collect(assessment, at=timezone.now()) if opinions and submitted and there.opinions else None,
    )


def pdf_name(assessment: Assessment, document: str = Document.REPORT) -> str:
    """Return the file name of a document of a submitted assessment."""
    return name_of(assessment.shop.name, _day(assessment.submitted, assessment.shop), document)


def report_of(assessment: Assessment, *, opinions: bool = False) -> Report:
    """Return the report of an assessment as it is now, with the frozen scorecard once it is submitted."""
    context = report_context(assessment, opinions=opinions)
    return build_report(assessment.worded, assessment.responses, assessment.score(), **context)


def brand_of(firm: Firm | None, consultant: User | None = None) -> Brand:
    """Return the look of the shop's firm and the consultant who shared the review; our own look without a firm."""
    if firm is None:
        return OURS
    return Brand(
        firm=firm.name,
        consultant=consultant.get_full_name() if consultant else "",
        colour=firm.colour.lower(),
        contact=firm.contact,
        footer=firm.footer,
        logo=firm.logo_sha256,
        logo_kind=firm.logo_kind,
    )


def logos_of(brand: Brand) -> dict[str, bytes]:
    """Return the brand's logo by its address, for the renderer; empty without one."""
    found = Firm.objects.filter(logo_sha256=brand.logo).first() if brand.logo else None
    return {brand.logo_address: bytes(found.logo)} if found else {}


def moments_of(assessment: Assessment) -> tuple[Moment, ...]:
    """Return the comparable attempts with a verdict up to this one; empty unless there are several."""
    moments = [
        Moment(_day(each.first.submitted or each.submitted, assessment.shop), each.readiness, each.strain)
        for each in [*assessment.earlier, assessment]
        if each.comparable_with(assessment)
        and each.submitted is not None
        and each.readiness is not None
        and each.strain is not None
    ]
    return tuple(moments) if len(moments) > 1 else ()


def notes_of(assessment: Assessment, shared: SharedReview | None) -> tuple[SharedNote, ...]:
    """Return what the consultant shares in the order of the sections, starting with the note on the whole."""
    order = ["", *assessment.questionnaire.section]
    found = [note for note in shared.notes if note.section in order] if shared else []
    return tuple(
        SharedNote(note.section, note.text, full_name(note.changed_by), _day(note.changed, assessment.shop))
        for note in sorted(found, key=lambda note: (order.index(note.section), note.pk))
    )


def tickets_of(assessment: Assessment) -> Kept | None:
    """Return what the owner's tickets show; None if nothing was kept, or it is not shown to the owner."""
    record = Record.objects.shown_of(assessment) if assessment.submitted else None
    return record.kept if record else None


def taken_of(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return the questions whose answers were taken from tickets, each with the ISO date of the export."""
    if not assessment.submitted or not assessment.corrects_id:
        return ()  # only a correction can have any
    return tuple((name, day.isoformat()) for name, day in assessment.answers.taken_from_tickets().items())


def _day(moment: datetime | None, shop: Shop) -> str:
    """Return the ISO date in the shop's time zone; empty for None."""
    return timezone.localdate(moment, shop.zone).isoformat() if moment else ""
