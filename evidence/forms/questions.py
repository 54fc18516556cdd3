"""The form with every question that matters for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from evidence.examination import OWN
from evidence.forms.about_shop import about_shop
from evidence.forms.about_times import about_times
from evidence.forms.asking import About, Question

ANSWERED = "answered"


class QuestionsForm(forms.Form):
    """The questions that a reading leaves, those answered before with their answers."""

    def __init__(self, about: About, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.about = about
        self.questions: tuple[Question, ...] = (*about_times(about), *about_shop(about))
        for question in self.questions:
            for name, field in question.fields.items():
                field.label = field.label or question.title  # what an error is said of
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for question in self.questions:
            for name, message in question.check(data).items():
                if name not in self.errors:
                    self.add_error(name, message)
        return data

    @property
    def groups(self) -> Iterator[tuple[Question, list[forms.BoundField], bool]]:
        """Yield each question with its fields, and whether it is new since the last answers."""
        known = self.about.replies.get(ANSWERED)
        for each in self.questions:
            yield each, [self[name] for name in each.fields], bool(known) and each.name not in (known or [])

    @property
    def open(self) -> list[str]:
        """The questions that have never been answered."""
        known = self.about.replies.get(ANSWERED, [])
        return [each.name for each in self.questions if each.name not in known and not each.optional]

    @property
    def replies(self) -> dict[str, Any]:
        """Return all replies, the earlier ones too, as a settings file has them."""
        said: dict[str, Any] = dict(self.about.replies)
        settled = set(said.get("settled", []))
        opened = set(said.get("open_on", []))
        for question in self.questions:
            for topic, right in question.settles(self.cleaned_data).items():
                settled = settled | {topic.value} if right else settled - {topic.value}
            for name, value in question.reply(self.cleaned_data).items():
                if name == "open_on":
                    opened = {*opened, *(day for day, is_open in value.items() if is_open)}
                    opened -= {day for day, is_open in value.items() if not is_open}
                else:
                    said[name] = {**said.get(name, {}), **value} if isinstance(value, Mapping) else value
        if not said.get(OWN):
            said.pop(OWN, None)
        known = {*said.get(ANSWERED, []), *(each.name for each in self.questions)}
        return said | {"settled": sorted(settled), "open_on": sorted(opened), ANSWERED: sorted(known)}
