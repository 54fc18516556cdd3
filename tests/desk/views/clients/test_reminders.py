"""The page that reminds owners: seen first, sent once, within the limits, and by nobody who may only read."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.outbox import Mail
from clients.models.shops import Shop
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from questions.models.nudge import Nudge
from tests.makers import make_assessment, make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
URL, LIST = reverse("admin:remind"), reverse("admin:clients")


@pytest.fixture
def carl(settings: Settings) -> User:
    settings.MAIL_ENABLED = True
    firm = make_firm()
    for name in ("Alpha", "Beta"):
        shop = make_shop(name, firm=firm, owner=f"Ann {name}", email=f"{name}@example.com".lower())
        make_assessment({"goal": "undecided"}, shop=shop)
    return make_member(firm, name="carl")


@pytest.fixture
def browser(carl: User) -> Client:
    return signed_in(carl)


def sent(do: str, **others: Any) -> dict[str, Any]:
    return {
        "shop": [shop.pk for shop in Shop.objects.all()],
        "key": str(uuid4()),
        "do": do,
        "subject": "Still there?",
        "text": "<b>Call</b> me.",
        **others,
    }


def test_letter_is_seen_before_it_goes_and_goes_once(browser: Client) -> None:
    page = Page(browser.post(LIST.replace("clients/", "clients/remind/"), {"scope": "all"}))
    assert "To 2 owners" in page.words
    assert "Send 2 reminders" in page.words
    assert page.by_id("id_subject").get("value") == "A reminder from Northern Advice"
    form = sent("preview")
    page = Page(browser.post(URL, form))
    assert "Hello Ann Alpha, <b>Call</b> me. Go on here." in page.words
    assert not Nudge.objects.exists()
    for _ in range(2):
        answer = browser.post(f"{URL}?q=a", {**form, "do": "send-2"})
        assert answer.headers["Location"] == f"{LIST}?q=a"
    assert [(row.subject, row.text) for row in Nudge.objects.all()] == [("Still there?", "<b>Call</b> me.")] * 2
    assert Mail.objects.filter(state="queued").count() == 2
    page = Page(browser.get(LIST))
    assert "2 reminders go out in 10 minutes." in page.words
    assert page.one("form[@class='undo']/button").text == "Undo"


def test_one_is_reminded_from_the_row_of_the_list(browser: Client) -> None:
    page = Page(browser.get(LIST))
    shop = Shop.objects.get(name="Beta")
    assert f"{URL}?shop={shop.pk}" in page.links
    page = Page(browser.get(f"{URL}?shop={shop.pk}"))
    assert "To 1 owner" in page.words
    assert "Hello Ann Beta," in page.words


def test_who_has_answered_nothing_is_not_told_that_answers_are_kept(browser: Client) -> None:
    kept = "What you've answered so far is kept."
    assert kept in (Page(browser.get(URL, {"scope": "all"})).by_id("id_text").text or "")
    beta = Shop.objects.get(name="Beta")
    Answer.objects.filter(assessment__shop=beta).delete()
    Assessment.objects.filter(shop=beta).update(opened=timezone.now())
    assert kept not in (Page(browser.get(URL, {"scope": "all"})).by_id("id_text").text or "")


def test_words_that_cannot_go_are_refused_and_kept(browser: Client) -> None:
    subject, text = ({"subject": " "}, "Give it a subject."), ({"text": ""}, "Write what the owners will read.")
    for wrong, problem in (subject, text):
        answer = browser.post(URL, sent("send-2", **wrong))
        assert (answer.status_code, problem in Page(answer).words) == (422, True)
    answer = browser.post(URL, sent("send-2", text="x" * 2001))
    assert (answer.status_code, "x" * 2001 in answer.content.decode()) == (422, True)
    assert not Nudge.objects.exists()


def test_another_number_than_the_button_named_is_said_and_asked_again(browser: Client) -> None:
    Shop.objects.filter(name="Beta").update(mails_stopped=timezone.now())
    answer = browser.post(URL, sent("send-2"))
    page = Page(answer)
    assert (answer.status_code, Nudge.objects.count()) == (409, 0)
    assert "the number has changed. It's 1 owner now." in page.words
    assert page.by_id("id_text").text == "\n<b>Call</b> me."
    browser.post(URL, sent("send-1"))
    assert [each.shop.name for each in Nudge.objects.all()] == ["Alpha"]


def test_words_are_kept_where_nobody_is_left_to_remind(browser: Client) -> None:
    Shop.objects.update(mails_stopped=timezone.now())
    answer = browser.post(URL, sent("send-2"))
    page = Page(answer)
    assert (answer.status_code, Nudge.objects.count()) == (409, 0)
    assert "It's 0 owners now." in page.words
    assert page.by_id("id_subject").get("value") == "Still there?"
    assert page.by_id("id_text").text == "\n<b>Call</b> me."
    assert [words(each) for each in page.all("main//button")] == ["Look again"]
    Shop.objects.filter(name="Beta").update(mails_stopped=None)
    assert "Hello Ann Beta, <b>Call</b> me." in Page(browser.post(URL, sent("preview"))).words


def test_nobody_is_reminded_who_is_not_theirs_or_without_mail(browser: Client, settings: Settings) -> None:
    firm = Shop.objects.all()[0].firm
    assert signed_in(make_member(firm, Role.VIEWER)).post(URL, sent("send-2")).status_code == 403
    assert signed_in(make_member(make_firm("Others"))).post(URL, sent("send-2")).status_code == 404
    assert browser.post(URL, sent("send-2", shop=["x"])).status_code == 404
    settings.MAIL_ENABLED = False
    refused = browser.post(URL, sent("send-2"))
    assert (refused.status_code, "This site sends no mail." in Page(refused).words) == (422, True)
    assert not Nudge.objects.exists()


def test_failed_reminder_says_why_on_the_clients_page_and_in_the_list_of_invitations(browser: Client) -> None:
    browser.post(URL, sent("send-2"))
    Mail.objects.update(state="failed", reason="address")
    shop = Shop.objects.get(name="Alpha")
    page = Page(browser.get(reverse("admin:client", args=[shop.pk]) + "?tab=history"))
    assert "Reminder to answer: failed: the mail server refused the address" in page.words
