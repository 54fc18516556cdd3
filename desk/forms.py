"""Forms for what a consultant sends about a client: a note or a state, with the version the page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import LineFormField, TextFormField
from plans.models.item import Item
from reports.models.meeting import LONGEST, Meeting
from reports.models.review import LONGEST_NOTE, Review

MINE, THEIRS, BOTH, EARLIER = "mine", "theirs", "both", "earlier"


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class NoteForm(VersionForm):
    section = forms.SlugField(required=False)
    shared = forms.BooleanField(required=False)
    text = TextFormField(
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={
            "max_length": _("%(show_value)d characters, and %(limit_value)d at most: shorten it a little.")
        },
    )
    keep = forms.ChoiceField(choices=[(MINE, ""), (THEIRS, ""), (BOTH, ""), (EARLIER, "")], required=False)

    def merged_text(self, theirs: str, earlier: str = "") -> str:
        """Return the text to store: what was typed, after what is kept of `theirs` or of an `earlier` note."""
        first = {BOTH: theirs, EARLIER: earlier}.get(self.cleaned_data["keep"], "")
        typed: str = self.cleaned_data["text"]
        return f"{first}\n\n{typed}".rstrip() if first else typed


class ReviewForm(VersionForm):
    state = forms.ChoiceField(choices=Review.State.choices)


class ActionForm(VersionForm):
    state = forms.ChoiceField(choices=Item.State.choices)


TOO_LONG = {"max_length": _("%(show_value)d characters, and %(limit_value)d at most: shorten it a little.")}
NO_DAY = _("Pick a day, or write it like 2026-12-31.")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class MeetingForm(forms.Form):
    """What is written down of a meeting, and when the shop is looked at next."""

    day = forms.DateField(
        label=_("Day"), widget=DayInput, error_messages={"invalid": NO_DAY, "required": _("Say when it was.")}
    )
    there = LineFormField(
        label=_("Who was there"),
        required=False,
        max_length=Meeting._meta.get_field("there").max_length,
        error_messages=TOO_LONG,
    )
    decisions = TextFormField(
        label=_("What was said and decided"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={**TOO_LONG, "required": _("Write down at least one thing.")},
    )
    shared = forms.BooleanField(label=_("The owner reads this, too"), required=False)
    review_due = forms.DateField(
        label=_("Next review"), required=False, widget=DayInput, error_messages={"invalid": NO_DAY}
    )

    @property
    def values(self) -> dict[str, Any]:
        """What belongs to the meeting itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "review_due"}
