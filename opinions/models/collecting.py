"""Collects what others said beside a result for its report, as far as it is complete."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from clients.models.prepared import Prepared
from clients.models.shops import Shop
from opinions.core.collected import Again, Collected, Customers, Person, Team, TeamLine, said, words
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from opinions.models.retest import Retest
from questions.models.assessment import Assessment


def collect(assessment: Assessment, *, at: datetime) -> Collected | None:
    """Return what others said; None while there is nothing. A pulse counts when it is over, not reply by reply."""
    for has_opinions, has_pulses, has_retest in THERE(assessment.pk):
        found = Collected(
            named=_named(assessment) if has_opinions else (),
            customers=_customers(assessment, at) if has_pulses else None,
            team=_team(assessment, at) if has_pulses else None,
            again=_again(assessment) if has_retest else None,
            invented=bool(assessment.shop.example),
        )
        if found.named or found.customers or found.team or found.again:
            return found
    return None


def _named(assessment: Assessment) -> tuple[Person, ...]:
    return tuple(
        Person(each.name, each.role, _day(each.answered, assessment.shop), said(each.pairs))
        for each in Opinion.objects.given(assessment)
    )


def _customers(assessment: Assessment, at: datetime) -> Customers | None:
    pulse = Pulse.objects.over_of(assessment, Pulse.Kind.CUSTOMERS, at=at)
    if pulse is None or not pulse.replied:
        return None
    asked, counted = assessment.questionnaire.question, tuple(pulse.counted)
    own = tuple(
        (words(asked[each.asked.beside], assessment.responses.get(each.asked.beside)) or "")
        if each.asked.beside in asked
        else ""
        for each in counted
    )
    return Customers(pulse.asked, pulse.replied, counted, own, tuple(pulse.comments))


def _team(assessment: Assessment, at: datetime) -> Team | None:
    pulse = Pulse.objects.over_of(assessment, Pulse.Kind.TEAM, at=at)
    published = pulse.published(at) if pulse else None
    if published is None:
        return None
    lines = [TeamLine(each.question.text, each.strength, each.problem, each.unsure) for each in published.tallies]
    return Team(published.number, tuple(sorted(lines, key=lambda each: -each.problem)), published.comments)


def _again(assessment: Assessment) -> Again | None:
    found = Retest.objects.of(assessment)
    if found is None:
        return None
    agreement = found.agreement
    return Again(_day(found.at, assessment.shop), agreement.same, agreement.compared, said(agreement.pairs))


def _day(moment: datetime | None, shop: Shop) -> str:
    """Return the ISO date in the shop's time zone; empty for None."""
    return timezone.localdate(moment, shop.zone).isoformat() if moment else ""


def _there(assessment: UUID) -> QuerySet[Assessment, tuple[bool, bool, bool]]:
    of_it = {"assessment": OuterRef("pk")}
    return Assessment.objects.filter(pk=assessment).values_list(
        Exists(Opinion.objects.filter(answered__isnull=False, revoked=None, **of_it)),
        Exists(Pulse.objects.filter(removed=None, **of_it)),
        Exists(Retest.objects.filter(**of_it)),
    )


THERE = Prepared(_there)
