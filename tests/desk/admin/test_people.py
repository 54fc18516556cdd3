"""Only somebody who works in a shop's firm is put in charge of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from clients.models.firms import Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def test_colleagues_of_the_firm_are_offered_and_others_refused() -> None:
    firm, other = make_firm(), make_firm("Others")
    carl, vera, xaver = make_member(firm, name="carl"), make_member(firm, Role.VIEWER), make_member(other, name="xaver")
    browser, shop = signed_in(carl), make_shop(firm=firm)
    address = reverse("admin:clients_shop_change", args=[shop.pk])
    page = Page(browser.get(address))
    assert [each.get("value") for each in page.all("select[@name='in_charge']/option")] == ["", str(carl.pk)]
    sent = {"name": "North", "phone": "(555) 0123", "review_due": "2027-01-15"}
    for person in (vera, xaver):
        assert browser.post(address, {**sent, "in_charge": person.pk}).status_code == 422
    refused = browser.post(address, {**sent, "phone": "call me"})
    assert "Write it as you dial it" in Page(refused).words
    assert browser.post(address, {**sent, "in_charge": carl.pk}).status_code == 302
    found = Shop.objects.values_list("phone", "digits", "in_charge", "review_due__year").get()
    assert found == ("(555) 0123", "5550123", carl.pk, 2027)
    fields = Change.objects.get(what="changed").detail["fields"]
    assert fields == ["Name", "Phone", "In charge", "Next review"]


def test_shop_added_for_one_firm_is_not_given_to_a_colleague_of_another() -> None:
    firm, other = make_firm(), make_firm("Others")
    carl, xaver = make_member(firm, name="carl"), make_member(other, name="xaver")
    Membership.objects.create(firm=other, user=carl, role=Role.CONSULTANT)
    browser, add = signed_in(carl), reverse("admin:clients_shop_add")
    sent = {"firm": firm.pk, "name": "North", "in_charge": xaver.pk, "page-key": str(uuid4())}
    refused = browser.post(add, sent)
    assert refused.status_code == 422
    assert "xaver does not work in this firm." in Page(refused).words
    assert browser.post(add, {**sent, "firm": other.pk}).status_code == 302
    assert Shop.objects.get().in_charge == xaver
