"""How much an owner has to read, how long that takes, and how hard it is, by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from questions.core.filling import HOLE
from questions.core.question import Action, Kind, Question
from questions.core.questionnaire import Questionnaire, Section

WORDS_A_MINUTE = 230
SECONDS_AN_ANSWER = 3  # to choose or type it
WORD = re.compile(r"\S*\w\S*")
DONT_KNOW = "I don't know"
ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Count:
    """What an owner must read of one section; `optional` is a section in which nothing has to be answered."""

    title: str
    questions: int
    words: int
    folded: int
    optional: bool

    @property
    def seconds(self) -> float:
        return self.words * 60 / WORDS_A_MINUTE + self.questions * SECONDS_AN_ANSWER


@dataclass(frozen=True, slots=True)
class Grades:
    """Reading grades of what is asked, of what is found and of what to do; None where nothing of that kind is said."""

    title: str
    asked: float | None
    found: float | None
    done: float | None


def words(text: str) -> int:
    """Words as a reader counts them: what stands between blanks and has a letter or a number."""
    return len(WORD.findall(text))


def counts(questionnaire: Questionnaire) -> tuple[Count, ...]:
    """Title, lead, windows, questions, units and answers; help and reasons are folded away, and counted apart."""
    return tuple(_count(questionnaire, section) for section in questionnaire.sections)


def count_lines(questionnaire: Questionnaire) -> Iterator[str]:
    """A table of what an owner reads, the whole at its end; optional sections stand outside of it."""
    found = counts(questionnaire)
    asked = [each for each in found if not each.optional]
    once = words(questionnaire.title) + words(DONT_KNOW)
    yield f"{'':<28}{'questions':>10}{'words':>8}{'minutes':>9}{'folded':>8}"
    for each in found:
        title = f"{each.title} (optional)" if each.optional else each.title
        yield f"{title:<28}{each.questions:>10}{each.words:>8}{each.seconds / 60:>9.1f}{each.folded:>8}"
    total = sum(each.words for each in asked) + once
    seconds = sum(each.seconds for each in asked) + once * 60 / WORDS_A_MINUTE
    questions, folded = sum(each.questions for each in asked), sum(each.folded for each in asked)
    yield f"{'All that must be read':<28}{questions:>10}{total:>8}{seconds / 60:>9.1f}{folded:>8}"
    yield ""
    yield f"{WORDS_A_MINUTE} words a minute, and {SECONDS_AN_ANSWER} seconds an answer."


def grades(questionnaire: Questionnaire, grade: Callable[[str], float]) -> tuple[Grades, ...]:
    """The grades of each section, by a function that gives a text's."""
    return tuple(
        Grades(
            section.title,
            _grade(grade, (text for question in section.questions for text in _asked(question))),
            _grade(grade, (text for question in section.questions for text in _found(question))),
            _grade(grade, (text for q in section.questions if q.action for text in _todo(q.action))),
        )
        for section in questionnaire.sections
    )


def grade_lines(questionnaire: Questionnaire, grade: Callable[[str], float]) -> Iterator[str]:
    """A table of reading grades by section."""
    yield f"{'':<28}{'questions':>10}{'findings':>10}{'steps':>8}"
    for each in grades(questionnaire, grade):
        yield f"{each.title:<28}{_told(each.asked):>10}{_told(each.found):>10}{_told(each.done):>8}".rstrip()


def _count(questionnaire: Questionnaire, section: Section) -> Count:
    read = [section.title, section.lead]
    folded = []
    for question in section.questions:
        read += [question.window, question.text, question.unit, question.not_applicable]
        read += [option.text for option in question.options]
        folded += [question.help, question.why]
    return Count(
        title=section.title,
        questions=len(section.questions),
        words=sum(map(words, read)),
        folded=sum(map(words, folded)),
        optional=not any(questionnaire.must_answer(question) for question in section.questions),
    )


def _asked(question: Question) -> Iterator[str]:
    yield question.text
    yield from (option.text for option in question.options)


def _found(question: Question) -> Iterator[str]:
    texts = [question.unknown, *(each.finding for each in question.ranges)]
    texts += [each.finding for each in question.options if question.kind is Kind.CHOICE]
    yield from (text for text in texts if text)


def _todo(action: Action) -> Iterator[str]:
    texts = (action.first, *action.steps, action.done) if action.first else (action.how,)
    yield from (action.what, action.why, *texts)


def _grade(grade: Callable[[str], float], texts: Iterable[str]) -> float | None:
    """One grade of all of them, each a sentence or more of its own; a number stands where it will be filled in."""
    whole = [text if text.endswith(ENDS) else f"{text}." for text in (HOLE.sub("50", each) for each in texts)]
    return grade(" ".join(whole)) if whole else None


def _told(grade: float | None) -> str:
    return "-" if grade is None else f"{grade:.1f}"
