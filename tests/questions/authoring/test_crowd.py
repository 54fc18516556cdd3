"""Invented shops: the same each time, between the examples, and nothing that the questionnaire would refuse."""

from questions.authoring.crowd import Drawn, draw
from questions.core.personas import examples, read_persona
from tests.builders import real_questionnaire

ASKED = real_questionnaire()
PERSONAS = [read_persona(path, ASKED) for path in examples("2026.2").values()]


def drawn(seed: int, number: int) -> Drawn:
    return draw(ASKED, PERSONAS, seed=seed, number=number)


def test_a_shop_is_the_same_each_time_and_another_for_another_seed_or_number() -> None:
    assert drawn(1, 7) == drawn(1, 7)
    assert len({(one.name, one.owner, len(one.attempts)) for one in (drawn(1, 7), drawn(2, 7), drawn(1, 8))}) > 1


def test_every_answer_is_one_that_the_questionnaire_takes() -> None:
    for number in range(60):
        for attempt in drawn(3, number).attempts:
            assert attempt.answers
            assert {
                name: ASKED.question[name].problem(value) for name, value in attempt.answers.items()
            } == dict.fromkeys(attempt.answers)


def test_attempts_go_from_the_oldest_to_the_latest_and_only_the_last_stops_half_way() -> None:
    shops = [drawn(5, number) for number in range(200)]
    for shop in shops:
        assert [each.ago for each in shop.attempts] == sorted((each.ago for each in shop.attempts), reverse=True)
        assert all(each.finished and each.reviewed for each in shop.attempts[:-1])
    assert {len(shop.attempts) for shop in shops} == {0, 1, 2, 3, 4}
    stopped = [shop.attempts[-1] for shop in shops if shop.attempts and not shop.attempts[-1].finished]
    assert stopped
    assert all(len(each.answers) < len(ASKED.question) and not each.reviewed for each in stopped)
