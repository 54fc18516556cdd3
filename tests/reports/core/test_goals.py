"""What a goal needs, in words, and whether it is in place."""

from questions.core.question import NOT_APPLICABLE
from questions.core.scoring import score
from reports.core.goals import needs_of
from tests.builders import newest, real_questionnaire
from tests.reports.pdf.printed.shops import shop


def test_needs_are_named_with_what_is_in_place() -> None:
    needs = shop("bob-breakfix").needs
    assert [need.name for need in needs][:2] == ["an agreement that says what's extra", "an agent on most devices"]
    assert [need.met for need in needs] == [False] * 6
    assert all(need.met for need in shop("content-residential").needs)


def test_need_that_does_not_apply_is_left_out() -> None:
    answers = {"goal": "hybrid", "after-hours-price": NOT_APPLICABLE}
    assert len(needs_of(newest(), score(newest(), answers))) == 4


def test_without_words_for_the_needs_or_without_a_goal_there_are_none() -> None:
    old = real_questionnaire()
    assert needs_of(old, score(old, {"goal": "become-msp"})) == ()
    assert needs_of(newest(), score(newest(), {})) == ()
