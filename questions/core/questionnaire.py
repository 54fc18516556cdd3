"""A questionnaire as frozen values, without reading, scoring or storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from questions.core.contradiction import Contradiction
from questions.core.question import NOT_APPLICABLE, Answers, Question
from questions.core.rules import Rules, Sums

DEFAULT_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of questions; `weight` is its share in overall readiness, 0 for none.

    `sums` sets up the money view; at most one section has it.
    """

    id: str
    title: str
    lead: str
    weight: float
    questions: tuple[Question, ...]
    sums: Sums | None = None

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(question.id for question in self.questions)


@dataclass(frozen=True, slots=True)
class Cut:
    """A named part of a 0-100 scale, which begins at `least` points."""

    id: str
    name: str
    least: int
    text: str


def name_of(cuts: Iterable[Cut], code: str | None) -> str:
    """Return the name of the cut with this id; empty without one."""
    return next((cut.name for cut in cuts if cut.id == code), "")


@dataclass(frozen=True, slots=True)
class GateAction:
    """What to do about a gate: the question whose action it is, and the sentence that says so."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """An answer that holds back the verdict whatever the score: `question` answered with 0 points.

    It holds from the stage `from_stage` up (empty: always), and below it is the first step. It applies to the goals
    `only_goals` (empty: any), never to those in `unless_goals`. `step` is what to do about it; with `actions`, the text
    of the first one whose question has less than 3 points, or else of the last.
    """

    id: str
    question: str
    title: str
    text: str
    step: str
    from_stage: str = ""
    only_goals: tuple[str, ...] = ()
    unless_goals: tuple[str, ...] = ()
    actions: tuple[GateAction, ...] = ()

    def can_hold(self, goal: str | None) -> bool:
        """Whether it can hold for this goal; None is an unknown goal, which could be any."""
        return goal is None or (goal not in self.unless_goals and (not self.only_goals or goal in self.only_goals))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A shop below `least` in a number question, or without that number, gets at most the stage `stage`."""

    question: str
    least: int
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a goal requires of one question: at least `least` points."""

    question: str
    least: int


@dataclass(frozen=True, slots=True)
class Goal:
    """An option of the goal question, and what reaching it needs, most pressing first.

    `path` is False for a goal without steps toward managed work: then only gates and strain call for action. `ceiling`
    is False for a goal whose report mentions the ceiling but proposes no step about it. `watch` are the questions that
    a shop with nothing it needs to do keeps an eye on. `zone` are the first and last of the stages where it lies; if
    empty, it is the shop's own stage without a path, and any stage with one.
    """

    id: str
    needs: tuple[Need, ...]
    path: bool = True
    ceiling: bool = True
    watch: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineText:
    """A sentence with the owner's numbers, used if each question in `least` has at least so many points."""

    text: str
    least: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """What a report says first for a stage and strain band: one of `texts`, or else `without` a number; then `line`.

    `lines` replaces `line` for a goal, by its id.
    """

    texts: tuple[HeadlineText, ...]
    without: str
    line: str
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """The other texts of a verdict that uses the owner's own numbers.

    `joining` is the word between two missing things. `going_for_you` is by goal, used where no answer is worth 3
    points; `first_step` is by the reason for the first step.
    """

    incomplete_one: str
    optional: str
    because_unknown: str
    joining: str
    costs: str
    going: str
    going_for_you: Mapping[str, str]
    first_step: Mapping[str, str]
    headlines: Mapping[tuple[str, str], Headline]


@dataclass(frozen=True)
class VerdictTexts:
    """The texts of a verdict; keys are ids of stage, strain band, goal and commitment band.

    `goals` has a text for each goal and each of there, near and far; for a goal without needs, for each strain band. A
    goal's text may contain {met} and {of}, the needs met and all that apply, {left}, how many are not met, and
    {missing}, which these are. With `telling`, `headlines` are the lines of its headlines.
    """

    incomplete: str
    because_calm: str
    because_strained: str
    keep: str
    headlines: Mapping[tuple[str, str], str]
    goals: Mapping[tuple[str, str], str]
    openings: Mapping[str, str]
    telling: Telling | None = None


