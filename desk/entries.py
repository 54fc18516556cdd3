"""Reads the rows of a sheet of clients: what is refused and why, and which are likely to be known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.core.headwords import FIELDS
from clients.core.text import clean_line, fold, same
from clients.fields import LineFormField
from clients.forms import ReadableField
from clients.models.acts import Act
from clients.models.brought_in import FILLED, Entered, enter
from clients.models.charge import workers
from clients.models.firms import Firm
from clients.models.once import Once
from clients.models.shops import Shop
from clients.models.tags import Tag
from clients.viewers import full_name
from desk.incoming import Table
from questions.inviting import Invited, invite_clients

LABELS = {
    "name": gettext_lazy("Shop"),
    "owner": gettext_lazy("Owner"),
    "email": gettext_lazy("Email address"),
    "phone": gettext_lazy("Phone"),
    "tags": gettext_lazy("Tags"),
    "in_charge": gettext_lazy("In charge"),
    "people": gettext_lazy("People"),
    "time_zone": gettext_lazy("Time zone"),
    "contact": gettext_lazy("Note"),
}
NEW, SAME, OUT = "new", "same", "out"
BETWEEN = str.maketrans("|/\n", ",,,")


class EntryForm(forms.ModelForm[Shop]):
    """One row of a sheet."""

    tags = LineFormField(required=False)
    in_charge = LineFormField(required=False)

    class Meta:
        model = Shop
        fields = ("name", "owner", "email", "phone", "people", "time_zone", "contact")
        field_classes = {"name": ReadableField, "owner": ReadableField}
        error_messages = {"email": {"invalid": gettext_lazy("This is no email address.")}}

    def __init__(self, data: Mapping[str, Any], *, people: Mapping[str, User]) -> None:
        super().__init__(data)
        self.people = people
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("What is the shop called?")

    def clean_tags(self) -> list[str]:
        names = [clean_line(each) for each in self.cleaned_data["tags"].translate(BETWEEN).replace(";", ",").split(",")]
        longest = Tag._meta.get_field("name").max_length or 0
        if any(len(each) > longest for each in names):
            raise ValidationError(_("A tag has at most %(most)d characters.") % {"most": longest})
        return list({same(each): each for each in names if each}.values())

    def clean_in_charge(self) -> User | None:
        name = self.cleaned_data["in_charge"]
        if name and fold(name) not in self.people:
            raise ValidationError(_("Nobody who works in your firm is called that."))
        return self.people.get(fold(name))

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        for name in self.fields:
            if str(self.data.get(name, "")).startswith("=") and name not in self.errors:
                self.add_error(name, _("This is a formula. Put what it should say in its place."))
        return found

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own
        self.instance.in_charge = self.cleaned_data.get("in_charge")


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a row; `typed` if the page has an input for it."""

    field: str
    key: str
    text: str
    problems: list[str]
    typed: bool

    @property
    def label(self) -> str:
        return str(LABELS[self.field])


@dataclass(slots=True)
class Entry:
    """A row: its form, what it is likely to be already, and what the consultant chose."""

    number: int  # in the sheet, from 1, the headings counted
    form: EntryForm
    choice: str
    corrected: frozenset[str] = frozenset()  # fields typed on the page
    client: tuple[int, str] | None = None  # key and name of a client that it may be
    above: int = 0  # the number of an earlier row that it may be

    @property
    def doubtful(self) -> bool:
        return bool(self.client or self.above)

    @property
    def open(self) -> bool:
        """Whether it waits for an answer or a correction."""
        return self.choice != OUT and (bool(self.form.errors) or (self.doubtful and not self.choice))

    @property
    def cells(self) -> dict[str, Cell]:
        told, wrong = self.form.data, {} if self.choice == OUT else self.form.errors
        return {
            name: Cell(
                name,
                f"fix-{self.number}-{name}",
                str(told.get(name, "")),
                [str(error) for error in wrong.get(name, [])],
                typed=name in wrong or name in self.corrected,
            )
            for name in FIELDS
        }


