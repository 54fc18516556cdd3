"""Prints the differences of two versions as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from questions.authoring.showing import title_of, wrapped
from questions.core.differences import Change, Differences, section_of
from questions.core.question import Measure, Question
from questions.core.questionnaire import Questionnaire

INSET = "  "  # before each line below a heading


def difference_lines(found: Differences) -> Iterator[str]:
    """Yield all differences, then what may still be compared."""
    yield f"From {title_of(found.old)}"
    yield f"to   {title_of(found.new)}"
    for heading, part in (
        ("Added", list(_listed(found.added, found.new))),
        ("Removed", list(_listed(found.removed, found.old))),
        ("Moved", list(_moved(found))),
        ("Reworded: answers can still be compared", list(_changes(found.reworded, "wording"))),
        ("Changed in what is asked or scored: answers cannot be compared", list(_changes(found.changed, "meaning"))),
        (
            "Weight changed",
            [f"{each.new.id}: {each.old.weight:g}, now {each.new.weight:g}" for each in found.reweighted],
        ),
        ("Changed outside the questions", list(_settings(found))),
    ):
        if part:
            yield from ("", heading)
            yield from (f"{INSET}{line}".rstrip() for line in part)
    yield from _summary(found)


def _listed(questions: Sequence[Question], questionnaire: Questionnaire) -> Iterator[str]:
    sections = section_of(questionnaire)
    for question in questions:
        yield f"{question.id}, in {sections[question.id].title}"
        yield from _inset(question.text, "  ")


def _inset(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    """Wrap a text so that it still fits when it is set in."""
    indent = " " * len(first) if rest is None else rest
    yield from (line.removeprefix(INSET) for line in wrapped(text, INSET + first, INSET + indent))


def _moved(found: Differences) -> Iterator[str]:
    for each in found.moved:
        if each.old.id == each.new.id:
            yield f"{each.question.id}: to another place in {each.new.title}"
        else:
            yield f"{each.question.id}: from {each.old.title} to {each.new.title}"


def _weights(found: Differences) -> Iterator[str]:
    for each in found.reweighted:
        yield f"{each.new.id}: {each.old.weight:g}, now {each.new.weight:g}"


def _changes(changes: Sequence[Change], kind: str) -> Iterator[str]:
    """List the changed fields of each question: its wording, or its meaning and wording."""
    for change in changes:
        yield change.new.id
        for name in change.wording if kind == "wording" else (*change.meaning, *change.wording):
            yield f"  {_key(name)}"
            yield from _old_and_new(getattr(change.old, name), getattr(change.new, name), "    ")


def _key(name: str) -> str:
    """Return the key that a field has in the content files."""
    return {"measure": "feeds"}.get(name, name.replace("_", "-"))


def _settings(found: Differences) -> Iterator[str]:
    for each in found.settings:
        yield each.key
        yield from _old_and_new(each.old, each.new, "  ")


def _old_and_new(old: object, new: object, indent: str) -> Iterator[str]:
    before, after = list(_content_lines(old)), list(_content_lines(new))
    lines = [("-", line) for line in before if line not in after] + [
        ("+", line) for line in after if line not in before
    ]
    for sign, line in lines:
        yield from _inset(line, f"{indent}{sign} ", f"{indent}  ")
    if not lines:
        yield f"{indent}in another order"


def _content_lines(value: object) -> Iterator[str]:
    """A value of the content as lines that can be compared: one for each part of a list or of a table."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield f"{'.'.join(key) if isinstance(key, tuple) else key}: {_line(each)}"
    elif isinstance(value, tuple | list):
        yield from (_line(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for line in _content_lines(getattr(value, field.name)):
                yield f"{_key(field.name)}: {line}"
    elif value not in (None, ""):
        yield _line(value)


def _line(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return ", ".join(_line(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (_line(getattr(value, field.name)) for field in fields(value))
        return " | ".join(part for part in parts if part)
    return "" if value is None else str(value)


def _summary(found: Differences) -> Iterator[str]:
    asked = sum(1 for _ in found.new.questions())
    yield from ("", f"Answers that can be compared: {len(found.comparable)} of {asked} questions")
    yield from wrapped(", ".join(question.id for question in found.comparable) or "none", "  ")
    yield from ("", "Section scores that can be compared")
    yield from wrapped(", ".join(section.title for section in found.comparable_sections) or "none", "  ")
    yield from ("", "Overall scores")
    for measure in Measure:
        reasons = ", ".join(found.in_the_way(measure))
        verdict = f"cannot be compared, because of {reasons}" if reasons else "can be compared"
        yield from wrapped(verdict, f"  {measure.value:<12}", " " * 14)
    stages = found.same_stages and not found.in_the_way(Measure.READINESS)
    yield f"  {'stage':<12}{'can' if stages else 'cannot'} be compared"
