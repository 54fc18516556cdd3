"""Finds what two versions of a questionnaire ask differently, and which answers and scores can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from unicodedata import category

from questions.core.question import Measure, Question
from questions.core.questionnaire import Ceiling, Cut, Questionnaire, Section

# The fields that decide what an answer means and earns. All other fields may change without effect on answers.
MEANING = ("kind", "measure", "text", "window", "options", "not_applicable", "unit", "knots")
# Reported elsewhere, or not part of the questions.
APART = {"id", "weight", "sections", "questions", "slug", "version", "checksum", "published", "origin"}
TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|[^\w\s]")


def comparable(old: Question, new: Question) -> bool:
    """Whether answers to both questions mean the same, so that a difference between them is the shop's.

    They do if what the owner reads as the question (text, window, unit, every option and the words of "doesn't apply")
    and what each answer earns (kind, measure, points, knots) are the same. Help, why, findings, actions, sources,
    practices, the limits of a number, the order of the options and the weight may differ.

    If the content says that both ask the same (`same_as`), their words may differ too.

    Texts are compared by words, numbers and signs, ignoring capitals, spaces, apostrophes and punctuation. Any other
    correction counts, even of a typo: a program cannot tell "now" put right from "now" made "not".
    """
    return old.id == new.id and not changed_meaning(old, new)


def changed_meaning(old: Question, new: Question) -> tuple[str, ...]:
    """Return the fields of MEANING that differ."""
    same = bool(new.same_as) and new.same_as in {old.origin, old.same_as}
    return tuple(
        name for name in MEANING if _meaning(old, name, worded=not same) != _meaning(new, name, worded=not same)
    )


def _meaning(question: Question, field: str, *, worded: bool) -> object:
    """Return a field in a form to compare; unless `worded`, without its words."""
    if field == "options":
        return {option.id: (words(option.text) if worded else [], option.points) for option in question.options}
    value = getattr(question, field)
    if isinstance(value, str) and (worded or field == "not_applicable"):
        return words(value) if worded else bool(value)
    return value if field in {"kind", "measure", "knots"} or worded else None


def words(text: str) -> list[str]:
    """Split a text into words, numbers and signs; "30 %" and "30%" are the same, "1.5" and "15" are not."""
    plain = re.sub("['\u2019]", "", text).replace("\u2013", "-").casefold()
    return [found for found in TOKEN.findall(plain) if found[0] == "%" or not category(found[0]).startswith("P")]


@dataclass(frozen=True, slots=True)
class Change:
    """A question in both versions, with its changed fields: those of `meaning` (see `comparable`) and of `wording`."""

    old: Question
    new: Question
    meaning: tuple[str, ...]
    wording: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A question that moved to another section, or to another place in its section."""

    question: Question
    old: Section
    new: Section


@dataclass(frozen=True, slots=True)
class Setting:
    """A difference outside the questions, by its key in the files; an empty value means nothing was there."""

    key: str
    old: object
    new: object


