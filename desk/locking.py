"""A form that notices when another person changed the row meanwhile: the later save shows both and asks."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

M = TypeVar("M", bound=Model)
SHOWN = "as-shown"  # the form field with fingerprints of the values that the page showed
SHORT = 16  # hexadecimal digits of a fingerprint
NOTHING = gettext_lazy("nothing")

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
else:
    Base = object


class Locked(Base):
    """Mix this into a ModelForm: `as_shown` goes to the page and comes back with what was typed.

    A form may map in `stands_for` a field that is not a column to the column it changes, and list in `replacing` other
    fields that change it too.
    """

    conflict = False
    changed_by = ""  # the person who changed it last, if known

    def as_shown(self) -> str:
        """Return fingerprints of the stored values, for the page to send back."""
        return json.dumps({name: _print(value) for name, value in self._stored().items()})

    def _stored(self) -> dict[str, Any]:
        """Return the values as stored now; they are in `initial`, because `instance` takes up what was typed."""
        found = {}
        for name, field in self.fields.items():
            if not field.disabled and name in self.initial:
                found[name] = _plain(field, self.initial[name])
            elif name in self._before:
                found[name] = self._before[name]
        return found

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns: dict[str, str] = getattr(self, "stands_for", {})
        self._before = {name: str(getattr(self.instance, column)) for name, column in columns.items()}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        shown = _read(self.data.get(SHOWN, ""))
        stored = self._stored()
        moved = {name: value for name, value in stored.items() if shown.get(name, _print(value)) != _print(value)}
        fields = {name: self.fields[name] for name in moved if name not in self._before}
        mine = {name: _plain(field, self.cleaned_data.get(name)) for name, field in fields.items()}
        theirs = {name: moved[name] for name in fields if mine[name] != moved[name]}
        for name in moved.keys() & self._before.keys():
            if any(self.cleaned_data.get(each) for each in (name, *getattr(self, "replacing", ()))):
                self.add_error(name, _("It was replaced meanwhile; save again to replace it once more."))
                self.conflict = True
        for name, value in theirs.items():
            self.conflict = True
            words = _words(self.fields[name], value)
            if _print(mine[name]) == shown[name]:  # unchanged here, so the stored value is meant
                self._put(name, value)
                self.add_error(name, _("This is “%(value)s” now.") % {"value": words})
            else:
                self.add_error(name, _("Stored meanwhile: “%(value)s”. Yours stands in the field.") % {"value": words})
        if self.conflict:
            who = self.changed_by or _("Someone")
            self.add_error(
                None,
                _(
                    "Not saved: %(name)s changed this while you were writing. Both are here; save again to store what "
                    "the fields say now."
                )
                % {"name": who},
            )
        return cleaned

    def _put(self, name: str, value: Any) -> None:
        """Make a field show this value when the page comes back."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        key = self.add_prefix(name)
        if isinstance(value, list):
            data.setlist(key, value)
        elif isinstance(value, bool):
            data[key] = "on" if value else ""
        else:
            data[key] = value
        self.data = data


def locked(form: type[forms.ModelForm[M]], **about: Any) -> type[forms.ModelForm[M]]:
    """Return the form class with the lock; `about` may set `changed_by`, the person who changed the row last."""
    kind: Any = type(form)
    made: type[forms.ModelForm[M]] = kind(f"Locked{form.__name__}", (Locked, form), about)
    return made


def _read(sent: str) -> dict[str, str]:
    """Return the fingerprints a page was shown with; empty, so nothing is compared, if they are missing or nonsense."""
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _print(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()[:SHORT]


def _plain(field: forms.Field, value: Any) -> Any:
    """Return a value as a form would send it, whether it was stored or typed."""
    prepared = field.prepare_value(value)
    if isinstance(prepared, bool):
        return prepared
    if isinstance(prepared, list | tuple | set) or hasattr(prepared, "all"):
        return sorted(str(getattr(each, "pk", each)) for each in prepared)
    return "" if prepared is None else "\n".join(str(prepared).strip().splitlines())


def _words(field: forms.Field, value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    names = {str(key): str(name) for key, name in getattr(field, "choices", ())}
    each = value if isinstance(value, list) else [value] if value else []
    return ", ".join(names.get(str(one), str(one)) for one in each) or str(NOTHING)
