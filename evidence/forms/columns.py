"""The columns of a file, each with a menu to choose another, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evidence.core.reading.vocabulary import Role
from evidence.examination import NO_COLUMN, PLACED

MOST_COLUMNS = 200  # in a menu; a file with more offers the first and those in use
NAMES = {
    Role.CREATED: _("When it came in"),
    Role.RESOLVED: _("When it was solved"),
    Role.CLOSED: _("When it was closed"),
    Role.FIRST: _("When you first answered"),
    Role.FIRST_FOR: _("How long the first answer took"),
    Role.CLIENT: _("Which client"),
    Role.REQUESTER: _("Who asked"),
    Role.TYPE: _("What kind of work"),
    Role.CATEGORY: _("What it was about, as a category"),
    Role.SUBJECT: _("Subject"),
    Role.SOURCE: _("How it came: phone, email, alert"),
    Role.PRIORITY: _("How urgent"),
    Role.STATUS: _("Open or closed"),
    Role.AGENT: _("Who worked on it"),
    Role.HOURS: _("How long the work took"),
    Role.REOPENS: _("How often it was reopened"),
    Role.UPDATED: _("Last change"),
    Role.ID: _("Ticket number"),
}
CHOSEN = _("That column isn't in this file. Pick one of the menu.")
TWICE = _("You chose this column twice. Give it one meaning.")


class ColumnsForm(forms.Form):
    """One menu for each meaning a column can have; `pages` is what the reading found."""

    def __init__(self, pages: Mapping[str, Any], data: object = None) -> None:
        super().__init__(data, prefix="column")  # type: ignore[arg-type]  # a QueryDict or nothing
        self.found: Mapping[str, list[int]] = pages["columns"]
        labels: list[str] = pages["labels"]
        used = {at for places in self.found.values() for at in places}
        offered = [(str(at), label) for at, label in enumerate(labels) if label and (at < MOST_COLUMNS or at in used)]
        for role, name in NAMES.items():
            self.fields[role.value] = forms.ChoiceField(
                label=name,
                choices=[(str(NO_COLUMN), _("none of them")), *offered],
                required=False,
                initial=str(self.found.get(role.value, [NO_COLUMN])[0]),
                error_messages={"invalid_choice": CHOSEN},
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        taken: set[str] = set()
        for role in NAMES:
            at = data.get(role.value)
            if at and at != str(NO_COLUMN) and at in taken:
                self.add_error(role.value, TWICE)
            taken.add(at or "")
        created = Role.CREATED.value
        if created not in self.errors and (data[created] or self.fields[created].initial) == str(NO_COLUMN):
            self.add_error(created, _("Which column says when a ticket came in?"))
        return data

    @property
    def used(self) -> list[forms.BoundField]:
        """The menus of columns in use, and the one that a file cannot do without."""
        return [self[role.value] for role in NAMES if role.value in self.found or role is Role.CREATED]

    @property
    def unused(self) -> list[forms.BoundField]:
        return [self[role.value] for role in NAMES if role.value not in self.found and role is not Role.CREATED]

    @property
    def moved(self) -> bool:
        """Whether any column was chosen that is not in use."""
        return any(
            self.cleaned_data[name] and self.cleaned_data[name] != field.initial for name, field in self.fields.items()
        )

    @property
    def replies(self) -> dict[str, Any]:
        """Return where each meaning is; what was not sent stays."""
        chosen = {name: self.cleaned_data[name] or field.initial for name, field in self.fields.items()}
        return {PLACED: {name: int(at) for name, at in chosen.items()}}
