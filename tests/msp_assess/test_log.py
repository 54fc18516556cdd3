"""Neither a link's token nor what somebody wrote reaches the log."""

import json
import logging
import sys
from datetime import datetime, timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.exceptions import DisallowedHost, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from msp_assess.log import LONGEST, Formatter, JsonFormatter, briefly, only_faults, request_id
from questions.limits import STARTING, TooMany
from reports.pdf.rendering import render_pdf


def formatted(path: str) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: %s", (path,), None)
    return Formatter().format(record).partition(" django.request: ")[2]


def test_a_token_is_left_out() -> None:
    assert formatted("/r/4tHcQ0pEo0nKd-3LrX_ZcV8yTq1WmBsGdJ7uN2fAaIk/pdf/") == "Not Found: /r/[token]/pdf/"


def test_whom_a_mail_server_refuses_is_left_out() -> None:
    try:
        raise SMTPRecipientsRefused({"bob+shop@mail.example.com": (550, b"<bob+shop@mail.example.com>: no such user")})
    except SMTPRecipientsRefused:
        record = logging.LogRecord("django_tasks", logging.ERROR, __file__, 1, "Task failed", (), sys.exc_info())
    told = Formatter().format(record)
    assert "example.com" not in told
    assert told.endswith("SMTPRecipientsRefused: {'[mailbox]': (550, b'<[mailbox]>: no such user')}")


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x1b[2K", "\x85", "\u2028", "\0", "\x7f"])
def test_nobody_begins_a_line_of_their_own_or_moves_the_cursor(sign: str) -> None:
    told = formatted(f"/x{sign}2026-11-29 10:00:00.000+00:00 INFO msp_assess: all is well")
    assert told.isprintable()
    assert len(told.splitlines()) == 1


def test_time_says_how_far_its_clock_is_from_greenwich() -> None:
    record = logging.LogRecord("django", logging.INFO, __file__, 1, "So", (), None)
    day, hour = Formatter().format(record).split(" ")[:2]
    told = datetime.fromisoformat(f"{day} {hour}")
    assert told.utcoffset() is not None
    assert abs(told.timestamp() - record.created) < 0.001


def test_an_ordinary_address_is_kept() -> None:
    assert formatted("/sections/money-and-margins/") == "Not Found: /sections/money-and-margins/"


def test_letters_that_no_font_has_are_not_spelled_out(caplog: pytest.LogCaptureFixture) -> None:
    render_pdf("<html lang='akk'><title>A note</title><p>𒀀𒀁</p></html>")
    assert not [each for each in caplog.messages if "𒀀" in each]


def test_the_web_servers_own_errors_are_cleaned_too() -> None:
    assert any(isinstance(each.formatter, Formatter) for each in logging.getLogger("gunicorn.error").handlers)


class TestJson:
    def line(self, message: str, *arguments: object, error: bool = False, **extra: object) -> dict[str, object]:
        record = logging.LogRecord(
            "clients", logging.WARNING, __file__, 1, message, arguments, sys.exc_info() if error else None
        )
        vars(record).update(extra)
        line = JsonFormatter().format(record)
        assert "\n" not in line
        said: dict[str, object] = json.loads(line)
        assert datetime.fromisoformat(str(said.pop("time"))).timestamp() == pytest.approx(record.created, abs=0.001)
        return said

    def test_a_line_is_one_object(self) -> None:
        assert self.line("Two\nlines of %s", "Zoë") == {
            "level": "WARNING",
            "logger": "clients",
            "message": "Two\nlines of Zoë",
        }

    def test_only_known_fields_go_out_and_cleaned(self) -> None:
        path = "/r/4tHcQ0pEo0nKd-3LrX_ZcV8yTq1WmBsGdJ7uN2fAaIk/"
        said = self.line("x", path=path, status=200, request="<WSGIRequest>", password="secret", answers={"a": 1})
        assert said == {"level": "WARNING", "logger": "clients", "message": "x", "path": "/r/[token]/", "status": 200}

    def test_what_went_wrong_is_cleaned_too(self) -> None:
        try:
            raise ValueError("ann@example.com at /i/4tHcQ0pEo0nKd-3LrX_ZcV8yTq1WmBsGdJ7uN2fAaIk/")
        except ValueError:
            said = self.line("Failed", error=True)
        assert str(said["error"]).startswith("Traceback (most recent call last):")
        assert str(said["error"]).endswith("ValueError: [mailbox] at /i/[token]/")

    def test_it_names_the_request(self) -> None:
        known = request_id.set("0123456789abcdef")
        try:
            assert self.line("x")["request_id"] == "0123456789abcdef"
        finally:
            request_id.reset(known)
        assert "request_id" not in self.line("x")


def away(error: Exception) -> Exception:
    error.away = True  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "kept"), [(TooMany(STARTING, timedelta(minutes=1)), False), (PermissionDenied(), True)]
)
def test_who_has_to_wait_is_no_fault_to_log(error: Exception, kept: bool) -> None:
    arguments = ("django.request", logging.WARNING, __file__, 1, "Forbidden: %s", ("/start/",))
    record = logging.LogRecord(*arguments, (type(error), error, None))
    assert only_faults()(record) is kept
    assert only_faults()(logging.LogRecord(*arguments, None))


@pytest.mark.parametrize(
    ("logger", "error", "line"),
    [
        ("django.security.RequestDataTooBig", RequestDataTooBig("Too\nmuch"), "x 5% (RequestDataTooBig: Too)"),
        (
            "django.security.DisallowedHost",
            DisallowedHost("x 5%. You may need to add"),
            "x 5%. The site answers to SITE_URL's host alone: set SITE_URL if this one is right, and restart"
            " (DisallowedHost)",
        ),
        ("django.request", away(OperationalError("No server\n\tat 100%")), "x 5% (OperationalError: No server)"),
    ],
)
def test_what_is_no_mistake_of_ours_has_no_traceback(logger: str, error: Exception, line: str) -> None:
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, "x %s", ("5%",), (type(error), error, None))
    assert briefly()(record)
    assert (record.getMessage(), record.exc_info) == (line, None)


def test_a_request_that_cannot_be_read_is_one_short_line_without_its_bytes(settings: Settings) -> None:
    settings.DEBUG = False
    stream, handler = StringIO(), logging.StreamHandler()
    handler.setStream(stream)
    handler.setFormatter(Formatter())
    handler.addFilter(briefly())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        boundary = "typed" + "x" * 9000
        answer = Client().post("/start/", b"x", content_type=f"multipart/form-data; boundary={boundary}")
        Client().get(f"/{'y' * 60 * 31}/{'a/' * 9000}")
    finally:
        logger.removeHandler(handler)
    assert answer.status_code == 400
    first, second = stream.getvalue().splitlines()
    assert first.endswith(
        "WARNING django.request: Bad request (Unable to parse request body): /start/ (MultiPartParserError)"
    )
    assert len(second) == LONGEST + 1
    assert "Not Found: /[token]/a/a/" in second


def test_half_a_token_is_left_out_too() -> None:
    told = formatted("/a" * (LONGEST // 2 - 35) + "/" + "t" * 43)
    assert "ttt" not in told


def test_a_mistake_of_ours_has_its_traceback() -> None:
    error = ValueError("x")
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "x", (), (ValueError, error, None))
    assert briefly()(record)
    assert (record.getMessage(), record.exc_info is None) == ("x", False)
