"""Everything stored about a shop, as JSON types."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from clients.models.shops import Shop, local
from clients.viewers import NOBODY, Viewer, full_name
from evidence.models.kept_record import Record
from evidence.models.usual import Usual
from norms.models.edition import Edition
from opinions.models.pulse import Pulse
from opinions.models.retest import Retest
from plans.models.item import Item
from questions.core.scorecard import Scorecard
from questions.core.scoring import shown
from questions.library import library
from questions.models.assessment import Assessment
from questions.models.parting import Parting
from reports.models.meeting import Meeting
from reports.models.review import Note


def everything(shop: Shop, *, own: bool, opinions: bool, viewer: Viewer = NOBODY) -> dict[str, Any]:
    """Return the shop, its plan, its assessments with answers and scorecards, and its links without their tokens.

    Moments are in the shop's time zone, with its UTC offset. It includes the notes its firm shares; with `own`, for the
    owner, also those kept from firms they withdrew from. What a firm keeps of tickets for itself is for a `viewer` who
    works there. What others said is only in it with `opinions`.
    """
    at = timezone.now()
    notes = Note.objects.readable_by_owner(shop, own=own).select_related("firm", "changed_by").defer("firm__logo")
    assessments = shop.assessments.select_related("answered_with", "retest").order_by("started")
    assessments = assessments.prefetch_related(
        *(
            "answers",
            "accesses",
            "nudges__by",
            "opinions",
            "pulses__replies",
            "reports",
            Prefetch("notes", notes.order_by("changed", "pk")),
        ),
        Prefetch("ticket_records", Record.objects.to_take_away(shop, viewer).order_by("at", "pk")),
    )
    return {
        "shop": {
            "name": shop.name,
            "owner": shop.owner,
            "email": shop.email,
            "phone": shop.phone,
            "people": shop.people,
            "created": local(shop.created, shop).isoformat(),
            "in_charge": full_name(shop.in_charge),
            "next_review": shop.review_due.isoformat() if shop.review_due else None,
            "said_about_tickets": Usual.objects.of(shop),
            "benchmark": Edition.objects.holding(shop),
        },
        "plan": [
            {
                "key": item.key,
                "what": item.title,
                "state": item.state,
                "who": item.who,
                "due": item.due.isoformat() if item.due else None,
                "note": item.note,
                "added_by": full_name(item.added_by),
                "finished": local(item.finished, shop).isoformat() if item.finished else None,
                "changed": local(item.changed, shop).isoformat(),
                "changed_by": full_name(item.changed_by),
            }
            for item in Item.objects.of(shop)
        ],
        "meetings": [
            {
                "day": meeting.day.isoformat(),
                "there": meeting.there,
                "decisions": meeting.decisions,
                "firm": meeting.firm.name if meeting.firm else "",
                "by": full_name(meeting.changed_by),
                "changed": local(meeting.changed, shop).isoformat(),
            }
            for meeting in Meeting.objects.readable_by_owner(shop, own=own)
        ],
        "partings": [
            {
                "what": parting.what,
                "firm": parting.firm_name,
                "to": parting.to.name if parting.to else "",
                "at": local(parting.at, shop).isoformat(),
                "notes_erased": parting.erases,
                "answered": local(parting.answered, shop).isoformat() if parting.answered else None,
                "agreed": parting.agreed,
            }
            for parting in Parting.objects.told_to(shop)
        ],
        "assessments": [
            {
                "id": str(each.pk),
                "questionnaire": each.slug,
                "version": each.version,
                "checksum": each.checksum,
                "started": local(each.started, shop).isoformat(),
                "opened": local(each.opened, shop).isoformat() if each.opened else None,
                "changed": local(each.changed, shop).isoformat(),
                "submitted": local(each.submitted, shop).isoformat() if each.submitted else None,
                "answered_by": each.respondent,
                "answered_with": full_name(each.answered_with),
                "counted": local(each.counted, shop).isoformat() if each.counted else None,
                "follows": str(each.previous_id) if each.previous_id else None,
                "corrects": str(each.corrects_id) if each.corrects_id else None,
                "answers": {
                    row.question: row.value for row in sorted(each.answers.all(), key=lambda row: row.question)
                },
                "times": {
                    row.question: {
                        "first_given": local(row.given, shop).isoformat() if row.given else None,
                        "changed": local(row.changed, shop).isoformat(),
                        "times_changed": row.changes,
                        "from_tickets": row.from_tickets.isoformat() if row.from_tickets else None,
                    }
                    for row in sorted(each.answers.all(), key=lambda row: row.question)
                },
                "scorecard": _scorecard(each),
                "notes": [
                    {
                        "section": note.section,
                        "text": note.text,
                        "firm": note.firm.name if note.firm else "",
                        "by": full_name(note.changed_by),
                        "changed": local(note.changed, shop).isoformat(),
                    }
                    for note in each.notes.all()
                ],
                "reminders": [
                    {
                        "at": local(row.at, shop).isoformat(),
                        "subject": row.subject,
                        "text": row.text,
                        "by": full_name(row.by),
                        "called_back": local(row.recalled, shop).isoformat() if row.recalled else None,
                    }
                    for row in each.nudges.all()
                ],
                "links": [
                    {
                        "kind": row.kind,
                        "created": local(row.created, shop).isoformat(),
                        "expires": local(row.expires, shop).isoformat(),
                        "used": local(row.used, shop).isoformat() if row.used else None,
                        "revoked": local(row.revoked, shop).isoformat() if row.revoked else None,
                    }
                    for row in each.accesses.all()
                ],
                "tickets": [{"kept": local(row.at, shop).isoformat(), **row.data} for row in each.ticket_records.all()],
                "opinions": [
                    {
                        "name": row.name,
                        "role": row.role,
                        "asked": local(row.asked, shop).isoformat(),
                        "expires": local(row.expires, shop).isoformat(),
                        "answered": local(row.answered, shop).isoformat() if row.answered else None,
                        "ended": local(row.revoked, shop).isoformat() if row.revoked else None,
                        "taken_back": row.taken_back,
                        "answers": row.answers,
                    }
                    for row in each.opinions.all()
                    if opinions
                ],
                "retest": retest_taken(each, shop) if opinions else None,
                "pulses": [pulse_taken(row, shop, at) for row in each.pulses.all() if opinions and row.removed is None],
                "reports": [
                    {"made": local(row.made, shop).isoformat(), "document": row.document, "sha256": row.sha256}
                    for row in each.reports.all()
                    if row.made
                ],
            }
            for each in assessments
        ],
    }


def retest_taken(assessment: Assessment, shop: Shop) -> dict[str, Any] | None:
    """Return the twelve answers that were given a second time; None without them."""
    found: Retest | None = getattr(assessment, "retest", None)
    return {"at": local(found.at, shop).isoformat(), "answers": found.answers} if found else None


def pulse_taken(pulse: Pulse, shop: Shop, at: datetime) -> dict[str, Any]:
    """Return a pulse without what could tell one person from the others: of a team no more than pages show."""
    found: dict[str, Any] = {
        "kind": pulse.kind,
        "mode": pulse.mode,
        "asked": pulse.asked,
        "group": pulse.group,
        "begun": local(pulse.begun, shop).isoformat(),
        "closes": local(pulse.closes, shop).isoformat(),
        "replied": None,
        "counts": {},
        "comments": [],
    }
    if pulse.kind == Pulse.Kind.CUSTOMERS:
        counts = {counted.asked.id: dict(counted.counts) for counted in pulse.counted}
        return found | {"replied": pulse.replied, "counts": counts, "comments": pulse.comments}
    if published := pulse.published(at):
        counts = {
            each.question.id: {"strength": each.strength, "problem": each.problem, "unknown": each.unsure}
            for each in published.tallies
        }
        found |= {"replied": published.number, "counts": counts, "comments": list(published.comments)}
    return found


def _scorecard(assessment: Assessment) -> dict[str, Any] | None:
    """Return the stored scorecard without the numbers of which too little is known; None before submitting."""
    asked = library().get((assessment.slug, assessment.version))
    if assessment.scorecard is None or asked is None:
        return assessment.scorecard
    return {**assessment.scorecard, **shown(asked.rules, Scorecard.from_json(assessment.scorecard))}