@dataclass(frozen=True)
class Questionnaire:
    """One version of the whole instrument; `checksum` is the SHA-256 of its files.

    `gates_in_words` describes the gates for the method page; if empty, their titles do. `goal_names` has a goal in two
    or three words, for who reads of many shops.
    """

    slug: str
    version: str
    lang: str
    title: str
    checksum: str
    published: bool
    goal: str
    minutes: tuple[int, int]
    sections: tuple[Section, ...]
    stages: tuple[Cut, ...]
    strain_bands: tuple[Cut, ...]
    commitment_bands: tuple[Cut, ...]
    verdict: VerdictTexts
    goals: tuple[Goal, ...] = ()
    gates: tuple[Gate, ...] = ()
    ceiling: Ceiling | None = None
    contradictions: tuple[Contradiction, ...] = ()
    gates_in_words: str = ""
    goal_names: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = DEFAULT_RULES
    quick: tuple[str, ...] = ()
    quick_minutes: int = 0

    def __hash__(self) -> int:
        return hash((self.slug, self.version, self.checksum))

    @cached_property
    def question(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions()}

    @cached_property
    def section(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def gate(self) -> Mapping[str, Gate]:
        return {gate.id: gate for gate in self.gates}

    @cached_property
    def for_others(self) -> Questionnaire:
        """The same in the words for people other than the owner."""
        worded = (
            replace(section, questions=tuple(question.for_others() for question in section.questions))
            for section in self.sections
        )
        return replace(self, sections=tuple(worded))

    @property
    def counted(self) -> int:
        """How many questions it has, without the sections that are optional as a whole."""
        return sum(len(section.questions) for section in self.sections if section.ids & self.needed)

    @property
    def quick_questions(self) -> tuple[Question, ...]:
        """The questions asked first of an owner with little time, in their order."""
        return tuple(self.question[name] for name in self.quick)

    @cached_property
    def rated(self) -> tuple[Question, ...]:
        """The questions that people other than the owner can answer too; none in older versions."""
        return tuple(question for question in self.questions() if question.rater)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The ids of the questions that need a response before submitting."""
        return frozenset(question.id for question in self.questions() if self.must_answer(question))

    @cached_property
    def sums(self) -> Sums:
        """The set-up of the money view; the defaults, used by versions before this key, if no section has one."""
        return next((section.sums for section in self.sections if section.sums), Sums())

    @property
    def hot(self) -> Cut | None:
        """The top strain band, in which strain comes first; None if there is only one band."""
        return self.strain_bands[-1] if len(self.strain_bands) > 1 else None

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def contradicted(self, answers: Answers) -> tuple[Contradiction, ...]:
        """Return the contradictions in these answers."""
        return tuple(each for each in self.contradictions if each.holds(answers))

    def doubts(self, answers: Answers) -> Mapping[str, str]:
        """Return what to ask the owner, by the question beside which it is asked; empty where the answers fit."""
        order = list(self.question)
        found: dict[str, list[str]] = {}
        for each in self.contradictions:
            if each.ask:
                last = max((condition.question for condition in each.conditions), key=order.index)
                found.setdefault(last, []).extend([each.ask] if each.holds(answers) else [])
        return {name: " ".join(asked) for name, asked in found.items()}

    def minutes_for(self, number: int) -> int:
        """Return the minutes that so many questions take, by its own estimate for those that need an answer."""
        return -(-self.minutes[1] * number // len(self.needed)) if self.needed else 0

    def goal_name(self, name: str | None) -> str:
        """Return a goal in a few words: its short name, or else as the owner chose it; empty for none."""
        option = self.question[self.goal].option.get(name or "")
        return self.goal_names.get(name or "") or (option.text if option else "")

    def goal_named(self, name: str | None) -> Goal | None:
        """Return the goal of this id; None if there is none, as before it is chosen."""
        return next((each for each in self.goals if each.id == name), None)

    def works_alone(self, answers: Answers, people: int | None = None) -> bool:
        """Whether the owner works alone, by how many people there are or, if that is not known, a "doesn't apply"."""
        said = any(question.alone and answers.get(question.id) == NOT_APPLICABLE for question in self.questions())
        return said if people is None else people == 1

    def must_answer(self, question: Question) -> bool:
        """Whether a response is needed before submitting: for every scored question, and the goal."""
        return question.scored or question.id == self.goal
