"""An edition of invented shops for the pages of example shops: no row, so that nothing of it is in a real one."""

from __future__ import annotations

from functools import cache
from typing import Any

from norms.core.telling import publish
from norms.members import member_of
from norms.models.edition import Edition, as_data, quarter_of
from questions.authoring.crowd import draw
from questions.core.personas import examples, read_persona
from questions.core.scoring import score
from questions.library import ours
from questions.models.assessment import Assessment, pinned

SHOPS = 60  # drawn; some of them answer too little


def invented_edition(assessment: Assessment) -> Edition | None:
    """Return the edition for an example shop, of when it was submitted; None for a real shop, or another version."""
    mine = (assessment.slug, assessment.version) == (ours().slug, ours().version)
    if not assessment.shop.example or assessment.submitted is None or not mine:
        return None
    at = assessment.submitted
    return Edition(quarter=quarter_of(at), published=at, data=_invented(), **pinned(ours()))


@cache
def _invented() -> list[dict[str, Any]]:
    personas = [read_persona(path, ours()) for path in examples().values()]
    found = []
    for number in range(SHOPS):
        drawn = draw(ours(), personas, seed=1, number=number)
        finished = [attempt.answers for attempt in drawn.attempts if attempt.finished]
        if finished:
            card = score(ours(), finished[-1])
            found.append(member_of(ours(), card, shop=number, answers="", firm=None, people=drawn.people))
    return as_data(publish([each for each in found if each is not None], []))
