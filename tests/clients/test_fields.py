"""The door for text stands in the rows themselves: whichever way a name comes, it is clean."""

from io import StringIO
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import call_command

from clients.fields import EmailFormField, LineFormField, TextFormField
from clients.models.firms import Firm, Invitation
from clients.models.openings import Opening
from clients.models.shops import Shop
from clients.models.tags import Tag
from reports.models.review import Note
from tests.makers import make_firm, make_shop

DIRTY, CLEAN = "Cafe\u0301 \u202eNord\u200b\x02", "Caf\xe9 Nord"


@pytest.mark.django_db
class TestRows:
    def test_saved_by_the_code(self) -> None:
        shop = Shop.objects.create(name=DIRTY, owner=DIRTY, email="bo@Example.com\u200b", contact=f"{DIRTY}\r\n{DIRTY}")
        for row in (shop, Shop.objects.get()):
            assert (row.name, row.owner, row.email, row.contact) == (
                CLEAN,
                CLEAN,
                "bo@example.com",
                f"{CLEAN}\n{CLEAN}",
            )
            assert (row.folded, row.searched) == ("cafe nord", "cafe nord\ncafe nord\nbo@example.com")

    def test_saved_many_at_once(self) -> None:
        Shop.objects.bulk_create([Shop(name=DIRTY), Shop(name="\u200b")])
        assert list(Shop.objects.values_list("name", "folded")) == [("", ""), (CLEAN, "cafe nord")]

    def test_changed_without_reading(self) -> None:
        make_shop("x")
        Shop.objects.update(owner=DIRTY)
        assert Shop.objects.get().owner == CLEAN

    def test_some_fields_saved_take_what_is_folded_along(self) -> None:
        shop = make_shop("Old")
        shop.email = "bo@example.com"
        shop.save(update_fields=["email"])
        shop.name = "NÉW"
        shop.save(update_fields=["name"])
        Shop.objects.update_or_create(pk=shop.pk, defaults={"owner": "Ünal"})
        assert Shop.objects.values_list("folded", "searched").get() == ("new", "new\nunal\nbo@example.com")

    def test_looked_for(self) -> None:
        make_shop(CLEAN)
        assert Shop.objects.filter(name=DIRTY).exists()


FIELDS: list[tuple[Any, str]] = [
    *((Shop, name) for name in ("name", "owner", "email", "contact")),
    *((Firm, name) for name in ("name", "contact", "footer")),
    *((Tag, "name"), (Invitation, "email"), (Note, "text"), (Opening, "reason")),
]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=[f"{model.__name__}.{name}" for model, name in FIELDS])
def test_every_text_that_people_write_has_the_door(model: Any, name: str) -> None:
    field = model._meta.get_field(name)
    assert field.to_python("a\u200b\x02") == "a"
    assert isinstance(field.formfield(), LineFormField | TextFormField | EmailFormField)
    assert field.deconstruct()[1].startswith("django.db.models.")


@pytest.mark.parametrize("field", [LineFormField(), TextFormField(), EmailFormField()])
def test_required_field_takes_nothing_seen_for_nothing(field: forms.Field) -> None:
    with pytest.raises(ValidationError) as refused:
        field.clean("\u200b \u3164")
    assert refused.value.code == "required"


def test_length_is_that_of_what_is_kept() -> None:
    assert LineFormField(max_length=4).clean("Cafe\u0301\u200b\u200b\u200b") == "Caf\xe9"
    with pytest.raises(ValidationError):
        LineFormField(max_length=4).clean("Cafés")


def test_address_is_checked_once_it_is_clean() -> None:
    assert EmailFormField().clean("\u200bbo@exam\xadple.COM ") == "bo@example.com"
    with pytest.raises(ValidationError):
        EmailFormField().clean("bo\u200b")


@pytest.mark.django_db
def test_row_that_is_checked_as_a_whole_wants_nothing_folded_beforehand() -> None:
    firm = Firm(name=f" {DIRTY}")
    firm.full_clean()
    assert firm.name == CLEAN


@pytest.mark.django_db
def test_command_makes_a_firm_of_what_can_be_seen() -> None:
    call_command("createfirm", DIRTY, owner_email="\u200bann@Example.com", stdout=StringIO(), stderr=StringIO())
    assert (Firm.objects.get().name, Invitation.objects.get().email) == (CLEAN, "ann@example.com")


@pytest.mark.django_db
def test_firms_sort_as_people_expect_on_each_engine() -> None:
    for name in ("Zeta", "École", "azur", "Ende", "Über", "Ubo", "Ärzte"):
        make_firm(name)
    assert [firm.name for firm in Firm.objects.all()] == ["Ärzte", "azur", "École", "Ende", "Über", "Ubo", "Zeta"]
