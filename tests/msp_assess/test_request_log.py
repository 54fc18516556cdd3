"""Each request can be followed by its id, and leaves one line without a key in it."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from msp_assess.log import Formatter, JsonFormatter, request_id
from msp_assess.request_log import request_log

LOGGER = "msp_assess.request_log"
OWN = re.compile(r"[0-9a-f]{32}")
TOKEN = "4tHcQ0pEo0nKd-3LrX_ZcV8yTq1WmBsGdJ7uN2fAaIk"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, LOGGER)
    return caplog


def of_requests(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == LOGGER]


@pytest.mark.django_db
def test_a_request_is_one_line_without_query_address_or_key(lines: pytest.LogCaptureFixture) -> None:
    response = Client(REMOTE_ADDR="192.0.2.9").get(f"/resume/{TOKEN}/?email=ann@example.com")
    (record,) = of_requests(lines)
    line = Formatter().format(record)
    path = re.sub(TOKEN, "[token]", f"/resume/{TOKEN}/")
    assert re.fullmatch(rf".* INFO {LOGGER}: GET {re.escape(path)} {response.status_code} in \d+ ms", line)
    said = {name: getattr(record, name) for name in ("method", "path", "status")}
    assert said == {"method": "GET", "path": f"/resume/{TOKEN}/", "status": response.status_code}


@pytest.mark.parametrize("sent", ["0123456789abcdef", "a-b_c-d-e", "x" * 64])
def test_the_proxys_id_is_taken_up(sent: str) -> None:
    response = Client().get("/nothing", headers={"X-Request-ID": sent})
    assert response["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", "short", "x" * 65, "with space in it", "ünïcödé-id", 'quote"quote"', "a/b/c/d/e"])
def test_any_other_is_replaced(sent: str) -> None:
    response = Client().get("/nothing", headers={"X-Request-ID": sent})
    assert OWN.fullmatch(response["X-Request-ID"])


def test_the_line_that_django_writes_afterwards_carries_it_too(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/nothing", headers={"X-Request-ID": "0123456789abcdef"})
    (line,) = [JsonFormatter().format(record) for record in caplog.records if record.name == "django.request"]
    said = json.loads(line)
    assert (said["message"], said["request_id"]) == ("Not Found: /nothing", "0123456789abcdef")


def test_lines_written_meanwhile_know_it_and_later_ones_do_not() -> None:
    seen = []

    def page(_request: HttpRequest) -> HttpResponse:
        seen.append(request_id.get())
        return HttpResponse()

    response = request_log(page)(RequestFactory().get("/"))
    assert seen == [response["X-Request-ID"]]
    assert request_id.get() == ""


def test_health_checks_of_this_machine_leave_no_line(lines: pytest.LogCaptureFixture) -> None:
    Client().get("/health/live")
    assert of_requests(lines) == []


def test_lines_are_written_at_the_level_info() -> None:
    assert logging.getLogger(LOGGER).isEnabledFor(logging.INFO)
