"""Forms for what a consultant sends about a client: a note or a state, with the version the page showed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import LineFormField, TextFormField
from clients.models.firms import Firm
from plans.models.firm_step import LONGEST_LINE, MOST_DAYS
from plans.models.item import LONGEST_WORDING, Item
from reports.models.meeting import LONGEST, Meeting
from reports.models.review import LONGEST_NOTE, Review

MINE, THEIRS, BOTH, EARLIER = "mine", "theirs", "both", "earlier"


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class NoteForm(VersionForm):
    section = forms.SlugField(required=False)
    shared = forms.BooleanField(required=False)
    text = TextFormField(required=False, max_length=LONGEST_NOTE)
    keep = forms.ChoiceField(choices=[(MINE, ""), (THEIRS, ""), (BOTH, ""), (EARLIER, "")], required=False)

    def merged_text(self, theirs: str, earlier: str = "") -> str:
        """Return the text to store: what was typed, after what is kept of `theirs` or of an `earlier` note."""
        first = {BOTH: theirs, EARLIER: earlier}.get(self.cleaned_data["keep"], "")
        typed: str = self.cleaned_data["text"]
        return f"{first}\n\n{typed}".rstrip() if first else typed


class ReviewForm(VersionForm):
    state = forms.ChoiceField(choices=Review.State.choices)


NO_DAY = _("Pick a day, or write it like 2026-12-31.")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class DayForm(forms.Form):
    due = forms.DateField(error_messages={"invalid": NO_DAY, "required": NO_DAY})


class ActionForm(VersionForm):
    """How far an item of the plan is, or another day for it; an empty day is none."""

    state = forms.ChoiceField(choices=Item.State.choices, required=False)
    due = forms.DateField(required=False, error_messages={"invalid": NO_DAY})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("state") and "state" not in self.errors and "due" not in self.data:
            raise forms.ValidationError("")
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What to store, by field."""
        state = self.cleaned_data["state"]
        return {"state": state} if state else {"due": self.cleaned_data["due"]}


class MeetingForm(forms.Form):
    """What is written down of a meeting, and when the shop is looked at next."""

    day = forms.DateField(
        label=_("Day"), widget=DayInput, error_messages={"invalid": NO_DAY, "required": _("Say when it was.")}
    )
    there = LineFormField(
        label=_("Who was there"),
        required=False,
        max_length=Meeting._meta.get_field("there").max_length,
    )
    decisions = TextFormField(
        label=_("What was said and decided"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write down at least one thing.")},
    )
    shared = forms.BooleanField(label=_("The owner reads this, too"), required=False)
    review_due = forms.DateField(
        label=_("Next review"), required=False, widget=DayInput, error_messages={"invalid": NO_DAY}
    )

    @property
    def values(self) -> dict[str, Any]:
        """What belongs to the meeting itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "review_due"}


class FirmStepForm(forms.Form):
    """One of a firm's own steps; of several `firms` it asks for which."""

    firm_id = forms.ChoiceField(label=_("For"), error_messages={"required": _("Choose a firm.")})
    what = LineFormField(
        label=_("What to do"),
        help_text=_("Start with a verb, like “Call the three customers who pay late”."),
        max_length=LONGEST_WORDING,
        error_messages={"required": _("Write what to do.")},
    )
    first = LineFormField(
        label=_("First 15 minutes"),
        help_text=_("What gets it started this week."),
        required=False,
        max_length=LONGEST_LINE,
    )
    done = LineFormField(
        label=_("Done when"),
        required=False,
        max_length=LONGEST_LINE,
    )
    days = forms.IntegerField(
        label=_("Days until it's usually due"),
        help_text=_("Leave it empty if there's no usual day."),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={
            "invalid": _("Just the number of days, please, like 14."),
            "min_value": _("At least one day."),
            "max_value": _("%(limit_value)d days at most."),
        },
    )

    def __init__(self, data: Any = None, *, firms: Sequence[Firm] = (), **options: Any) -> None:
        super().__init__(data, **options)
        self._firms = {str(firm.pk): firm for firm in firms}
        if len(firms) < 2:  # noqa: PLR2004 -- nothing to choose
            del self.fields["firm_id"]
        else:
            self.fields["firm_id"].choices = [(key, firm.name) for key, firm in self._firms.items()]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def firm(self) -> Firm:
        """Whose step it is to be."""
        return self._firms[self.cleaned_data.get("firm_id") or next(iter(self._firms))]

    @property
    def values(self) -> dict[str, Any]:
        """What to store of the step itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "firm_id"}
