"""Of what was stored before, an address is the owner's own only where nobody else can have typed it."""

from importlib import import_module

import pytest
from django.apps import apps

from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from questions.models.access import Access
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
find = import_module("questions.migrations.0008_own_email_of_owners").find
EMAIL = "zoe@example.com"


def made(name: str, **fields: object) -> Shop:
    return make_shop(name, email=EMAIL, **fields)


def invited(shop: Shop) -> Shop:
    """The mail with its invitation has been accepted."""
    access = Access.invitation(make_assessment(shop=shop), shop.name, by=make_member(shop.firm), at=AT)
    access.sent = access.used = AT
    access.save()
    return shop


def test_who_typed_what_as_far_as_it_is_known() -> None:
    firm = make_firm()
    made("alone")
    made("withdrawn", withdrawn=AT)
    made("entered", firm=firm)
    invited(made("accepted", firm=firm, joined=AT))
    changed = invited(made("changed", firm=firm, joined=AT))
    Change.objects.write(Code.CHANGED, who=make_member(firm), shop=changed, fields=["E-mail address"])
    asked = made("asked", firm=firm, joined=AT)
    Mail.objects.create(kind=Kind.RESUME, about="1", shop=asked, address=EMAIL)
    other = made("asked by another address", firm=firm, joined=AT)
    Mail.objects.create(kind=Kind.RESUME, about="2", shop=other, address="other@example.com")
    find(apps, None)
    assert {*Shop.objects.filter(own_email=EMAIL).values_list("name", flat=True)} == {"alone", "accepted", "asked"}
    assert [*Shop.objects.filter(self_named=False).values_list("name", flat=True)] == ["entered"]
    assert not Shop.objects.exclude(own_email__in=["", EMAIL]).exists()
