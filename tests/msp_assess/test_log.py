"""A link's token never reaches the log."""

import logging

from msp_assess.log import Formatter


def formatted(path: str) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: %s", (path,), None)
    return Formatter().format(record).partition(" django.request: ")[2]


def test_a_token_is_left_out() -> None:
    assert formatted("/r/4tHcQ0pEo0nKd-3LrX_ZcV8yTq1WmBsGdJ7uN2fAaIk/pdf/") == "Not Found: /r/[token]/pdf/"


def test_an_ordinary_address_is_kept() -> None:
    assert formatted("/sections/money-and-margins/") == "Not Found: /sections/money-and-margins/"
