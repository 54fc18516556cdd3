"""What cannot be read: too much is 413, damaged is 400, each on a page of ours that says what to do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.shops import Shop
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
START = reverse("questions:start")


def shown(response: Any) -> tuple[int, str]:
    assert reverse("questions:landing") in Page(response).links
    return response.status_code, words(Page(response).one("h1"))


@pytest.mark.parametrize("csrf", [False, True])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data"])
def test_too_much_is_413(kind: str, csrf: bool) -> None:
    """The check of the page's token may be the first to read what was sent."""
    browser = Client(enforce_csrf_checks=csrf)
    browser.cookies["csrftoken"] = "x" * 32
    if kind == FORM:
        response = browser.post(START, f"name={'x' * 1_000_000}", content_type=FORM)
    else:
        response = browser.post(START, {"name": "x" * 1_000_000})
    assert shown(response) == (413, "That was too much at once")
    assert not Shop.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"weekends=none", "multipart/form-data"),
        ("&".join(f"f{number}=1" for number in range(3001)).encode(), FORM),
    ],
    ids=["damaged", "too many fields"],
)
def test_damaged_is_400(client: Client, body: bytes, kind: str) -> None:
    assert shown(client.post(START, body, content_type=kind)) == (400, "This could not be read")
    assert not Shop.objects.exists()


def test_half_a_megabyte_less_is_read(client: Client) -> None:
    """Too long for a name, and said so beside it."""
    response = client.post(START, {"name": "x" * 500_000, "key": "x"})
    assert response.status_code == 422
