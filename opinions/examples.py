"""Invented people who say what they see of two example shops; every page of such a shop says that they are invented."""

from __future__ import annotations

from types import MappingProxyType
from uuid import NAMESPACE_OID, uuid5

from opinions.models.opinion import Opinion
from opinions.models.pulse import SHARED, Pulse
from questions.core.question import MOST_POINTS, Answer, Question
from questions.models.assessment import Assessment

# How many points better or worse than the owner somebody sees it, question by question, over and over.
MOODS = MappingProxyType(
    {
        "willing-beginner": ("Dana", Opinion.Role.TECH, (0, -1, 0, -2)),
        "burning-but-able": ("Kim", Opinion.Role.SPOUSE, (-1, 0, -3)),
    }
)
CUSTOMERS = (
    *((("first-try", "never", "hour"), ""),) * 9,
    (("later-try", "once", "same-day"), "Tell me when you're on your way."),
    (("later-try", "never", "not-urgent"), ""),
    (("not-solved", "more", "later"), "Call back the same day, even if it isn't fixed yet."),
)
ASKED, ALTOGETHER = 30, 80


def keep_example(assessment: Assessment) -> bool:
    """Keep what invented people say of an example shop; False if it is none of the two, or has it already."""
    mood = MOODS.get(assessment.shop.example)
    if mood is None or assessment.submitted is None or not assessment.questionnaire.rated:
        return False
    if Opinion.objects.filter(assessment=assessment).exists():
        return False
    name, role, shifts = mood
    at, key = assessment.submitted, uuid5(NAMESPACE_OID, assessment.shop.example)
    opinion = Opinion.objects.of_token(Opinion.objects.ask(assessment, name, role, key=key, at=at))
    if opinion is not None:
        opinion.give(_seen(assessment, shifts), at=at)
    kind = Pulse.Kind.CUSTOMERS
    (token,) = Pulse.objects.begin(assessment, kind, mode=SHARED, asked=ASKED, group=ALTOGETHER, key=key, at=at)
    pulse, link = Pulse.objects.of_token(token)
    assert pulse is not None  # noqa: S101 -- it was begun a line above
    assert link is not None  # noqa: S101 -- with this link
    for chosen, comment in CUSTOMERS:
        pulse.reply(link, dict(zip(("solved", "upset", "wait"), chosen, strict=True)), comment, at=at)
    return True


def _seen(assessment: Assessment, shifts: tuple[int, ...]) -> dict[str, Answer]:
    """Return the answers of somebody who sees it so many points better or worse than the owner."""
    seen: dict[str, Answer] = {}
    for number, question in enumerate(assessment.questionnaire.rated):
        answer = assessment.responses.get(question.id)
        points = None if answer is None else question.points(answer)
        if points is not None:
            seen[question.id] = _worth(question, points + shifts[number % len(shifts)])
    return seen


def _worth(question: Question, points: float) -> Answer:
    """Return the answer whose points are the nearest."""
    wanted = min(max(points, 0), MOST_POINTS)
    if question.options:
        scored = [(abs(option.points - wanted), option.id) for option in question.options if option.points is not None]
        return min(scored)[1]
    return min(question.knots, key=lambda knot: abs(knot.points - wanted)).at
