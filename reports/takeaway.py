"""Everything held about a shop, in what JSON can hold."""

from __future__ import annotations

from typing import Any

from clients.models import Shop
from clients.viewers import full_name


def everything(shop: Shop) -> dict[str, Any]:
    """The shop, its assessments with answers and scorecards, and when links to it were made; no token is held."""
    assessments = shop.assessments.select_related("answered_with").order_by("started")
    assessments = assessments.prefetch_related("answers", "accesses", "reports")
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
