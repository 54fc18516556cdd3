"""Filling it in together: begun by a button, and said wherever the answers are shown."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.models.history import Change
from questions.core.question import Answer
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
    unknown_everywhere,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


def url(pk: int) -> str:
    return reverse("admin:together", args=[pk])


def test_button_begins_one_and_opens_the_owners_pages() -> None:
    shop = make_shop(firm=make_firm())
    member = make_member(shop.firm, name="anna")
    browser = signed_in(member)
    answers = [browser.post(url(shop.pk)) for _ in range(2)]
    begun = Assessment.objects.get()
    hub = reverse("questions:hub", args=[begun.pk])
    assert [each.headers["Location"] for each in answers] == [hub, hub]
    assert (begun.shop, begun.answered_with) == (shop, member)
    assert [(each.what, each.who, each.shop) for each in Change.objects.all()] == [("together", member, shop)]
    assert "Filled in with anna" in Page(browser.get(hub)).words


def test_open_assessment_is_gone_on_with_and_a_new_one_looks_back() -> None:
    shop = make_shop(firm=make_firm())
    begun = make_assessment({"without-you": "a-week"}, shop=shop)
    browser = signed_in(make_member(shop.firm))
    assert browser.post(url(shop.pk)).headers["Location"] == reverse("questions:hub", args=[begun.pk])
    begun.record(unknown_everywhere(), at=AT)
    begun.submit(at=AT)
    browser.post(url(shop.pk))
    again = Assessment.objects.exclude(pk=begun.pk).get()
    assert (again.previous, again.submitted) == (begun, None)


def test_page_check_json_and_read_link_say_with_whom() -> None:
    shop = make_shop(firm=make_firm())
    member = make_member(shop.firm)
    member.first_name, member.last_name = "Anna", "<b>Berg"
    member.save()
    signed_in(member).post(url(shop.pk))
    assessment = Assessment.objects.get()
    answers: dict[str, Answer] = unknown_everywhere()
    assessment.record(answers, at=AT)
    browser = make_browser(assessment)
    assert "Filled in with Anna <b>Berg" in Page(browser.get(reverse("questions:check", args=[assessment.pk]))).words
    assessment.submit(at=AT)
    result = browser.get(reverse("reports:result", args=[assessment.pk]))
    assert "November 20, 2026 · filled in with Anna <b>Berg" in Page(result).words
    (told,) = json.loads(browser.get(reverse("reports:data", args=[assessment.pk])).content)["assessments"]
    assert told["answered_with"] == "Anna <b>Berg"


def test_who_may_fill_in_together(client: Client) -> None:
    shop = make_submitted(shop=make_shop(firm=make_firm())).shop
    answers = [
        client.post(url(shop.pk)),
        signed_in(make_member(shop.firm, Role.VIEWER)).post(url(shop.pk)),
        signed_in(make_member(make_firm("Other"))).post(url(shop.pk)),
        signed_in(make_member(shop.firm)).post(url(10**30)),
    ]
    assert [each.status_code for each in answers] == [302, 403, 404, 404]
    assert Assessment.objects.count() == 1


def test_page_asks_first_and_begins_nothing() -> None:
    shop = make_submitted(shop=make_shop(firm=make_firm())).shop
    page = Page(signed_in(make_member(shop.firm)).get(url(shop.pk)))
    assert "the last result stands until the new one is submitted" in page.words
    assert "Discard" not in page.words
    assert Assessment.objects.count() == 1


def test_what_was_begun_so_is_discarded_with_answers_only_after_a_tick() -> None:
    shop = make_submitted(shop=make_shop(firm=make_firm())).shop
    browser = signed_in(make_member(shop.firm))
    browser.post(url(shop.pk))
    browser.post(url(shop.pk), {"do": "discard"})
    assert Assessment.objects.count() == 1
    browser.post(url(shop.pk))
    Assessment.objects.get(submitted=None).record({"without-you": "a-week"}, at=AT)
    refused = browser.post(url(shop.pk), {"do": "discard"})
    assert refused.status_code == 422
    assert "Please check the box" in Page(refused).words
    assert Assessment.objects.count() == 2
    browser.post(url(shop.pk), {"do": "discard", "sure": "yes"})
    assert Assessment.objects.count() == 1
    assert [each.what for each in Change.objects.order_by("-pk")[:2]] == ["discarded", "together"]


def test_owners_own_attempt_is_never_discarded() -> None:
    shop = make_shop(firm=make_firm())
    begun = make_assessment({"without-you": "a-week"}, shop=shop)
    browser = signed_in(make_member(shop.firm))
    for _ in range(2):  # the second time it is marked as filled in together
        page = browser.post(url(shop.pk), {"do": "discard", "sure": "yes"}, follow=True)
        assert "Not discarded" in page.content.decode()
        browser.post(url(shop.pk))
    assert Assessment.objects.get() == begun
    Assessment.objects.update(at_desk=True)
    make_browser(begun)  # the owner opened it
    browser.post(url(shop.pk), {"do": "discard", "sure": "yes"})
    assert Assessment.objects.get() == begun
