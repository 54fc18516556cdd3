"""A page's questions are the same whether their HTML was kept or is made anew, for whomever it was kept."""

import re
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from django.utils import translation

from questions import shown
from questions.core.every_level import QUICK
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Section
from questions.library import asked_today
from questions.progress import numbers
from questions.shown import Shown

KEEPING = shown.rendered
SECTIONS = (*asked_today().sections[:2], *asked_today().for_others.sections[:1], asked_today().sections[-1])


def some_answer(question: Question, random: Random) -> Answer | None:
    found: list[Answer | None] = [None]
    if question.scored:
        found.append(UNKNOWN)
    if question.not_applicable:
        found.append(NOT_APPLICABLE)
    match question.kind:
        case Kind.NUMBER:
            found += [question.minimum, question.maximum, random.randint(question.minimum, question.maximum)]
        case Kind.TEXT:
            found += ["Words & <b>", "Other words"]
        case Kind.CHOICES:
            found.append(tuple(each.id for each in question.options[: random.randint(1, 2)]))
        case _:
            found += [each.id for each in question.options]
    return random.choice(found)


def some_answers(section: Section, random: Random) -> Answers:
    found = {each.id: some_answer(each, random) for each in section.questions}
    return {name: answer for name, answer in found.items() if answer is not None}


def some_page(random: Random) -> Shown:
    section, asked = random.choice(SECTIONS), asked_today()
    return Shown(
        section,
        some_answers(section, random),
        random.choice([{}, some_answers(section, random)]),
        save_url=f"/a/{random.randrange(10**9)}/s/{section.id}/",
        numbers=numbers(asked, quick=random.random() < 0.2),
        doubts={each.id: random.choice(["", "Is that so?"]) for each in section.questions if random.random() < 0.1},
        from_tickets={each.id: date(2026, 11, 2) for each in section.questions if random.random() < 0.05},
    )


def anew(*about: Any) -> tuple[str, str]:
    return KEEPING.__wrapped__(*about)


anew.__wrapped__ = anew  # type: ignore[attr-defined]


def test_pages_kept_and_made_anew_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(20261129)  # noqa: S311 -- the same each time
    KEEPING.cache_clear()
    for _ in range(60):
        page, language = some_page(random), random.choice(["en-us", "en-gb"])
        with translation.override(language):
            kept = page.html
            with monkeypatch.context() as patch:
                patch.setattr(shown, "rendered", anew)
                assert kept == replace(page).html
    assert KEEPING.cache_info().hits > 50, "nothing was kept"


def test_own_words_are_kept_nowhere() -> None:
    section = next(each for each in asked_today().sections if any(one.kind is Kind.TEXT for one in each.questions))
    question = next(one for one in section.questions if one.kind is Kind.TEXT)
    beside: dict[str, Any] = {"save_url": "/a/", "numbers": {}, "doubts": {}, "from_tickets": {}}
    only = Section(QUICK, "", "", 0, (question,))
    KEEPING.cache_clear()
    assert "Mine alone" in Shown(only, {question.id: "Mine alone"}, {}, **beside).html
    assert KEEPING.cache_info().currsize == 0
    assert "Mine alone" not in Shown(only, {}, {}, **beside).html


@pytest.mark.parametrize("answered", range(len(SECTIONS[0].questions) + 1))
def test_page_opens_with_its_first_question_without_an_answer_else_with_the_first(answered: int) -> None:
    section = SECTIONS[0]
    given: Answers = {each.id: UNKNOWN for each in section.questions[:answered]}
    html = Shown(section, given, {}, save_url="/a/", numbers={}, doubts={}, from_tickets={}).html
    opening = section.questions[answered % len(section.questions)]
    assert re.findall(r'question-here"\s+id="q-([^"]+)"', html) == [opening.id]
