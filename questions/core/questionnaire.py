"""What is asked: a questionnaire as frozen values, with no reading, scoring or storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from questions.core.question import NOT_APPLICABLE, Answer, Answers, Question
from questions.core.rules import Rules, Sums

DEFAULT_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of questions; `weight` is its share in overall readiness, 0 for none.

    `sums` wires the money view; at most one section holds it.
    """

    id: str
    title: str
    lead: str
    weight: float
    questions: tuple[Question, ...]
    sums: Sums | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A named stretch of a 0-100 scale that begins at `least` points."""

    id: str
    name: str
    least: int
    text: str


def name_of(cuts: Iterable[Cut], code: str | None) -> str:
    """The name of the stretch with this id, empty without one."""
    return next((cut.name for cut in cuts if cut.id == code), "")


@dataclass(frozen=True, slots=True)
class GateAction:
    """What to do about a gate, by the action of a question, and the sentence that says so."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """An answer that holds the verdict whatever the score: `question` answered with 0 points.

    It holds from the stage `from_stage` up (empty: always) and is the first step below it, for the goals `only_goals`
    (empty: any), never for those in `unless_goals`. `step` is what to do about it; with `actions`, the text of the
    first whose question stands below 3 points, or else of the last.
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
        """Whether it can hold for this goal; for None, where no goal is known, any goal is possible."""
        return goal is None or (goal not in self.unless_goals and (not self.only_goals or goal in self.only_goals))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A shop below `least` in a number question, or not knowing it, stands at most at stage `stage`."""

    question: str
    least: int
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a goal asks of one question: at least `least` points."""

    question: str
    least: int


@dataclass(frozen=True, slots=True)
class Goal:
    """An option of the goal question, and what reaching it needs, the most pressing first.

    `path` is False for a goal that asks for no step towards managed work: only gates and strain then call for action.
    `ceiling` is False for one that is told of the ceiling and not sent after it.
    """

    id: str
    needs: tuple[Need, ...]
    path: bool = True
    ceiling: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds for any of `options`, ticked alone or among others; for a number from `low` to `high`, both included."""

    question: str
    options: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    def holds(self, answer: Answer | None) -> bool:
        if isinstance(answer, int):
            return (self.low is None or self.low <= answer) and (self.high is None or answer <= self.high)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return not set(self.options).isdisjoint(chosen)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that do not go together, all of `conditions` at once: a question for the consultant, never a score."""

    id: str
    text: str
    conditions: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        return all(each.holds(answers.get(each.question)) for each in self.conditions)


@dataclass(frozen=True, slots=True)
class HeadlineText:
    """A sentence with the owner's numbers, for who has at least so many points in each of `least`."""

    text: str
    least: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said first of a stage and strain band: one of `texts`, or `without` any number; then `line`.

    `lines` replace the line for a goal, by its id.
    """

    texts: tuple[HeadlineText, ...]
    without: str
    line: str
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a verdict that carries the owner's own numbers is composed of, beside its other texts.

    `joining` is the word between two things that are missing. `going_for_you` stands by goal where no answer is worth 3
    points, `first_step` by why the first step is there.
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
    """What a verdict is composed of; keys are ids of stage, strain band, goal and commitment band.

    `goals` has a text for each goal and each of there, near and far; for a goal without needs, for each strain band.
    A goal's text may hold {met} and {of}, the needs met and all that apply, {left}, how many are not, and {missing},
    what these are. With `telling`, `headlines` are the lines of its own.
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

    `gates_in_words` says what holds a verdict back, for the method; empty where the titles of the gates do.
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
    rules: Rules = DEFAULT_RULES
    quick: tuple[str, ...] = ()

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
    def sums(self) -> Sums:
        """How the money view is wired; as in the versions before there was a key for it where no section says."""
        return next((section.sums for section in self.sections if section.sums), Sums())

    @property
    def hot(self) -> Cut | None:
        """The band in which strain comes first: the last, where there is more than one."""
        return self.strain_bands[-1] if len(self.strain_bands) > 1 else None

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def contradicted(self, answers: Answers) -> tuple[Contradiction, ...]:
        """What in these answers does not go together."""
        return tuple(each for each in self.contradictions if each.holds(answers))

    def works_alone(self, answers: Answers) -> bool:
        """Whether the owner says so."""
        return any(question.alone and answers.get(question.id) == NOT_APPLICABLE for question in self.questions())

    def must_answer(self, question: Question) -> bool:
        """A response is needed before submitting: every scored question, and the goal."""
        return question.scored or question.id == self.goal
