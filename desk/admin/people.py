"""Choosing a colleague in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models.charge import workers
from clients.models.shops import Shop
from clients.viewers import full_name


class PersonField(forms.ModelChoiceField[User]):
    """A colleague, called by their name."""

    def label_from_instance(self, obj: User) -> str:
        return full_name(obj)


class ShopForm(forms.ModelForm[Shop]):
    """A shop at the desk; who is in charge works in its firm."""

    in_charge = PersonField(
        queryset=User.objects.none(),
        required=False,
        label=gettext_lazy("In charge"),
        empty_label=gettext_lazy("nobody"),
    )

    class Meta:
        model = Shop
        fields = ("in_charge",)  # the admin names the others

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        person = self.cleaned_data.get("in_charge")
        firm = self.cleaned_data.get("firm") or self.instance.firm
        if person and not (firm and workers([firm]).filter(pk=person.pk).exists()):
            self.add_error("in_charge", _("%(name)s does not work in this firm.") % {"name": full_name(person)})
        return found
