"""The pages behind a reminder's links: a fresh link to the same address, and one press that stops them."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.shops import Shop
from plans.models.reminder import Reminder
from questions.models.access import Access
from questions.models.nudge import Nudge
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(settings: Settings) -> Nudge:
    settings.MAIL_ENABLED = True
    shop = make_shop("Bob's", email="bob@example.com", own_email="bob@example.com", firm=make_firm())
    assessment = make_assessment({"goal": "undecided"}, shop=shop)
    by = make_member(shop.firm)
    return Nudge.objects.remind([assessment], subject="x", text="x", by=by, at=timezone.now())[0]


def address(row: Nudge, page: str = "reminded") -> str:
    return reverse(f"questions:{page}", args=[row.token])


@pytest.mark.parametrize("own", [True, False])
def test_button_mails_a_fresh_link_and_fetching_mails_nothing(row: Nudge, own: bool) -> None:
    if not own:
        Shop.objects.update(own_email="")
    assert Client().get(address(row)).status_code == 200
    assert mail.outbox == []
    assert "A fresh link is on its way" in Page(Client().post(address(row))).words
    (sent,) = mail.outbox
    link = re.search(r"http://127\.0\.0\.1:8000(/r/[\w-]{43}/)", str(sent.body))
    assert link
    assert sent.to == ["bob@example.com"]
    browser = Client()
    assert browser.post(link[1]).headers["Location"] == reverse("questions:hub", args=[row.assessment_id])
    assert Access.objects.filter(kind="browser").get().firm == (None if own else row.firm)


def test_what_is_over_leads_nowhere(row: Nudge, settings: Settings) -> None:
    settings.MAIL_ENABLED = False
    assert "This site sends no email at the moment." in Page(Client().post(address(row))).words
    Shop.objects.update(email="other@example.com")
    for where in (address(row), reverse("questions:reminded", args=["x" * 43])):
        for method in ("get", "post"):
            assert getattr(Client(), method)(where).status_code == 410
    assert mail.outbox == []


def test_one_press_stops_reminders_of_every_kind_until_the_owner_asks_again(row: Nudge) -> None:
    shop = row.assessment.shop
    Reminder.objects.ask(shop, [30], address="bob@example.com", at=AT)
    stop = address(row, "stop-reminders")
    assert "One press" in Page(Client().get(stop)).words
    assert Shop.objects.get().mails_stopped is None
    outside = Client(enforce_csrf_checks=True)
    assert (
        "You get no more reminders about this shop" in Page(outside.post(stop, {"List-Unsubscribe": "One-Click"})).words
    )
    assert "You get no more reminders about this shop" in Page(Client().get(stop)).words
    assert Shop.objects.get().mails_stopped
    assert not Reminder.objects.waiting().exists()
    assert Reminder.objects.get().over
    Reminder.objects.ask(Shop.objects.get(), [90], address="bob@example.com", at=AT)
    assert Shop.objects.get().mails_stopped is None
    Reminder.objects.stop(Shop.objects.get(), at=AT)
    assert Shop.objects.get().mails_stopped == AT
    gone = reverse("questions:stop-reminders", args=["x" * 43])
    assert Client().post(gone).status_code == 410
