"""Lets a consultant fill in the answers together with an owner."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from clients.models.history import Change, Code
from clients.models.shops import Shop
from questions.library import asked_today
from questions.models.assessment import Assessment


@transaction.atomic
def fill_in_together(shop: Shop, *, by: User) -> Assessment:
    """Return the shop's open assessment or a new one, marked as answered with `by`; a second call returns the same."""
    Shop.objects.select_for_update().get(pk=shop.pk)  # two clicks at once start one
    attempts = shop.assessments.filter(corrects=None)
    found = attempts.filter(submitted=None).first()
    if found is None:
        latest = Assessment.objects.filter(shop=shop).in_force().order_by("-submitted", "pk").first()
        found = latest.retake(key=uuid4()) if latest else Assessment.objects.start(asked_today(), shop=shop)
        found.at_desk = True
        found.save(update_fields=["at_desk"])
    if found.answered_with_id != by.pk:
        found.answered_with = by
        found.save(update_fields=["answered_with"])
        found.open(at=timezone.now())
        Change.objects.write(Code.TOGETHER, who=by, shop=shop)
    return found


def discardable(assessment: Assessment) -> bool:
    """Whether a consultant began it and nobody else could answer it: no owner's browser and no link holds it."""
    return assessment.at_desk and assessment.submitted is None and not assessment.accesses.exists()


@transaction.atomic
def discard(assessment: Assessment, *, by: User) -> bool:
    """Delete what was begun together and not submitted; False if it is an owner's by now, and nothing is deleted."""
    Shop.objects.select_for_update().get(pk=assessment.shop_id)  # no key is made meanwhile, and nothing submitted
    row = Assessment.objects.select_for_update(of=("self",)).filter(pk=assessment.pk).first()
    if row is None or not discardable(row):
        return False
    row.delete()
    Change.objects.write(Code.DISCARDED, who=by, shop=assessment.shop)
    return True
