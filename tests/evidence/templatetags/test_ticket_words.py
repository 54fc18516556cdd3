"""Rows stand in order: what differs first, then what fits, then what is shown, last what the file cannot tell."""

from __future__ import annotations

from dataclasses import replace

from django.template import Context, Template

from evidence.templatetags.ticket_words import compared_rows, in_order, not_told
from tests.evidence.records import AFTER_HOURS, KEPT, row

ROWS = (
    row("monday-peak", status="shown", detail={"monday_share": 0.3, "if_even": 0.2}),
    row("weekends", outcome="between", lo=1, hi=6),
    row("root-cause", status="not measurable", reason="too-coarse"),
    row("reactive-share", outcome="close", lo=60, hi=72),
    row("first-response", outcome="fewer", lo=26, hi=44),
    AFTER_HOURS,
)


def test_the_order() -> None:
    kept = replace(KEPT, rows=ROWS)
    names = [each.measure for each in in_order(kept)]
    assert names == ["first-response", "after-hours-calls", "reactive-share", "weekends", "monday-peak"]
    assert [each.measure for each in compared_rows(kept)] == names[:4]
    assert [each.measure for each in not_told(kept)] == ["root-cause"]


def test_words_and_pictures_for_a_template() -> None:
    template = Template(
        "{% load ticket_words %}{{ row|measure_name }}|{% ticket_sentence row kept %}|{% ticket_dumbbell row %}|"
        "{% week_heat kept %}|{{ day|iso_day }}|{{ kept|week_table|length }}|{{ row|how_counted }}|"
        "{{ kept|what_went_in|length }}|{{ row|why_not }}|{% ticket_headline kept %}"
    )
    said = template.render(Context({"row": AFTER_HOURS, "kept": KEPT, "day": "2026-11-25"})).split("|")
    assert said[0] == "After-hours calls"
    assert said[1].startswith("You said 3 calls.")
    assert said[2].startswith("<svg")
    assert said[3].startswith("<svg")
    assert said[4:6] == ["November 25, 2026", "7"]
    assert said[6].startswith("At most: every ticket created outside your hours.")
    assert said[7:9] == ["10", ""]
    assert said[9].startswith("Your tickets show something else on the one question")
