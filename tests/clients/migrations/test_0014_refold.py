"""Rows that came in before are found by digits and letters of other keyboards, and tags that are one word become one."""

from importlib import import_module

import pytest
from django.apps import apps

from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.clients.migrations.test_0008_clean_text import store
from tests.makers import make_firm, make_shop

pytestmark = pytest.mark.django_db
migration = import_module("clients.migrations.0014_refold")


def test_rows_are_folded_as_if_they_came_in_today() -> None:
    firm = make_firm("٢٤")
    shop = make_shop("شرکة ٢٤", owner="علی", firm=firm)
    store(firm, folded="٢٤")
    store(shop, folded="شرکة ٢٤", searched="شرکة ٢٤\nعلی\n")
    migration.refold(apps, None)
    before = (shop.folded, shop.searched)
    shop.refresh_from_db()
    firm.refresh_from_db()
    assert (shop.folded, shop.searched, firm.folded) == (*before, "24")
    assert Shop.objects.search("شركه 24").get() == shop


def test_tags_that_are_one_word_in_turkish_become_one_with_the_shops_of_both() -> None:
    firm, other = make_firm(), make_firm("Other")
    one, two = make_shop("One", firm=firm), make_shop("Two", firm=firm)
    for firm_of, name, stored, shop in (
        (firm, "İzmir", "i\u0307zmir", one), (firm, "izmir", "izmir", two), (firm, "ısı", "ısı", one),
        (other, "İzmir", "i\u0307zmir", one),
    ):  # fmt: skip
        tag = Tag.objects.create(firm=firm_of, name=name if firm_of == other or name != "İzmir" else "x")
        store(tag, name=name, word=stored)
        tag.shops.add(shop)
    migration.one_tag_per_word(apps, None)
    rows = {(tag.firm, tag.word): {*tag.shops.all()} for tag in Tag.objects.all()}
    assert rows == {(firm, "izmir"): {one, two}, (firm, "isi"): {one}, (other, "izmir"): {one}}
