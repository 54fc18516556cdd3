"""A blind retest: the owner answers twelve questions again, without seeing the first answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.viewers import Viewer
from opinions.core.retest import FIRST_DAY, LAST_DAY, Agreement, agree
from opinions.signals import opinions_changed
from questions.core.question import Answers
from questions.models.assessment import Assessment

AFTER, UNTIL = timedelta(days=FIRST_DAY), timedelta(days=LAST_DAY + 1)  # the last day is a whole one


def window(assessment: Assessment) -> tuple[datetime, datetime]:
    """Return from when and until when an attempt can be answered again; a correction has the attempt's own time."""
    submitted = assessment.first.submitted
    if submitted is None:
        raise ValueError("nothing was submitted yet")
    return submitted + AFTER, submitted + UNTIL


class RetestQuerySet(models.QuerySet["Retest"]):
    def visible_to(self, viewer: Viewer) -> RetestQuerySet:
        """Retests of assessments that `viewer` may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(viewer).values("pk"))

    def of(self, assessment: Assessment) -> Retest | None:
        """Return the retest of an attempt; None without one."""
        found = self.filter(assessment=assessment).first()
        if found:
            found.assessment = assessment
        return found

    @transaction.atomic
    def give(self, assessment: Assessment, answers: Mapping[str, Any], *, at: datetime) -> bool:
        """Keep the second answers, once, within the days for it; False otherwise."""
        begins, ends = window(assessment)
        if not begins <= at < ends:
            return False
        _found, made = self.get_or_create(assessment=assessment, defaults={"answers": dict(answers), "at": at})
        if made:
            opinions_changed.send(sender=Retest, assessment=assessment)
        return made

    def answers_by_attempt(self, attempts: Sequence[Assessment]) -> dict[UUID, Answers]:
        """Return the second answers of those attempts that have some."""
        known = {each.pk: each for each in attempts}
        found = {}
        for each in self.filter(assessment__in=known):
            each.assessment = known[each.assessment_id]
            found[each.assessment_id] = each.responses
        return found

    def carry(self, assessment: Assessment) -> None:
        """Put the retest beside the correction that takes the place of the answers."""
        self.filter(assessment=assessment.corrects_id).update(assessment=assessment)


class Retest(models.Model):
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="retest")
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Retest]] = RetestQuerySet.as_manager()

    class Meta:
        verbose_name = _("retest")
        verbose_name_plural = _("retests")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def responses(self) -> Answers:
        """The answers that their questions accept."""
        known = self.assessment.questionnaire.question
        return {name: value for name, value in self.answers.items() if name in known and not known[name].problem(value)}

    @property
    def agreement(self) -> Agreement:
        return agree(self.assessment.questionnaire, self.assessment.responses, self.responses)
