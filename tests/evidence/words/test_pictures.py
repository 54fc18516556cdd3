"""The pictures are attributes alone, say their numbers, and put each in its place."""

from __future__ import annotations

import re
from dataclasses import replace

from defusedxml import ElementTree

from evidence.words.pictures import by_part_of_day, dumbbell, heat, heat_title
from tests.evidence.records import AFTER_HOURS, KEPT
from tests.painted import unpainted

SVG = "{http://www.w3.org/2000/svg}"


def test_a_dumbbell_says_both_and_draws_them_in_their_places() -> None:
    drawn = ElementTree.fromstring(dumbbell(AFTER_HOURS, 324))
    assert drawn.get("aria-label") == "You said 3 calls; your tickets show 9 to 20."
    (said,) = drawn.findall(f"{SVG}circle")
    assert float(said.get("cx", "")) == round(8 + 308 * (1 + 1 / 3) / 4, 1)
    assert [text.text for text in drawn.findall(f"{SVG}text")] == ["0", "2", "5", "10", "20", "you said"]
    assert "style" not in str(dumbbell(AFTER_HOURS, 324))
    assert unpainted(drawn) == []


def test_one_value_is_one_ring_and_an_unknown_answer_has_no_dot() -> None:
    one = replace(AFTER_HOURS, lo=5, hi=5, said_at=None, said="", said_number=None)
    drawn = ElementTree.fromstring(dumbbell(one, 324))
    assert [ring.get("fill") for ring in drawn.findall(f"{SVG}circle")] == ["#ffffff"]
    assert drawn.get("aria-label") == "Your tickets show 5."


def test_without_steps_there_is_nothing_to_draw() -> None:
    assert dumbbell(replace(AFTER_HOURS, axis=()), 324) == ""
    assert dumbbell(replace(AFTER_HOURS, lo=None), 324) == ""


def test_the_week_has_its_cells_its_hours_and_its_busiest_three() -> None:
    drawn = ElementTree.fromstring(heat(KEPT, 360))
    assert len(drawn.findall(f"{SVG}g/{SVG}rect")) == 7 * 24
    assert len(drawn.findall(f"{SVG}path")) == 5  # the days the shop is open
    numbered = [text.text for text in drawn.findall(f"{SVG}text") if re.fullmatch(r"\d+", text.text or "")]
    assert numbered == ["7", "19", "7"]
    assert unpainted(drawn) == []
    assert heat_title(KEPT) == (
        "Tickets by weekday and hour; the busiest hours are Monday at 9 am with 19; Monday at 8 am with 7; Monday at "
        "10 am with 7."
    )


def test_the_same_as_a_table() -> None:
    rows = by_part_of_day(KEPT.grid)
    assert rows[0] == ("Monday", [0, 40, 0, 0], 40)
    assert rows[6] == ("Sunday", [0, 0, 0, 0], 0)
    assert sum(total for _day, _parts, total in rows) == sum(map(sum, KEPT.grid))
