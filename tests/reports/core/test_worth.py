"""What answers are worth: what each brings and could add, together all of the hundred points."""

from math import fsum

import pytest

from questions.core.personas import examples
from questions.core.question import NOT_APPLICABLE, UNKNOWN
from questions.core.scoring import score
from reports.core.worth import brought, gains, narrowing
from tests.builders import make_question, make_questionnaire, make_section, make_strain
from tests.makers import answers_of, questionnaire

TWO = make_questionnaire(
    make_section("one", make_question("a"), make_question("b", weight=3)), make_section("two", make_question("c"))
)


def test_points_are_worth_by_weight_and_section() -> None:
    card = score(TWO, {"a": "p4", "b": "p1", "c": "p2"})
    assert brought(card) == pytest.approx({"a": 12.5, "b": 9.375, "c": 25})
    assert gains(card) == pytest.approx({"a": 0, "b": 28.125, "c": 25})


def test_what_is_unknown_or_does_not_apply_neither_brings_nor_gains() -> None:
    card = score(TWO, {"a": "p4", "b": UNKNOWN, "c": NOT_APPLICABLE})
    assert (brought(card), gains(card)) == ({"a": 100}, {"a": 0})


@pytest.mark.parametrize("name", examples())
def test_together_they_are_the_score_and_what_is_missing_to_a_hundred(name: str) -> None:
    card = score(questionnaire(), answers_of(name))
    assert fsum(brought(card).values()) == pytest.approx(100 * (card.readiness.value or 0))
    assert fsum(brought(card).values()) + fsum(gains(card).values()) == pytest.approx(100)


def test_what_would_narrow_the_result_most_comes_first() -> None:
    strain = [make_strain("noise", "c", weight=3), make_strain("wear", "c")]
    shop = make_questionnaire(*TWO.sections[:2], make_section("three", *strain))
    # a is an eighth of readiness, b three, c a half; noise is three quarters of strain, wear a quarter.
    assert narrowing(score(shop, {}), most=5) == ("noise", "c", "b", "wear", "a")
    assert narrowing(score(shop, {})) == ("noise", "c", "b")
    assert narrowing(score(shop, {"noise": "p0", "c": UNKNOWN, "b": "p1"})) == ("c", "wear", "a")
    assert narrowing(score(shop, {"a": "p0", "b": "p0", "c": "p0", "noise": "p0", "wear": "p0"})) == ()


def test_what_does_not_apply_leaves_its_part_to_the_others() -> None:
    half = make_section("one", make_question("a"), make_question("b", weight=3, not_applicable="no such thing"))
    shop = make_questionnaire(half, make_section("two", make_question("c"), make_question("d")))
    assert narrowing(score(shop, {"b": NOT_APPLICABLE})) == ("a", "c", "d")
