"""Neither a link's token nor what somebody wrote reaches the log."""

import logging
import sys
from smtplib import SMTPRecipientsRefused

import pytest

from msp_assess.log import Formatter
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


def test_an_ordinary_address_is_kept() -> None:
    assert formatted("/sections/money-and-margins/") == "Not Found: /sections/money-and-margins/"


def test_letters_that_no_font_has_are_not_spelled_out(caplog: pytest.LogCaptureFixture) -> None:
    render_pdf("<html lang='akk'><title>A note</title><p>𒀀𒀁</p></html>")
    assert not [each for each in caplog.messages if "𒀀" in each]


def test_the_web_servers_own_errors_are_cleaned_too() -> None:
    assert any(isinstance(each.formatter, Formatter) for each in logging.getLogger("gunicorn.error").handlers)
