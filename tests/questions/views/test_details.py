"""The shop's name and details, given whenever the owner likes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.history import Change, Code
from clients.models.shops import Shop
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("questions:shop", args=[assessment.pk])


def told(browser: Client, address: str, **changes: str) -> Any:
    return browser.post(address, Page(browser.get(address)).form(**changes))


def test_name_and_details_are_given_later_and_stand_in_the_history() -> None:
    assessment = make_assessment(shop=make_shop("", firm=make_firm()))
    browser = make_browser(assessment)
    assert url(assessment) in Page(browser.get(reverse("questions:hub", args=[assessment.pk]))).links
    response = told(browser, url(assessment), name="Zoë's PCs", owner="Zoë", people="3 people", region="en-CA")
    assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])
    shop = Shop.objects.get()
    assert (shop.name, shop.owner, shop.people, shop.region) == ("Zoë's PCs", "Zoë", 3, "en-CA")
    assert (shop.self_named, shop.name_in_mail) == (True, "")
    assert Shop.objects.search("zoe").exists()
    line = Change.objects.get()
    assert (line.what, line.who) == (Code.CHANGED, None)
    assert set(line.detail["fields"]) == {"name", "owner", "people", "dates, numbers and paper"}


def test_field_left_alone_keeps_what_another_page_stored() -> None:
    assessment = make_assessment(shop=make_shop("Northside"))
    browser = make_browser(assessment)
    sent = Page(browser.get(url(assessment))).form(owner="Bob")
    Shop.objects.update(name="Northside Computers")
    browser.post(url(assessment), sent)
    shop = Shop.objects.get()
    assert (shop.name, shop.owner, shop.self_named) == ("Northside Computers", "Bob", False)


def test_opened_from_the_check_it_leads_back_there_and_after_submitting_to_the_result() -> None:
    assessment = make_assessment()
    response = told(make_browser(assessment), url(assessment) + "?check", name="New")
    assert response.headers["Location"] == reverse("questions:check", args=[assessment.pk])
    done = make_submitted()
    browser = make_browser(done)
    assert browser.get(told(browser, url(done), name="New").headers["Location"]).headers["Location"] == reverse(
        "reports:result", args=[done.pk]
    )


@pytest.mark.parametrize(("name", "value"), [("name", "x" * 121), ("people", "many"), ("region", "xx-XX")])
def test_what_cannot_be_taken_is_said_beside_it_and_nothing_is_lost(name: str, value: str) -> None:
    assessment = make_assessment(shop=make_shop("Northside"))
    response = told(make_browser(assessment), url(assessment), owner="Zoë", **{name: value})
    page = Page(response)
    assert response.status_code == 422
    assert page.by_id(f"id_{name}_error").findall("p")
    assert page.form()["owner"] == ["Zoë"]
    assert Shop.objects.get().owner == ""


def test_signed_in_consultant_names_it_as_at_the_desk() -> None:
    firm = make_firm()
    assessment = make_assessment(shop=make_shop("", firm=firm))
    told(signed_in(make_member(firm)), url(assessment), name="Northside")
    assert Shop.objects.get().name_in_mail == "Northside"