@dataclass(frozen=True)
class Differences:
    """Everything that differs from `old` to `new`, in the order of the questionnaires."""

    old: Questionnaire
    new: Questionnaire

    @cached_property
    def added(self) -> tuple[Question, ...]:
        return tuple(each for each in self.new.questions() if each.id not in self.old.question)

    @cached_property
    def removed(self) -> tuple[Question, ...]:
        return tuple(each for each in self.old.questions() if each.id not in self.new.question)

    @cached_property
    def kept(self) -> tuple[Change, ...]:
        """Every question in both versions, changed or not."""
        return tuple(
            Change(old, new, meaning, tuple(name for name in _unequal(old, new) if name not in meaning))
            for new in self.new.questions()
            if (old := self.old.question.get(new.id)) is not None
            for meaning in [changed_meaning(old, new)]
        )

    @cached_property
    def moved(self) -> tuple[Move, ...]:
        before, after = section_of(self.old), section_of(self.new)
        elsewhere = set(self._shifted())
        return tuple(
            Move(question, before[question.id], after[question.id])
            for question in self.new.questions()
            if question.id in before and (before[question.id].id != after[question.id].id or question.id in elsewhere)
        )

    def _shifted(self) -> Iterator[str]:
        """Yield the questions that moved within their section."""
        for new in self.new.sections:
            if (old := self.old.section.get(new.id)) is not None:
                yield from _out_of_order([q.id for q in old.questions], [q.id for q in new.questions])

    @cached_property
    def reworded(self) -> tuple[Change, ...]:
        return tuple(each for each in self.kept if each.wording and not each.meaning)

    @cached_property
    def changed(self) -> tuple[Change, ...]:
        return tuple(each for each in self.kept if each.meaning)

    @cached_property
    def reweighted(self) -> tuple[Change, ...]:
        return tuple(each for each in self.kept if each.old.weight != each.new.weight)

    @cached_property
    def comparable(self) -> tuple[Question, ...]:
        """The new version's questions whose answers may be compared."""
        return tuple(each.new for each in self.kept if not each.meaning)

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Differences in the sections themselves and in the questionnaire as a whole."""
        return tuple(self._settings())

    def _settings(self) -> Iterator[Setting]:
        for name in _unequal(self.old, self.new):
            yield Setting(name.replace("_", "-"), getattr(self.old, name), getattr(self.new, name))
        before, after = list(self.old.section), list(self.new.section)
        if before != after:
            yield Setting("sections", tuple(before), tuple(after))
        for section in self.new.sections:
            if (old := self.old.section.get(section.id)) is not None:
                for name in (*_unequal(old, section), *(["weight"] if old.weight != section.weight else [])):
                    yield Setting(f"{section.id}.{name}", getattr(old, name), getattr(section, name))

    def in_the_way(self, measure: Measure) -> tuple[str, ...]:
        """Return the ids of questions and sections that keep overall scores of this measure from being compared.

        Scores can be compared if the same comparable questions feed them with the same weights; for readiness, these
        must also be in the same sections with the same weights.
        """
        old, new = feeding(self.old.questions(), measure), feeding(self.new.questions(), measure)
        found = _unlike(old, new)
        if measure is Measure.READINESS:
            before, after = section_of(self.old), section_of(self.new)
            found += [each for each in new if each in old and before[each].id != after[each].id and each not in found]
            weights = [{s.id: s.weight for s in each.sections if s.weight} for each in (self.old, self.new)]
            found += [each for each in weights[0] | weights[1] if weights[0].get(each) != weights[1].get(each)]
        return tuple(found)

    @cached_property
    def comparable_sections(self) -> tuple[Section, ...]:
        """The new version's sections whose readiness may be compared."""
        return tuple(
            section
            for section in self.new.sections
            if section.weight and (old := self.old.section.get(section.id)) is not None
            if not _unlike(*(feeding(each.questions, Measure.READINESS) for each in (old, section)))
        )

    @property
    def same_stages(self) -> bool:
        """Whether the same readiness still means the same stage."""
        return _cuts(self.old.stages) == _cuts(self.new.stages) and _ceiling(self.old) == _ceiling(self.new)


@lru_cache(maxsize=64)
def same_scale(old: Questionnaire, new: Questionnaire) -> bool:
    """Whether overall readiness and strain may be compared between the two versions."""
    found = Differences(old, new)
    return not found.in_the_way(Measure.READINESS) and not found.in_the_way(Measure.STRAIN)


def feeding(questions: Iterable[Question], measure: Measure) -> dict[str, Question]:
    """Return the questions that feed a measure, by id."""
    return {question.id: question for question in questions if question.measure is measure}


def section_of(questionnaire: Questionnaire) -> dict[str, Section]:
    """Return the section of each question, by question id."""
    return {question.id: section for section in questionnaire.sections for question in section.questions}


def _unlike(old: dict[str, Question], new: dict[str, Question]) -> list[str]:
    """Return the ids that only one has, and those whose questions differ in weight or goals or cannot be compared."""
    return [
        each
        for each in old | new
        if each not in old
        or each not in new
        or (old[each].weight, old[each].unscored_goals) != (new[each].weight, new[each].unscored_goals)
        or not comparable(old[each], new[each])
    ]


def _unequal(old: Question | Section | Questionnaire, new: Question | Section | Questionnaire) -> tuple[str, ...]:
    names = (field.name for field in fields(old) if field.name not in APART)
    return tuple(name for name in names if _written(old, name) != _written(new, name))


def _written(part: Question | Section | Questionnaire, name: str) -> object:
    """Return a field as the files hold it: an earlier version stands there without the questionnaire's name."""
    value = getattr(part, name)
    return str(value).rpartition("/")[2] if name == "same_as" else value


def _out_of_order(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the ids to take out so that the rest are in the same order in both."""
    left, right = [each for each in old if each in new], [each for each in new if each in old]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    stays = {each for block in blocks for each in right[block.b : block.b + block.size]}
    yield from (each for each in right if each not in stays)


def _cuts(cuts: tuple[Cut, ...]) -> list[tuple[str, int]]:
    return [(cut.id, cut.least) for cut in cuts]


def _ceiling(questionnaire: Questionnaire) -> tuple[str, int, str] | None:
    ceiling: Ceiling | None = questionnaire.ceiling
    return None if ceiling is None else (ceiling.question, ceiling.least, ceiling.stage)
