"""Forms to invite owners: the pasted or uploaded list, then its rows to check and correct."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.functions import Lower
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from clients.core.workbook import BadWorkbook, is_workbook, rows_of
from clients.fields import LineFormField
from clients.list_doubts import Doubts
from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.owner_list import FIELDS, MOST_BYTES, MOST_ROWS, Row, Unreadable, read_list, read_table

INPUTS = {each.template_name for each in (forms.TextInput, forms.EmailInput, forms.CheckboxInput)}
UNREADABLE = {
    "workbook": _("This workbook is of an old kind. Save it as XLSX or CSV, and choose that."),
    "book": _("We can't read this workbook: it's damaged, locked or far too large. Save it as CSV."),
    "encoding": _("This file holds no text we can read. Save it as CSV, or copy the rows and paste them."),
    "too-many": _("The list has %(rows)s rows; at most %(most)s go at once."),
    "damaged": _("This list cannot be read: a quotation mark may be missing."),
    "too-much": _("The file is larger than %(kilobytes)s KB."),
    "empty": _("There is nobody in this list yet."),
}


class PastedField(forms.CharField):
    """A list exactly as pasted, with its tabs and quotation marks; its cells are cleaned later, one by one."""

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\0", "")


class ListForm(forms.Form):
    """A list pasted or uploaded, or `kept` from the page before to be read in another encoding, `code`.

    When valid, cleaned_data holds the `list` and its `doubts`: the ways its letters can be read.
    """

    text = PastedField(required=False, widget=forms.Textarea)
    file = forms.FileField(required=False, allow_empty_file=True)
    kept = forms.CharField(required=False)
    code = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file: UploadedFile[Any] | None = data.get("file")
        if file and file.size and file.size > MOST_BYTES:
            raise self._refused("file", "too-much", kilobytes=MOST_BYTES // 1024)
        field = "file" if file else "text"
        doubts = Doubts.kept(data.get("kept", ""))
        raw = file.read() if file else b""
        try:
            if is_workbook(raw):
                data["list"] = read_table(rows_of(raw))
            else:
                if file:
                    doubts = Doubts(raw)
                elif not doubts:
                    doubts = Doubts(data.get("text", "").encode("utf-8-sig", errors="replace"))
                data["list"] = read_list(doubts.reading(data.get("code", "")).text)
        except BadWorkbook:
            raise self._refused(field, "book") from None
        except Unreadable as error:
            raise self._refused(field, error.code, rows=error.rows, most=MOST_ROWS) from None
        if not data["list"].rows and not self.errors:
            raise self._refused(field, "empty")
        data["doubts"] = doubts
        return data

    def _refused(self, field: str, code: str, **params: int) -> ValidationError:
        return ValidationError({field: ValidationError(UNREADABLE[code], code=code, params=params)})


class Inputs(DjangoTemplates):
    """Draws inputs as Django does but without templates, because a list has thousands of them."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name not in INPUTS:
            return super().render(template_name, context, request)
        widget = context["widget"]
        attributes = {name: widget[name] for name in ("type", "name", "value")} | widget["attrs"]
        return format_html("<input{}>", flatatt(attributes))


class ReadableField(LineFormField):
    """A name without replacement characters."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if "\ufffd" in value:
            raise ValidationError(_("A letter here could not be read. Please put it right."))


class OwnerForm(forms.ModelForm[Shop]):
    class Meta:
        model = Shop
        fields = FIELDS
        labels = {"name": _("shop"), "email": _("email address")}
        field_classes = {"name": ReadableField, "owner": ReadableField}
        error_messages = {"email": {"invalid": _("This is no email address.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("What is the shop called?")


class Owners(forms.BaseFormSet[OwnerForm]):
    """Rows to invite or leave out; each address may appear once, and never that of a client of the firm."""

    form = OwnerForm
    renderer = Inputs()
    can_order = validate_min = edit_only = False
    can_delete = can_delete_extra = validate_max = True
    extra = min_num = 0
    max_num = absolute_max = MOST_ROWS

    def __init__(self, *args: Any, firm: Firm, **kwargs: Any) -> None:
        self.firm = firm
        super().__init__(*args, **{"form_kwargs": {"empty_permitted": False}, **kwargs})

    @classmethod
    def of(cls, found: list[Row], firm: Firm) -> Owners:
        """Return a form set filled with the rows of a list, ready to be checked."""
        data = {f"form-{number}-{field}": row[field] for number, row in enumerate(found) for field in FIELDS}
        return cls({"form-TOTAL_FORMS": str(len(found)), "form-INITIAL_FORMS": "0", **data}, firm=firm)

    @property
    def chosen(self) -> list[OwnerForm]:
        """The rows that are not left out; call it after is_valid()."""
        return [form for form in self.forms if not form.cleaned_data.get(DELETION_FIELD_NAME)]

    @property
    def wrong(self) -> list[OwnerForm]:
        return [form for form in self.chosen if form.errors]

    def clean(self) -> None:
        addresses = {form: form.cleaned_data.get("email", "").lower() for form in self.chosen}
        clients = Shop.objects.filter(firm=self.firm).exclude(email="").annotate(address=Lower("email"))
        known = dict(clients.filter(address__in=set(addresses.values())).values_list("address", "name"))
        seen: set[str] = set()
        for form, address in addresses.items():
            if address in known:
                name = known[address] or _("A shop without a name")
                form.add_error("email", _("A client already: %(name)s.") % {"name": name})
            elif address and address in seen:
                form.add_error("email", _("This address stands further up already."))
            seen.add(address)
