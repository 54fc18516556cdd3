"""What an owner fills in to ask others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import LineFormField
from opinions.models.opinion import Opinion

# As the owner would say it, and as a consultant would.
OF_OWNER = {Opinion.Role.SPOUSE: _("their spouse"), Opinion.Role.PARTNER: _("their business partner")}


class AskForm(forms.Form):
    """Whom to ask; a consultant also says that the owner agreed. Who works `alone` has no tech to ask."""

    name = LineFormField(
        label=_("Their first name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "aria-describedby": "help-name"}),
        error_messages={"required": _("Their name is missing: the link and their answers carry it.")},
    )
    role = forms.ChoiceField(
        label=_("Who is it?"),
        choices=Opinion.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick who it is."), "invalid_choice": _("Pick one of these.")},
    )
    agreed = forms.BooleanField(
        label=_("The owner agreed that I ask this person"),
        error_messages={"required": _("Ask the owner first. It's their shop, and they read the answers.")},
    )

    def __init__(self, data: Any = None, *, for_owner: bool, alone: bool = False) -> None:
        super().__init__(data)
        self.fields["agreed"].required = not for_owner
        words = {} if for_owner else OF_OWNER
        roles = [role for role in Opinion.Role if not alone or role != Opinion.Role.TECH]
        choices = [(role.value, words.get(role, role.label)) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has some
