"""The result on a phone: what to do and the report are on its first screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from questions.core.personas import examples
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
SCREEN = 844  # pixels of a phone
# Where the first step begins and the report's button ends, and whether the header leads to the report too.
PLACES = """() => {
    const box = name => document.querySelector(name)?.getBoundingClientRect();
    return [box(".step-card")?.top ?? 0, box(".actions .btn").bottom, box("header a[href$='report.pdf']").bottom];
}"""


def test_first_step_and_report_are_near_on_a_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit(390, SCREEN)
    for name in examples():
        assert visitor.go(f"/example/{name}/") == 200
        step, report, in_header = (place / SCREEN for place in visitor.page.evaluate(PLACES))
        assert step <= 1.5, name
        assert report <= 2, name
        assert in_header < 0.2, name
