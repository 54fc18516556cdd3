"""What an owner may say of their shop at any time: its name, and what else the report shows or is written by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models.shops import Shop


class ShopForm(forms.ModelForm[Shop]):
    class Meta:
        model = Shop
        fields = ("name", "owner", "people", "region")
        labels = {
            "name": _("What's your shop called?"),
            "owner": _("Your name"),
            "people": _("How many people work there, you included?"),
            "region": _("Dates, numbers and paper"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "owner", "people"):
            self.fields[name].widget.attrs |= {"class": "form-control"}
        for field in self.fields.values():
            field.show_hidden_initial = True  # a page from an old tab takes back nothing that another stored
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        self.fields["owner"].widget.attrs["autocomplete"] = "name"
        self.fields["region"].widget.attrs["class"] = "form-select"

    @property
    def told(self) -> dict[str, Any]:
        """What was changed on this page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
