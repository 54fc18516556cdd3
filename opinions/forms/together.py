"""What an owner fills in to begin a pulse, and what customers and techs fill in to answer one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from clients.fields import TextFormField
from opinions.core.customers import QUESTIONS
from opinions.models.pulse import INVITED, LEAST, LONGEST_COMMENT, MOST, SHARED
from opinions.wording import COMMENT, OPTIONS, TEAM_COMMENT
from opinions.wording import QUESTIONS as TEXTS


def _number(kind: str, label: StrPromise, missing: StrPromise) -> forms.IntegerField:
    """Return a field for a number of people."""
    wrong = _("Just a number from %(least)s to %(most)s, please.") % {"least": LEAST[kind], "most": MOST[kind]}
    return forms.IntegerField(
        label=label,
        min_value=LEAST[kind],
        max_value=MOST[kind],
        error_messages={"required": missing, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class AgreedForm(forms.Form):
    agreed = forms.BooleanField(
        label=_("The owner agreed that I ask"),
        error_messages={"required": _("Ask the owner first. It's their shop, and they read what comes in.")},
    )

    def __init__(self, data: Any = None, *, for_owner: bool) -> None:
        super().__init__(data)
        if for_owner:
            self.fields["agreed"].required = False


class CustomersForm(AgreedForm):
    """How many customers to ask, by which links, and how many there are."""

    mode = forms.ChoiceField(
        label=_("How do you ask them?"),
        choices=[
            (SHARED, _("One link or QR code for all of them, such as on the counter or on a bill")),
            (INVITED, _("A link of its own for each, which works once")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of the two."), "invalid_choice": _("Pick one of the two.")},
    )
    asked = _number("customers", _("How many customers will you ask?"), _("How many? It's also how many may reply."))
    group = forms.IntegerField(
        label=_("How many customers do you have altogether? You can leave it empty."),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Just a number, please, like 120. Or leave it empty.")
        ),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (data.get("group") or 0) and (data.get("asked") or 0) > data["group"]:
            self.add_error("group", _("You can't ask more customers than you have."))
        return data


class TeamForm(AgreedForm):
    asked = _number("team", _("How many techs will you ask?"), _("How many? It's also how many may reply."))


class CommentForm(forms.Form):
    """A few words of one's own."""

    comment = TextFormField(
        label=COMMENT,
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "help-comment error-comment"}),
    )

    def __init__(self, data: Any = None, *, team: bool = False) -> None:
        super().__init__(data)
        if team:
            self.fields["comment"].label = TEAM_COMMENT


class ReplyForm(CommentForm):
    """The three questions to customers; each may be left out."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for asked in QUESTIONS:
            self.fields[asked.id] = forms.ChoiceField(
                label=TEXTS[asked.id],
                choices=[(option, OPTIONS[asked.id][option]) for option in asked.options],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("That is not one of the answers here. Please pick one of them.")},
            )
        self.order_fields([*(asked.id for asked in QUESTIONS), "comment"])

    @property
    def answers(self) -> dict[str, str]:
        """The questions that were answered; use it after is_valid()."""
        return {asked.id: chosen for asked in QUESTIONS if (chosen := self.cleaned_data[asked.id])}
