"""The stress test as tables: columns that line up, each with what it means."""

from __future__ import annotations

from functools import cache

from questions.authoring.stress_lines import stress_lines
from questions.core.personas import examples, read_persona
from questions.core.question import Answers
from tests.builders import (
    RISING,
    make_commitment,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    real_questionnaire,
)

MIXED = make_questionnaire(
    make_section("work", make_question("a", weight=3.0, not_applicable="none"), make_strain("s", "a", weight=2.0)),
    make_section("rest", make_number("n", knots=RISING), make_strain("t", "a"), weight=2.0),
    make_section("will", make_commitment("c")),
    gates=(make_gate("shut", "a"),),
)


@cache
def shops() -> dict[str, Answers]:
    return {name: read_persona(path, real_questionnaire()).answers for name, path in examples("2026.2").items()}


def test_the_lines_stand_in_columns_and_say_what_they_mean() -> None:
    lines = list(stress_lines(real_questionnaire(), shops(), draws=2, seed=1))
    addresses = [line for line in lines if len(line) > 80]
    assert addresses == []
    assert lines[1] == "7 shops, 2 draws, seed 1"
    headings = [line for line in lines if line and line == line.upper()]
    assert headings == [
        "OTHER WEIGHTS",
        "ANSWERS A STEP OFF",
        "EQUAL WEIGHTS",
        "ONE SECTION LEFT OUT",
        "WHAT ONE QUESTION CAN DO",
    ]
    tables = [len(line) for line in lines if line.startswith("managed-ordinary")]
    assert len(tables) == 5
    assert len(set(tables[:2])) == len(set(tables[3:])) == 1
    for scored in (question.id for question in real_questionnaire().questions() if question.scored):
        assert any(line.startswith(scored) for line in lines)


def test_the_lines_of_a_shop_that_answers_nothing_hold_dashes() -> None:
    lines = list(stress_lines(MIXED, {"a-shop-with-a-very-long-name": {}}, draws=2, seed=1))
    rows = [" ".join(line.split()) for line in lines if line.startswith("a-shop-with-a-very-")]
    assert rows == [
        "a-shop-with-a-very- - - - - 0.0 0.0 0.0",
        "a-shop-with-a-very- - - - - 0.0 0.0 0.0",
        "a-shop-with-a-very- - > - - - > - -",
        "a-shop-with-a-very- - - -",
        "a-shop-with-a-very- - - -",
    ]


def test_invented_shops_have_a_table_of_their_own() -> None:
    crowds = {2: dict(list(shops().items())[:3]), 5: {}}
    lines = list(stress_lines(real_questionnaire(), shops(), draws=2, seed=1, crowds=crowds))
    start = lines.index("OTHER WEIGHTS, INVENTED SHOPS")
    rows = [" ".join(line.split()) for line in lines[start : start + 8] if line[:1].isdigit()]
    assert rows == ["2 3 5% of draws: 3 0.0 0.0 0.0", "5 0 0.5% of draws: 0 - - -"]
    assert [line for line in lines if len(line) > 80] == []
