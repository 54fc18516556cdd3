"""How far an assessment is, counting what must be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from questions.core.question import UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Questionnaire, Section
from questions.wording import written


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question's number, and of how many; `optional` ones are counted by themselves in their section."""

    number: int
    of: int
    optional: bool = False


def counted(questions: Sequence[Question], *, optional: bool = False) -> dict[str, Numbered]:
    """Return where each of these stands, by its id."""
    return {each.id: Numbered(number, len(questions), optional) for number, each in enumerate(questions, 1)}


def numbers(questionnaire: Questionnaire, *, quick: bool) -> dict[str, Numbered]:
    """Return by its id where each question stands that must be answered, or that an optional section has.

    Of the quick check, its own questions alone.
    """
    if quick:
        return counted(questionnaire.quick_questions)
    found = counted([each for each in questionnaire.questions() if each.id in questionnaire.needed])
    for section in questionnaire.sections:
        if not section.ids & questionnaire.needed:
            found |= counted(section.questions, optional=True)
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer.

    `from_tickets` is the day of the ticket export that it was taken from, if it was.
    """

    question: Question
    answer: Answer | None
    from_tickets: date | None = None

    @property
    def text(self) -> str:
        """The answer in words; empty if there is none."""
        return written(self.question, self.answer)

    @property
    def unknown(self) -> bool:
        return self.answer == UNKNOWN and self.question.kind is not Kind.TEXT


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section: `answered` of the `needed` questions, which must be answered; optional if it needs none.

    `gaps` are those without an answer.
    """

    section: Section
    number: int
    needed: int
    answered: int
    gaps: tuple[Question, ...] = ()
    answers: Answers = field(default_factory=dict)
    from_tickets: Mapping[str, date] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        given, taken = self.answers, self.from_tickets
        return tuple(Line(each, given.get(each.id), taken.get(each.id)) for each in self.section.questions)

    @property
    def optional(self) -> bool:
        return self.needed == 0

    @property
    def done(self) -> bool:
        return self.answered == self.needed

    @property
    def given(self) -> int:
        return sum([self.answers.get(question.id) is not None for question in self.section.questions])

    @property
    def left_out(self) -> bool:
        """Whether it is optional and has no answer."""
        return self.optional and not self.given


@dataclass(frozen=True, slots=True)
class Progress:
    """All sections; `minutes` is the time left, by the questionnaire's own estimate."""

    sections: tuple[SectionProgress, ...]
    minutes: int

    @classmethod
    def of(
        cls, questionnaire: Questionnaire, answers: Answers, from_tickets: Mapping[str, date] | None = None
    ) -> Progress:
        taken, must = from_tickets or {}, questionnaire.needed
        sections = tuple(
            SectionProgress(
                section=section,
                number=number,
                needed=sum([question.id in must for question in section.questions]),
                answered=sum([q.id in must and q.id in answers for q in section.questions]),
                gaps=tuple([q for q in section.questions if q.id in must and q.id not in answers]),
                answers=answers,
                from_tickets=taken,
            )
            for number, section in enumerate(questionnaire.sections, 1)
        )
        needed = sum(each.needed for each in sections)
        left = needed - sum(each.answered for each in sections)
        return cls(sections, questionnaire.minutes_for(left))

    @property
    def marks(self) -> tuple[int, ...]:
        """How many are answered in each section: all that a list of the sections tells of it."""
        return tuple(section.answered for section in self.sections)

    @property
    def needed(self) -> int:
        return sum(section.needed for section in self.sections)

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def percent(self) -> int:
        return 100 * self.answered // self.needed if self.needed else 100

    @property
    def done(self) -> bool:
        return self.answered == self.needed

    @property
    def next(self) -> SectionProgress:
        """The section to continue with: the first one not done, else the first."""
        return next((section for section in self.sections if not section.done), self.sections[0])

    def at(self, section_id: str) -> SectionProgress:
        return next(each for each in self.sections if each.section.id == section_id)

    @property
    def gap(self) -> tuple[SectionProgress, Question] | None:
        """The first question that needs an answer and has none, with its section."""
        return next(((each, question) for each in self.sections for question in each.gaps), None)
