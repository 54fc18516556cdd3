"""Prints a questionnaire as lines of text: what the owner reads, and optionally points and sources."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from questions.core.question import TEXT_LIMIT, Kind, Question, Source
from questions.core.questionnaire import Questionnaire

WIDTH = 80
INDENT = " " * 6


def title_of(questionnaire: Questionnaire) -> str:
    """Return a title such as "is-it-working/2026.1, published"."""
    return f"{questionnaire.slug}/{questionnaire.version}, {'published' if questionnaire.published else 'draft'}"


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap the text to WIDTH columns; `first` starts the first line, `rest` (or as many spaces) every other."""
    indent = " " * len(first) if rest is None else rest
    lines = wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,  # an address stays in one piece, so that it can be clicked
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def show(questionnaire: Questionnaire, *, points: bool = False, sources: bool = False) -> Iterator[str]:
    """Yield the questionnaire section by section; `points` adds what each answer earns, `sources` also the sources."""
    questions = list(questionnaire.questions())
    low, high = questionnaire.minutes
    yield from wrapped(questionnaire.title)
    yield title_of(questionnaire)
    scored = sum(question.scored for question in questions)
    yield from wrapped(
        f"{len(questionnaire.sections)} sections, {len(questions)} questions of which {scored} score, "
        f"{low} to {high} minutes, language {questionnaire.lang}"
    )
    for number, section in enumerate(questionnaire.sections, 1):
        title = f"{number}. {section.title}"
        yield from ("", "", title, "=" * len(title))
        yield from wrapped(section.lead)
        if points or sources:
            yield f"[counts {section.weight:g} in overall readiness]"
        for place, question in enumerate(section.questions, 1):
            yield ""
            yield from _question(question, f"{number}.{place}", points=points or sources, sources=sources)


def _question(question: Question, number: str, *, points: bool, sources: bool) -> Iterator[str]:
    yield from wrapped(question.text, f"{number:<6}")
    if question.window:
        yield from wrapped(f"({question.window})", INDENT)
    yield from wrapped(question.help, INDENT)
    if points:
        yield from wrapped(f"[{question.id}: {_feeds(question)}]", INDENT)
    yield ""
    yield from _answers(question, points=points, sources=sources)
    if sources and question.sources:
        yield ""
        for source in question.sources:
            yield from _source(source)


def _feeds(question: Question) -> str:
    if question.measure is None:
        return "feeds no score"
    return f"feeds {question.measure.value}, weight {question.weight:g}"


def _answers(question: Question, *, points: bool, sources: bool) -> Iterator[str]:
    box = "[ ]" if question.kind is Kind.CHOICES else "( )"
    for option in question.options:
        worth = f" [{option.points}]" if points and option.points is not None else ""
        yield from wrapped(option.text + worth, f"{INDENT}{box} ")
        if sources and option.reply:
            yield from _source(option.reply, INDENT + "    ")
    if question.kind is Kind.NUMBER:
        yield from wrapped(f"____ {question.unit} ({question.minimum} to {question.maximum})", INDENT)
        if points and question.knots:
            knots = ", ".join(f"{knot.at} earns {knot.points:g}" for knot in question.knots)
            yield from wrapped(f"[{knots}; on a straight line between them]", INDENT)
    if question.kind is Kind.TEXT:
        yield f"{INDENT}____ (a text of up to {TEXT_LIMIT} characters)"
    other_box = "[ ]" if question.kind is Kind.NUMBER else box
    if question.scored:
        yield f"{INDENT}{other_box} I don't know"
    if question.not_applicable:
        yield from wrapped(question.not_applicable, f"{INDENT}{other_box} ")


def _source(source: Source, indent: str = INDENT) -> Iterator[str]:
    """Yield what the source says, who says it, when, and how far it can be trusted."""
    trust = f"trust {source.trust.value}, {source.trust.name.lower()}"
    yield from wrapped(source.claim, f"{indent}> ")
    yield from wrapped(f"{source.name}, {source.date} ({trust})", f"{indent}  ")
    if source.url:
        yield f"{indent}  {source.url}"
