"""Which reviews and notes of a shop are about earlier results, and in which order."""

from __future__ import annotations

from django.db.models import Q

from questions.models.assessment import Assessment

# That of the latest attempt first, of its corrections the last.
LATEST_FIRST = ("-assessment__begun", "-assessment__attempt", "-assessment__submitted", "-changed", "-pk")


def earlier_than(assessment: Assessment) -> Q:
    """Rows about the shop's results before this one, or about what this one corrects."""
    before = Q(assessment__begun__lt=assessment.begun) | Q(assessment__attempt=assessment.attempt)
    if assessment.submitted:
        before &= Q(assessment__submitted__lte=assessment.submitted)
    results = Q(assessment__shop=assessment.shop_id, assessment__submitted__isnull=False)
    return results & before & ~Q(assessment=assessment)
