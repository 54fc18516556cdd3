"""Which answers are good enough for a step to be done."""

from plans.core.proposal import reached
from questions.core.question import UNKNOWN
from questions.core.scoring import score
from tests.makers import answers_of, questionnaire


def test_answers_from_three_points_on_have_reached_it() -> None:
    answers = answers_of("managed-ordinary", hours_worked=UNKNOWN)
    card = score(questionnaire(), answers)
    points = {item.question: item.points for item in card.scored}
    assert 3 in points.values()
    assert reached(card) == {name for name, each in points.items() if each is not None and each >= 3}
    assert "hours-worked" not in reached(card)