@dataclass(slots=True)
class Entries:
    firm: Firm
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def read(cls, table: Table, fields: Sequence[str], sent: Mapping[str, Any], *, firm: Firm) -> Entries:
        """Read the rows with these fields for columns, corrected and chosen as `sent` says."""
        people = _people(firm)
        found = cls(firm)
        for number, row in enumerate(table.rows, start=1 + table.headed):
            told = {name: row[place] for place, name in enumerate(fields) if name and place < len(row)}
            fixed = {name: str(sent[key]) for name in FIELDS if (key := f"fix-{number}-{name}") in sent}
            choice = str(sent.get(f"row-{number}", ""))
            form, choice = EntryForm(told | fixed, people=people), choice if choice in (NEW, SAME, OUT) else ""
            found.entries.append(Entry(number, form, choice, frozenset(fixed)))
        found._look_for_the_same()
        return found

    def _look_for_the_same(self) -> None:
        """Find likely duplicates by address or by folded name, among the firm's clients and further up."""
        told = [(each, *_marks(each.form)) for each in self.entries if each.choice != OUT]
        names, mails = ({row[place] for row in told} - {""} for place in (1, 2))
        lower = Shop.objects.filter(firm=self.firm).annotate(address=Lower("email"))
        clients = lower.filter(Q(folded__in=names) | Q(address__in=mails)).order_by("-pk")
        by_name = {each.folded: each for each in clients}
        by_mail = {each.email.lower(): each for each in clients}
        rows: dict[str, int] = {}
        for each, name, mail in told:
            shop: Shop | None = by_mail.get(mail) if mail else None
            shop = by_name.get(name) if shop is None and name else shop
            each.client = (shop.pk, str(shop)) if shop else None
            each.above = 0 if shop else rows.get(mail, 0) or rows.get(name, 0)
            if not each.above:
                rows |= {mark: each.number for mark in (name, mail) if mark and mark not in rows}

    @property
    def open(self) -> list[Entry]:
        return [each for each in self.entries if each.open]

    @property
    def taken(self) -> list[Entry]:
        return [each for each in self.entries if each.choice != OUT]

    @property
    def new(self) -> list[Entry]:
        return [each for each in self.taken if not (each.doubtful and each.choice == SAME)]

    @property
    def used(self) -> list[str]:
        """The fields that any row fills."""
        return [name for name in FIELDS if any(each.form.data.get(name) for each in self.entries)]

    def rows(self) -> list[Entered]:
        """Return what to store; a row that is the same as one further up fills in that one."""
        found: dict[int, Entered] = {}
        for each in self.taken:
            row = Entered(each.form.instance, each.form.cleaned_data["tags"])
            if each.choice == SAME and each.client:
                row.client = each.client[0]
            elif each.choice == SAME and each.above in found:
                first = found[each.above]
                first.shop.fill_in(row.shop, FILLED)
                first.tags += row.tags
                continue
            found[each.number] = row
        return list(found.values())


def _marks(form: EntryForm) -> tuple[str, str]:
    """Return its folded name and its address, by which two rows are likely to be the same shop."""
    form.is_valid()
    return fold(clean_line(str(form.data.get("name", "")))), str(form.cleaned_data.get("email", "")).lower()


def _people(firm: Firm) -> dict[str, User]:
    """Who works in the firm, by whatever a sheet may call them."""
    found: dict[str, User] = {}
    for user in workers([firm]):
        for name in (full_name(user), user.get_username(), user.email, user.first_name):
            if fold(name):
                found.setdefault(fold(name), user)
    return found


@dataclass(frozen=True, slots=True)
class Brought:
    new: int
    filled: int
    invited: list[Invited]
    act: Act | None  # None if there is nothing to take back


@transaction.atomic
def bring_in(entries: Entries, *, by: User, key: UUID, at: datetime, invites: bool) -> Brought | None:
    """Store the rows, and invite the owners of new shops with an address; None if the page's key did so before.

    It can be undone for ten minutes, but for the shops whose owners it invites.
    """
    if not Once.objects.claim(key):
        return None
    done = enter(entries.rows(), firm=entries.firm, by=by)
    asked = [shop for shop in done.new if shop.email] if invites else []
    left = {shop.pk for shop in asked}
    act = Act.objects.record("bring", [row for row in done.rows if row[0] not in left], who=by, at=at)
    made = invite_clients(asked, by=by, key=key, at=at) if asked else []
    return Brought(len(done.new), len(done.filled), made, act)
