"""An owner has their plan mailed, is reminded of it, comes back by the mail's page, and stops it with one press."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.sending import send_due
from plans.models.reminder import Reminder
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.makers import make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
BOB = "bob@example.com"


@pytest.fixture
def assessment(settings: Settings) -> Assessment:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return make_submitted(shop=make_shop(firm=make_firm()))


def page_of(assessment: Assessment) -> str:
    return reverse("plans:mail", args=[assessment.pk])


def reminder(assessment: Assessment) -> Reminder:
    Reminder.objects.ask(assessment.shop, [30], address=BOB, at=timezone.now())
    return Reminder.objects.latest("pk")


def test_owner_asks_for_a_link_and_for_reminders(assessment: Assessment) -> None:
    owner = make_browser(assessment)
    said = Page(owner.post(page_of(assessment), {"do": "link", "email": BOB})).words
    assert f"An email is on its way to {BOB}." in said
    assert Mail.objects.get().kind == Kind.PLAN
    shown = Page(owner.post(page_of(assessment), {"do": "remind", "email": BOB, "after": ["30", "90"]}))
    assert f"Noted. The reminders go to {BOB}." in shown.words
    assert len(shown.all("main//li")) == 2
    assert {row.days for row in Reminder.objects.waiting()} == {30, 90}
    stopped = Page(owner.post(page_of(assessment), {"do": "stop"}))
    assert "Stopped. You get no more reminders" in stopped.words
    assert not Reminder.objects.waiting().exists()


def test_what_was_checked_stays_beside_an_address_that_is_none(assessment: Assessment) -> None:
    page = Page(make_browser(assessment).post(page_of(assessment), {"do": "remind", "email": "bob", "after": ["90"]}))
    assert [each.get("value") for each in page.all("main//input[@checked]")] == ["90"]


def test_plan_leads_here_only_where_the_site_sends_mail(assessment: Assessment, settings: Settings) -> None:
    owner, plan = make_browser(assessment), reverse("plans:plan", args=[assessment.pk])
    assert page_of(assessment) in Page(owner.get(plan)).links
    settings.MAIL_ENABLED = False
    assert page_of(assessment) not in Page(owner.get(plan)).links


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"do": "link", "email": "bob"}, "Enter a valid email address."),
        ({"do": "remind", "email": BOB}, "Choose when to remind you."),
        ({"do": "remind", "email": BOB, "after": "7"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(assessment: Assessment, data: dict[str, str], said: str) -> None:
    response = make_browser(assessment).post(page_of(assessment), data)
    assert response.status_code == 422
    assert said in Page(response).words
    assert not Reminder.objects.exists()
    assert Shop.objects.get().own_email == ""


def test_a_site_without_mail_says_so(assessment: Assessment, settings: Settings) -> None:
    settings.MAIL_ENABLED = False
    owner = make_browser(assessment)
    assert "This site sends no email." in Page(owner.get(page_of(assessment))).words
    assert owner.post(page_of(assessment), {"do": "link", "email": BOB}).status_code == 422
    assert not Mail.objects.exists()


def test_nobody_asks_for_the_owner(assessment: Assessment) -> None:
    consultant = signed_in(make_member(assessment.shop.firm))
    assert consultant.post(page_of(assessment), {"do": "link", "email": BOB}).status_code == 403
    assert not Reminder.objects.exists()


def test_the_mails_page_sends_a_fresh_key_to_that_address_and_opens_nothing_itself(assessment: Assessment) -> None:
    address = reverse("plans:back", args=[reminder(assessment).token])
    visitor = Client()
    shown = Page(visitor.get(address))
    assert "Northside" not in shown.words
    assert not Access.objects.filter(kind=Access.Kind.RESUME).exists()
    assert "A fresh link is on its way" in Page(visitor.post(address)).words
    send_due()
    (message,) = mail.outbox
    assert message.to == [BOB]
    assert Access.objects.get(kind=Access.Kind.RESUME).assessment == assessment
    assert visitor.get(reverse("plans:plan", args=[assessment.pk])).status_code == 404


def test_an_old_mail_sends_no_key_once_the_owner_is_reached_elsewhere(assessment: Assessment) -> None:
    address = reverse("plans:back", args=[reminder(assessment).token])
    Shop.objects.update(own_email="ann@example.com")
    assert [ask(address).status_code for ask in (Client().get, Client().post)] == [410, 410]
    assert Client().get(reverse("plans:back", args=["nothing"])).status_code == 410
    assert not Mail.objects.exists()


def test_one_press_stops_them_also_by_a_mail_program(assessment: Assessment) -> None:
    address = reverse("plans:stop", args=[reminder(assessment).token])
    program = Client(enforce_csrf_checks=True)
    program.get(address)
    assert Reminder.objects.waiting().exists()  # a scanner that opens links stops nothing
    response = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert "You get no more reminders about this shop, of its plan or of open questions" in Page(response).words
    assert not Reminder.objects.waiting().exists()
    assert "Done." in Page(program.get(address)).words
    assert program.post(reverse("plans:stop", args=["nothing"])).status_code == 410


def test_letter_boxes_are_not_flooded(assessment: Assessment) -> None:
    owner = make_browser(assessment)
    found = [owner.post(page_of(assessment), {"do": "link", "email": f"{n}@example.com"}) for n in range(6)]
    assert [each.status_code for each in found] == [200] * 5 + [429]
