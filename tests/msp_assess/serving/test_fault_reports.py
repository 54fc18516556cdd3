"""A fault is reported with where it was, and with nothing of who met it or what they sent."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from msp_assess.serving import fault_reports
from questions.limits import STARTING, TooMany
from questions.views import asking
from tests.makers import make_assessment, make_browser, make_shop

DSN = "https://key@sentry.example/1"


class Kept(Transport):
    """Keeps what would be sent."""

    sent: list[bytes]

    def __init__(self, options: Any = None) -> None:
        super().__init__(options)
        self.sent = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope.serialize())


@pytest.fixture
def kept() -> Iterator[Kept]:
    transport = Kept()
    fault_reports.begin(DSN, transport=transport)
    yield transport
    sentry_sdk.get_global_scope().set_client(None)


def events(kept: Kept) -> list[dict[str, Any]]:
    sentry_sdk.flush()
    return [json.loads(each.splitlines()[-1]) for each in kept.sent]


@pytest.mark.django_db
def test_a_fault_says_where_it_was_and_nothing_of_anybody(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = make_assessment(shop=make_shop("Marker Repairs"))
    browser = make_browser(assessment)
    browser.raise_request_exception = False

    def fail(*args: object, **kwargs: object) -> None:
        said = "a marker that somebody typed"
        raise RuntimeError(said)

    monkeypatch.setattr(asking, "take_save", fail)
    address = reverse("questions:section", args=[assessment.pk, "your-time"])
    sent = {"the-dream": "typed marker", "email": "marker@example.com"}
    answer = browser.post(f"{address}?marker=query", sent, headers={"User-Agent": "Marker"})
    assert answer.status_code == 500
    (event,) = events(kept)
    (error,) = event["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("RuntimeError", "fail")
    assert event["tags"]["request_id"]
    text = b"".join(kept.sent).decode().lower()
    for secret in (
        "marker",
        str(assessment.pk),
        browser.cookies["assessments"].value.lower(),
        "127.0.0.1",
        "testserver",
    ):
        assert secret not in text
    known = {*fault_reports.OF_EVENT, "exception", "tags", "environment"}
    assert {*event} <= known, "nothing that a later version of the package adds goes out"


def test_an_error_of_the_log_is_its_words_without_what_was_put_in(kept: Kept) -> None:
    logging.getLogger("clients").error("The mail server refused %s", "ann@example.com")
    (event,) = events(kept)
    assert event["logentry"] == {"message": "The mail server refused %s"}
    assert "ann@example.com" not in b"".join(kept.sent).decode()


def test_a_visitor_who_has_to_wait_is_no_fault() -> None:
    try:
        raise TooMany(STARTING, STARTING.within)
    except TooMany:
        assert fault_reports.reported({"level": "error"}, {"exc_info": sys.exc_info()}) is None


def test_it_is_off_unless_a_site_asks_for_it() -> None:
    assert not sentry_sdk.get_client().is_active()


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="uv sync --extra sentry"):
        fault_reports.begin(DSN)
