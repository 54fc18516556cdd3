"""Counts what an owner has to read by section: how much, how long it takes, and how hard it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from questions.core.filling import HOLE
from questions.core.question import Action, Kind, Question
from questions.core.questionnaire import Questionnaire, Section

WORDS_A_MINUTE = 230
SECONDS_AN_ANSWER = 3  # seconds to choose or type it
WORD = re.compile(r"\S*\w\S*")
DONT_KNOW = "I don't know"
ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Count:
    """What an owner must read in one section; an `optional` section needs no answer."""

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
    """Reading grades of the questions, the findings and the steps; None where there is no such text."""

    title: str
    asked: float | None
    found: float | None
    done: float | None


def words(text: str) -> int:
    """Count words as a reader does: whatever is between spaces and has a letter or digit."""
    return len(WORD.findall(text))


def counts(questionnaire: Questionnaire) -> tuple[Count, ...]:
    """Count title, lead, windows, questions, units and answers; help and reasons are folded, and counted apart."""
    return tuple(_of_section(questionnaire, section) for section in questionnaire.sections)


def quick_count(questionnaire: Questionnaire) -> Count:
    """Count what an owner must read in the quick check, which asks a few questions without their sections."""
    return _count("Quick check", [], [questionnaire.question[name] for name in questionnaire.quick])


def count_lines(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield a table of what an owner reads with a total that leaves out optional sections, and the quick check."""
    found = counts(questionnaire)
    asked = [each for each in found if not each.optional]
    yield f"{'':<28}{'questions':>10}{'words':>8}{'minutes':>9}{'folded':>8}"
    for each in found:
        yield _line(f"{each.title} (optional)" if each.optional else each.title, [each])
    once = words(questionnaire.title) + words(DONT_KNOW)
    yield _line("All that must be read", asked, once=once)
    if questionnaire.quick:
        yield _line("Quick check", [quick_count(questionnaire)], once=once)
    yield ""
    yield f"{WORDS_A_MINUTE} words a minute, and {SECONDS_AN_ANSWER} seconds an answer."


def _line(title: str, found: Sequence[Count], *, once: int = 0) -> str:
    """Return a row of the table, with what is read once besides."""
    questions, folded = sum(each.questions for each in found), sum(each.folded for each in found)
    seconds = sum(each.seconds for each in found) + once * 60 / WORDS_A_MINUTE
    return f"{title:<28}{questions:>10}{sum(each.words for each in found) + once:>8}{seconds / 60:>9.1f}{folded:>8}"


def grades(questionnaire: Questionnaire, grade: Callable[[str], float]) -> tuple[Grades, ...]:
    """Grade each section, with a function that grades a text."""
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
    """Yield a table of reading grades by section."""
    yield f"{'':<28}{'questions':>10}{'findings':>10}{'steps':>8}"
    for each in grades(questionnaire, grade):
        yield f"{each.title:<28}{_cell(each.asked):>10}{_cell(each.found):>10}{_cell(each.done):>8}".rstrip()


def _of_section(questionnaire: Questionnaire, section: Section) -> Count:
    optional = not any(questionnaire.must_answer(question) for question in section.questions)
    return _count(section.title, [section.title, section.lead], section.questions, optional=optional)


def _count(title: str, read: list[str], questions: Sequence[Question], *, optional: bool = False) -> Count:
    """Count these questions, and whatever is read above them."""
    texts, folded = list(read), list[str]()
    for question in questions:
        texts += [question.window, question.text, question.unit, question.not_applicable]
        texts += [option.text for option in question.options]
        folded += [question.help, question.why]
    return Count(title, len(questions), sum(map(words, texts)), sum(map(words, folded)), optional)


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
    """Grade all texts as one, each as a sentence or more; a number stands in for every hole. None without texts."""
    whole = [text if text.endswith(ENDS) else f"{text}." for text in (HOLE.sub("50", each) for each in texts)]
    return grade(" ".join(whole)) if whole else None


def _cell(grade: float | None) -> str:
    return "-" if grade is None else f"{grade:.1f}"
