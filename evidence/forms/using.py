"""What the owner's answer becomes when they take the tickets' number: one of the range, or the option that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.number_field import NumberFormField
from evidence.core.kept import Row
from evidence.words.sentences import number_text
from questions.core.question import Answer, Kind, Question
from questions.wording import written


class UseForm(forms.Form):
    """Asks for the number, between the ends of the row's range; an option is only confirmed, and has no field."""

    def __init__(self, row: Row, question: Question, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.row, self.question = row, question
        self.key = uuid4()
        if question.kind is Kind.NUMBER and row.lo is not None and row.hi is not None:
            low, high = max(floor(row.lo), question.minimum), min(ceil(row.hi), question.maximum)
            self.fields["answer"] = NumberFormField(
                label=_("Your answer becomes"),
                help_text=_("Your tickets show %(lo)s to %(hi)s.")
                % {"lo": number_text(row.lo), "hi": number_text(row.hi)}
                if low < high
                else "",
                minimum=low,
                maximum=high,
                unit=question.unit,
                initial=row.use,
                error_messages={"required": _("Give the number your answer is to become.")},
            )

    @property
    def answer_field(self) -> forms.BoundField | None:
        return self["answer"] if "answer" in self.fields else None

    @property
    def suggested(self) -> str:
        """The answer that the tickets suggest, in words."""
        return written(self.question, self.row.use)

    @property
    def answer(self) -> Answer:
        """The answer to store; use it after is_valid()."""
        return self.cleaned_data["answer"] if "answer" in self.fields else self.row.use or ""
