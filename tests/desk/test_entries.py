"""Rows of a sheet: what is refused beside its cell, and what is likely to be known already."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Firm, Role
from desk.entries import Entries
from desk.incoming import Table
from tests.makers import make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
FIELDS = ["name", "email", "tags", "in_charge", "time_zone", "people"]


@pytest.fixture
def ann() -> User:
    ann = make_member(make_firm(), name="ann")
    ann.first_name, ann.last_name = "Ánn", "Berg"
    ann.save()
    make_member(Firm.objects.get(), Role.VIEWER, name="reader")
    return ann


def read(*rows: list[str], **sent: str) -> Entries:
    return Entries.read(Table(list(rows), headed=False), FIELDS, sent, firm=Firm.objects.order_by("pk")[0])


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (["", "a@example.com"], "name", "What is the shop called?"),
        (["A\ufffd"], "name", "could not be read"),
        (["A", "nobody"], "email", "This is no email address."),
        (["A", "", "x" * 41], "tags", "at most 40 characters"),
        (["A", "", "", "reader"], "in_charge", "Nobody who works in your firm"),
        (["A", "", "", "", "Zurich"], "time_zone", "Europe/Zurich"),
        (["A", "", "", "", "", "many"], "people", ""),
        (["=1+1"], "name", "This is a formula."),
        (["A", "", "=TAG()"], "tags", "This is a formula."),
    ],
)
def test_what_is_refused_is_said_at_its_cell(ann: User, row: list[str], field: str, said: str) -> None:
    (entry,) = read(row).open
    wrong = {name: cell.problems for name, cell in entry.cells.items() if cell.problems}
    assert [*wrong] == [field]
    assert said in wrong[field][0]
    assert entry.cells[field].typed


def test_corrected_cell_is_taken_and_stays_an_input(ann: User) -> None:
    found = read(["A", "nobody"], **{"fix-1-email": "a@example.com"})
    assert not found.open
    assert found.entries[0].cells["email"].typed
    assert found.rows()[0].shop.email == "a@example.com"


def test_row_is_a_shop_with_its_tags_and_who_is_in_charge(ann: User) -> None:
    (row,) = read(["A", "", "north; VIP, North", "ann berg", "Europe/Zurich", "ca. 4"]).rows()
    assert (row.shop.name, row.shop.in_charge, row.shop.time_zone, row.shop.people) == ("A", ann, "Europe/Zurich", 4)
    assert row.tags == ["North", "VIP"]


def test_likely_duplicates_wait_for_an_answer(ann: User) -> None:
    known = make_shop("Zoë & Söhne", firm=Firm.objects.get(), email="Zoe@Example.com")
    make_shop("Foreign", firm=make_firm("Other"))
    rows = [["ZOE & SOHNE"], ["Other", "zoe@example.com"], ["Foreign"], ["foreign", "f@example.com"], ["B"]]
    found = read(*rows)
    assert [(each.client and each.client[0], each.above) for each in found.entries] == [
        (known.pk, 0), (known.pk, 0), (None, 0), (None, 3), (None, 0),
    ]  # fmt: skip
    assert [each.number for each in found.open] == [1, 2, 4]
    found = read(*rows, **{"row-1": "same", "row-2": "new", "row-4": "same", "row-5": "out"})
    assert not found.open
    stored = [(row.shop.name, row.shop.email, row.client) for row in found.rows()]
    assert stored == [
        ("ZOE & SOHNE", "", known.pk),
        ("Other", "zoe@example.com", None),
        ("Foreign", "f@example.com", None),
    ]


def test_row_left_out_is_nobodys_double(ann: User) -> None:
    found = read(["A"], ["A"], **{"row-1": "out"})
    assert (len(found.open), [each.above for each in found.entries]) == (0, [0, 0])
