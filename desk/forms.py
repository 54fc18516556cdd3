"""Forms for what a consultant sends about a client: a note or a state, with the version the page showed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import TextFormField
from plans.models.item import Item
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
