"""An address with what cannot be seen, or in other letters, finds the shop it belongs to."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.makers import make_assessment, make_browser, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


@pytest.mark.parametrize(
    "typed",
    ["bo@example.com", "\u200bbo@example.com", "bo@exam\xadple.com\u200b", "BO@EXAMPLE.COM", "ｂｏ@example.com"],
)
@pytest.mark.parametrize("stored", ["bo@example.com", "Bo@Example.com\u200b"])
def test_resume_page_finds_the_shop(client: Client, typed: str, stored: str) -> None:
    make_assessment(shop=make_shop(own_email=stored))
    assert client.post(reverse("questions:ask"), {"email": typed}).status_code == 200
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("typed", ["bo@büro.example", "bo@BU\u0308RO.example"])
def test_domain_of_other_letters_is_the_same_in_capitals(client: Client, typed: str) -> None:
    make_assessment(shop=make_shop(own_email="bo@BÜRO.example"))
    client.post(reverse("questions:ask"), {"email": typed})
    assert len(mail.outbox) == 1


def test_address_to_send_a_link_to_is_stored_clean() -> None:
    assessment = make_assessment()
    make_browser(assessment).post(
        reverse("questions:elsewhere", args=[assessment.pk]), {"email": "bo@example.com\u200b"}
    )
    assessment.shop.refresh_from_db()
    assert assessment.shop.email == "bo@example.com"
