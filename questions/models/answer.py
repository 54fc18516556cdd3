"""A stored response to one question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from clients.models.prepared import Prepared
from questions.core.question import Answer as AnswerValue


def as_answer(value: Any) -> AnswerValue:
    """Return a stored value in the form the questionnaire expects: several options are a tuple."""
    return tuple(value) if isinstance(value, list) else value


def read_answer(text: str) -> AnswerValue:
    """Return what a stored value's JSON says; most are a number or an option's id, which need no parser."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if text[0] == text[-1] == '"' and "\\" not in text:
        return text[1:-1]
    return as_answer(json.loads(text))


class AnswerQuerySet(models.QuerySet["Answer"]):
    def given_in(self, assessment: UUID) -> dict[str, AnswerValue]:
        """Return an assessment's answers by question, without the row of each, which most pages don't need."""
        return {question: read_answer(text) for question, text in GIVEN(assessment)}

    def store(self, assessment: UUID, changes: Mapping[str, AnswerValue | None], *, at: datetime) -> None:
        """Store these answers and remove those that are None; call it with the assessment's row locked."""
        given = {name: value for name, value in changes.items() if value is not None}
        if given:
            before = {row.question: row for row in STORED(assessment, [*given])}
            rows = [Answer.after(before.get(name), assessment, name, value, at) for name, value in given.items()]
            self.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["assessment", "question"],
                update_fields=["value", "changed", "changes", "from_tickets"],
            )
        if gone := set(changes) - set(given):
            self.filter(assessment=assessment, question__in=gone).delete()

    def taken_from_tickets(self) -> dict[str, date]:
        """Return the day of the ticket export for each question whose answer was taken from one."""
        found = self.exclude(from_tickets=None).order_by("question")
        return {row.question: row.from_tickets for row in found if row.from_tickets}

    def copy_origin(self, to: UUID, source: UUID) -> None:
        """Give the copied answers the moments and counts of those they were copied from, and where they come from."""
        before = {row.question: row for row in self.filter(assessment=source)}
        rows = [row for row in self.filter(assessment=to) if row.question in before]
        for row in rows:
            for name in ("given", "changes", "from_tickets"):
                setattr(row, name, getattr(before[row.question], name))
        self.bulk_update(rows, ["given", "changes", "from_tickets"])


class Answer(models.Model):
    """One response; `value` is JSON of the question's kind, or "unknown" or "n/a".

    `given` is when the first answer was given, None where that was not recorded yet; `changes` is how often it became
    another one since. `from_tickets` is the day of the ticket export that the answer was taken from, if it was.
    """

    assessment = models.ForeignKey("questions.Assessment", on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(_("question"))
    value = models.JSONField(_("answer"))
    changed = models.DateTimeField(_("last change"))
    given = models.DateTimeField(_("first given"), null=True)
    changes = models.PositiveIntegerField(_("changes"), default=0)
    from_tickets = models.DateField(_("taken from tickets of"), null=True)

    objects: ClassVar[models.Manager[Answer]] = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_per_question"),
        ]

    def __str__(self) -> str:
        return self.question

    @classmethod
    def after(cls, before: Answer | None, assessment: UUID, name: str, value: AnswerValue, at: datetime) -> Answer:
        """Return the row of an answer that follows `before`, which is None for the first one."""
        row = cls(assessment_id=assessment, question=name, value=value, changed=at, given=at)
        if before:
            same = before.answer == value
            row.given, row.changes = before.given, before.changes + (not same)
            row.from_tickets = before.from_tickets if same else None
        return row

    @property
    def answer(self) -> AnswerValue:
        return as_answer(self.value)


def _given(assessment: UUID) -> models.QuerySet[Answer, tuple[str, str]]:
    return Answer.objects.filter(assessment=assessment).values_list("question", Cast("value", models.TextField()))


def _stored(assessment: UUID, questions: Sequence[str]) -> AnswerQuerySet:
    return Answer.objects.filter(assessment=assessment, question__in=questions)


GIVEN, STORED = Prepared(_given), Prepared(_stored)
