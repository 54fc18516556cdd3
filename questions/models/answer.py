"""A stored response to one question."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from questions.core.question import Answer as AnswerValue


class Answer(models.Model):
    """One response; `value` is JSON of the question's kind, or "unknown" or "n/a"."""

    assessment = models.ForeignKey("questions.Assessment", on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(_("question"))
    value = models.JSONField(_("answer"))
    changed = models.DateTimeField(_("last change"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_per_question"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def answer(self) -> AnswerValue:
        """The value in the form the questionnaire expects: several options are a tuple."""
        value: Any = self.value
        return tuple(value) if isinstance(value, list) else value
