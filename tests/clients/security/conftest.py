"""The security log as a test reads it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User

from clients.models.firms import Role
from msp_assess.log import SecurityFormatter
from tests.makers import make_firm, make_member


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(SecurityFormatter())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in self.written]

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.said]


@pytest.fixture
def log() -> Iterator[Lines]:
    """What is written once the test's requests are committed."""
    lines, logger = Lines(), logging.getLogger("security")
    logger.addHandler(lines)
    yield lines
    logger.removeHandler(lines)


@pytest.fixture
def anna() -> User:
    return make_member(make_firm(), Role.OWNER, name="anna")
