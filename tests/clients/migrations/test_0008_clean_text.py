"""What came in before there was a door is cleaned; tags that are the same word become one."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, models
from django.db.models import CharField, Value

from clients.models.firms import Firm, Invitation, Role
from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import AT, make_firm, make_shop, make_user

pytestmark = pytest.mark.django_db(transaction=True)
clean = import_module("clients.migrations.0008_clean_text").clean
NFD = "Cafe\u0301\u200b Nord\x02"


@pytest.fixture
def _two_tags_may_be_one_word(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As before the migration after it."""
    (constraint,) = Tag._meta.constraints
    with monkeypatch.context() as patch:
        patch.setattr(Tag._meta, "constraints", [])
        with connection.schema_editor() as editor:
            editor.remove_constraint(Tag, constraint)
    yield
    Tag.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Tag, constraint)


def store(row: models.Model, **fields: str) -> None:
    """As it was before: past the fields' own cleaning."""
    raw: dict[str, Any] = {name: Value(text, output_field=CharField()) for name, text in fields.items()}
    type(row)._default_manager.filter(pk=row.pk).update(**raw)


@pytest.mark.usefixtures("_two_tags_may_be_one_word")
def test_rows_are_as_if_they_came_in_today() -> None:
    firm, user = make_firm(), make_user("Zoe\u0308")
    shop, nothing, fine = make_shop("x", firm=firm), make_shop("y", firm=firm), make_shop("Fine", firm=firm)
    invitation, _token = Invitation.objects.issue(firm=firm, email="a@b.ch", role=Role.VIEWER, at=AT)
    store(shop, name=NFD, owner="Jo\u202e", email="jo@Example.com\u200b", contact="A\r\nB\x00"[:-1], folded="", searched="")
    store(nothing, name="\u200b", folded="?")
    store(fine, folded="", searched="")
    store(firm, name="Nord\u200b", footer="a\xadb", contact="x\u2028y")
    store(user, first_name="Zoe\u0308", last_name="\u200eBerg", email="Zoe@Example.com")
    store(invitation, email="a@b.ch\u200b")
    clean(apps, None)
    stored = Shop.objects.values_list("name", "owner", "email", "contact", "folded", "searched").order_by("pk")
    assert list(stored) == [
        ("Caf\xe9 Nord", "Jo", "jo@example.com", "A\nB", "cafe nord", "cafe nord\njo\njo@example.com"),
        ("", "", "", "", "", "\n\n"),
        ("Fine", "", "", "", "fine", "fine\n\n"),
    ]
    firm.refresh_from_db()
    assert (firm.name, firm.footer, firm.contact, firm.folded) == ("Nord", "ab", "x\ny", "nord")
    user.refresh_from_db()
    assert (user.username, user.get_full_name(), user.email) == ("Zoë", "Zoë Berg", "Zoe@example.com")
    assert Invitation.objects.get().email == "a@b.ch"


def test_nobody_loses_their_only_name_or_takes_anothers() -> None:
    firm, one, other = make_firm(), make_user("bob"), make_user("x")
    store(other, username="bob\u200b")
    store(firm, name="\u200b")
    clean(apps, None)
    assert set(User.objects.values_list("username", flat=True)) == {"bob", "bob\u200b"}
    assert Firm.objects.get().name == "\u200b"
    assert one.username == "bob"


@pytest.mark.usefixtures("_two_tags_may_be_one_word")
def test_tags_of_the_same_word_become_one_with_the_shops_of_all() -> None:
    firm, other = make_firm(), make_firm("Other")
    shops = [make_shop(name, firm=firm) for name in ("A", "B", "C")]
    for number, (shop, name) in enumerate(zip(shops, ("Su\u0308d", "S\xdcD", "Nord"), strict=True)):
        tag = Tag.objects.create(firm=firm, name=f"t{number}")
        store(tag, name=name)
        tag.shops.add(shop, shops[0])
    Tag.objects.create(firm=other, name="Süd")
    clean(apps, None)
    found = {(tag.firm_id, tag.name): {shop.name for shop in tag.shops.all()} for tag in Tag.objects.all()}
    assert found == {(firm.pk, "Süd"): {"A", "B"}, (firm.pk, "Nord"): {"A", "C"}, (other.pk, "Süd"): set()}
