"""Forms for an item of a plan, with the version the page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import LineFormField, TextFormField
from plans.models.item import LONGEST_NOTE, LONGEST_WORDING, Item

CONTROL = {"class": "form-control"}
LONGEST_WHO = Item._meta.get_field("who").max_length


class StateForm(forms.Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("How far it is"), choices=Item.State.choices, widget=forms.RadioSelect)


class DetailsForm(forms.Form):
    """What an item says besides its state."""

    wording = LineFormField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_WORDING,
        widget=forms.TextInput(attrs=CONTROL),
    )
    who = LineFormField(
        label=_("Who does it"),
        required=False,
        max_length=LONGEST_WHO,
        widget=forms.TextInput(attrs=CONTROL),
    )
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **CONTROL}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Pick a day, or write it like 2026-12-31.")},
    )
    note = TextFormField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 3}),
    )


class ItemForm(StateForm, DetailsForm):
    field_order = ("version", "state", "wording", "who", "due", "note")

    @property
    def values(self) -> dict[str, Any]:
        """What to store, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OwnItemForm(DetailsForm):
    """An item of the shop's own, which needs words."""

    wording = LineFormField(
        label=_("What to do"),
        max_length=LONGEST_WORDING,
        widget=forms.TextInput(attrs=CONTROL),
        error_messages={"required": _("Write what you want to do.")},
    )
    field_order = ("wording", "who", "due", "note")
