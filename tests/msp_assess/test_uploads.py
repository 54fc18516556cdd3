"""Files that are too large are refused by what they say, before any of it is kept."""

from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.pages import Page, words

pytestmark = pytest.mark.django_db


START = reverse("questions:start")


def shown(response: Any) -> tuple[int, str]:
    assert reverse("questions:landing") in Page(response).links
    return response.status_code, words(Page(response).one("h1"))


def test_file_that_is_too_large_is_413_before_it_lies_on_the_disk(settings: Settings) -> None:
    """Anybody can send one: the check of the page's token is the first to read it."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "x" * 32
    made: list[object] = []
    with mock.patch("django.core.files.uploadhandler.TemporaryUploadedFile", lambda *args: made.append(args)):
        response = browser.post(START, {"file": SimpleUploadedFile("a.csv", b"x" * settings.UPLOAD_MAX_SIZE)})
    assert shown(response) == (413, "That was too much at once")
    assert made == []
