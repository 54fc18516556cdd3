"""All of it happens on the evening when the invented exports were made."""

import pytest
from django.utils import timezone

from tests.evidence.owners import EVENING


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch, rendered: object) -> None:
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
