"""The statistics of the questions: nothing of few shops, and a plain sentence without the library."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from norms.management.commands import items
from opinions.models.retest import AFTER, Retest
from tests.makers import AT
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db


def printed(**options: str) -> str:
    out = StringIO()
    call_command("items", stdout=out, **options)
    return out.getvalue()


def test_nothing_is_told_of_few() -> None:
    make_counted()
    assert printed().splitlines()[-2:] == [
        "is-it-working 2026.3: 1 first attempts that count",
        "Nothing is told of fewer than 30.",
    ]


def test_thirty_shops_some_of_them_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four shops stand for thirty: all answers at 0, 1, 3 and 4 points, so everything goes together."""
    for module in (items, sys.modules["norms.core.items"]):
        monkeypatch.setattr(module, "LEAST", 4)
    for function in ("item_rest", "rank_correlation", "weighted_kappa", "measurement_error"):
        kept = getattr(sys.modules["norms.correlating"], function)
        monkeypatch.setitem(kept.__kwdefaults__, "least", 4)
    for points in (0, 1, 3, 4):
        each = make_counted(points)
        assert Retest.objects.give(each, each.responses, at=AT + AFTER + timedelta(hours=1))
    found = printed()
    dread = next(line for line in found.splitlines() if line.startswith("dread "))
    assert re.fullmatch(r"dread +4 +25% +25% +0% +0% +0% +- +\S+ 25% · .*", dread)
    assert re.search(r"^dread +1\.00  1\.00 to 1\.00  \(n 4\)$", found, re.MULTILINE)
    assert "dread and second-guessing: 1.00" in found
    assert "answered again after 10 to 14 days: 4 shops" in found
    assert re.search(r"^hours-worked +weighted kappa 1\.00$", found, re.MULTILINE)
    assert re.search(r"^standard error of the \d+ questions on strain: 0\.0 of 100$", found, re.MULTILINE)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "norms.correlating", raising=False)
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    with pytest.raises(CommandError, match=re.escape("uv sync --extra statistics")):
        printed()


def test_a_version_that_is_none() -> None:
    with pytest.raises(CommandError, match=r"There is no version 1999\.1"):
        printed(version_of="1999.1")
