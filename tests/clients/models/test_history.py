"""Who sees which line of the history."""

import pytest

from clients.models.history import Change, Code
from clients.viewers import NOBODY, Guest
from tests.makers import AT, make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db


def test_history_says_who_and_belongs_to_the_shops_firm() -> None:
    firm = make_firm()
    user, shop = make_member(firm), make_shop(firm=firm)
    Change.objects.write(Code.NOTE_SHARED, who=user, shop=shop, section="your-time")
    Change.objects.write(Code.JOINED, who=NOBODY, shop=shop)
    Change.objects.write(Code.RENAMED, who=Guest(user=user), firm=firm, before="A", after="B")
    found = [(each.what, each.who, each.firm, each.shop, each.detail) for each in Change.objects.order_by("pk")]
    assert found == [
        ("note-shared", user, firm, shop, {"section": "your-time"}),
        ("joined", None, firm, shop, {}),
        ("renamed", user, firm, None, {"before": "A", "after": "B"}),
    ]


def test_history_is_seen_by_the_firm_while_the_shop_is_its_own() -> None:
    firm = make_firm()
    user, shop = make_member(firm), make_shop(firm=firm)
    Change.objects.write(Code.ARCHIVED, who=user, shop=shop)
    Change.objects.write(Code.ROLE, who=user, firm=firm)

    def seen_by(viewer: object) -> set[str]:
        return {each.what for each in Change.objects.visible_to(viewer)}  # type: ignore[arg-type]  # one helper for all

    assert seen_by(user) == {"archived", "role"}
    assert seen_by(make_user(is_staff=True, is_superuser=True)) == {"role"}
    assert seen_by(make_member(make_firm())) == seen_by(NOBODY) == set()
    shop.firm = make_firm("next")
    shop.save()
    assert seen_by(user) == {"role"}
    assert seen_by(make_member(shop.firm)) == set()


def test_superuser_reads_no_name_of_a_shop_that_left() -> None:
    firm, root = make_firm(), make_user(is_staff=True, is_superuser=True)
    user, gone = make_member(firm), make_shop("Gone", firm=firm, joined=AT)
    gone.withdraw(who=NOBODY)
    Change.objects.write_edit(Code.DELETED, make_shop("Deleted"), who=user, firm=firm.pk)
    Change.objects.write_edit(Code.CHANGED, firm, who=user, firm=firm.pk, fields=["name"])
    assert [each.what for each in Change.objects.visible_to(user)] == ["changed", "deleted", "withdrawn"]
    assert [each.what for each in Change.objects.visible_to(root)] == ["changed"]
