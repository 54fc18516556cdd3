"""Everything held about a shop, in what JSON can hold."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from clients.models.shops import Shop
from clients.viewers import full_name
from reports.models.review import Note


def everything(shop: Shop, *, own: bool) -> dict[str, Any]:
    """The shop, its assessments with answers and scorecards, and when links to it were made; no token is held.

    With the notes its firm shares; `own`, for the owner themselves, also those of a firm they withdrew from.
    """
    notes = Note.objects.readable_by_owner(shop, own=own).select_related("firm", "changed_by").defer("firm__logo")
    assessments = shop.assessments.select_related("answered_with").order_by("started")
    assessments = assessments.prefetch_related(
        "answers", "accesses", "reports", Prefetch("notes", notes.order_by("changed", "pk"))
    )
    return {
        "shop": {
            "name": shop.name,
            "owner": shop.owner,
            "email": shop.email,
            "people": shop.people,
            "created": shop.created.isoformat(),
        },
        "assessments": [
            {
                "id": str(each.pk),
                "questionnaire": each.slug,
                "version": each.version,
                "checksum": each.checksum,
                "started": each.started.isoformat(),
                "changed": each.changed.isoformat(),
                "submitted": each.submitted.isoformat() if each.submitted else None,
                "answered_with": full_name(each.answered_with),
                "follows": str(each.previous_id) if each.previous_id else None,
                "corrects": str(each.corrects_id) if each.corrects_id else None,
                "answers": {
                    row.question: row.value for row in sorted(each.answers.all(), key=lambda row: row.question)
                },
                "scorecard": each.scorecard,
                "notes": [
                    {
                        "section": note.section,
                        "text": note.text,
                        "firm": note.firm.name if note.firm else "",
                        "by": full_name(note.changed_by),
                        "changed": note.changed.isoformat(),
                    }
                    for note in each.notes.all()
                ],
                "links": [
                    {
                        "kind": row.kind,
                        "created": row.created.isoformat(),
                        "expires": row.expires.isoformat(),
                        "used": row.used.isoformat() if row.used else None,
                        "revoked": row.revoked.isoformat() if row.revoked else None,
                    }
                    for row in each.accesses.all()
                ],
                "reports": [
                    {"made": row.made.isoformat(), "sha256": row.sha256} for row in each.reports.all() if row.made
                ],
            }
            for each in assessments
        ],
    }
