"""What there is beside a result, in one query, so that only what there is has to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from clients.models.prepared import Prepared
from evidence.models.kept_record import Record
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from opinions.models.retest import Retest
from plans.models.plan import Plan
from questions.models.assessment import Assessment
from reports.models.review import Note, Review


@dataclass(frozen=True, slots=True)
class Beside:
    """Whether there is any: a review or a note, a kept record of tickets, what others said, the shop's plan.

    `others` are the shop's other submitted attempts and corrections.
    """

    reviewed: bool
    tickets: bool
    opinions: bool
    planned: bool
    others: bool

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        for reviewed, noted, tickets, opinions, pulses, retests, planned, others in THERE(assessment.pk):
            return cls(reviewed or noted, tickets, opinions or pulses or retests, planned, others)
        return cls(*[False] * 5)  # deleted meanwhile


NOTHING = Beside(*[False] * 5)


def _there(assessment: UUID) -> QuerySet[Assessment, tuple[bool, ...]]:
    of_it, of_shop = {"assessment": OuterRef("pk")}, {"shop": OuterRef("shop")}
    others = Assessment.objects.filter(submitted__isnull=False, **of_shop).exclude(pk=OuterRef("pk"))
    return (
        Assessment.objects.filter(pk=assessment)
        .order_by()
        .values_list(
            Exists(Review.objects.filter(**of_it)),
            Exists(Note.objects.filter(**of_it)),
            Exists(Record.objects.filter(**of_it)),
            Exists(Opinion.objects.filter(**of_it)),
            Exists(Pulse.objects.filter(**of_it)),
            Exists(Retest.objects.filter(**of_it)),
            Exists(Plan.objects.filter(**of_shop)),
            Exists(others),
        )
    )


THERE = Prepared(_there)
