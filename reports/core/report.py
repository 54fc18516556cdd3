"""Everything a report says, as plain values; the page and the PDF show the same report."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from clients.core.regions import PAPERS
from evidence.core.kept import Kept
from opinions.core.collected import Collected
from questions.core.later import LATER, OF_CONTENT
from questions.core.question import Answer, Answers, Measure, Question, Source, Trust, When
from questions.core.questionnaire import DEFAULT_RULES, Gate, Questionnaire, name_of
from questions.core.rules import Rules, Sums
from questions.core.scorecard import Scorecard, Scored
from reports.core.answers import AnswerLine, Tone
from reports.core.brand import OURS, Brand, Note
from reports.core.estimates import estimates
from reports.core.goals import NeedPart, needs_of
from reports.core.looking_up import LookUp, incomplete_text, look_ups
from reports.core.money import USUAL, MoneyLine, money
from reports.core.ordering import gate_step, steps_of
from reports.core.parts import Held, Lacking, Moment, Reply, Scale, SectionPart
from reports.core.scales import goal_zone, scale_of, section_of
from reports.core.steps import Reason, Step
from reports.core.verdict import Composed, compose, quote
from reports.core.worth import gains


@dataclass(frozen=True, slots=True)
class Report:
    """What is said about one set of answers; `date` is the ISO date of submitting, empty before that.

    `moments` are the comparable attempts, this one last; none without an earlier one. `paper` is the document's paper
    size. `answered_by` is the code of who answered, empty if unknown; `answered_with` the consultant who sat with them,
    if any. `locale` says how it writes dates and numbers. `gates_in_words` describes what can hold back a verdict; if
    empty, `gate_titles` do. `tickets` is what a kept file of tickets shows beside the answers; it changes nothing else.
    `from_tickets` has the questions whose answers were taken from a file of tickets, each with its ISO date.
    `opinions` is what others said beside it.
    """

    shop: str
    date: str
    title: str
    slug: str
    version: str
    lang: str
    published: bool
    checksum: str
    verdict: str
    goal: str
    composed: Composed | None
    incomplete: str
    readiness: Scale
    strain: Scale
    commitment: Scale
    by_score: str
    ceiling: str
    gates: tuple[Held, ...]
    lacking: tuple[Lacking, ...]
    sections: tuple[SectionPart, ...]
    steps: tuple[Step, ...]
    money: tuple[MoneyLine, ...]
    replies: tuple[Reply, ...]
    sources: tuple[Source, ...]
    moments: tuple[Moment, ...]
    brand: Brand
    notes: tuple[Note, ...]
    paper: str
    answered_with: str
    answers: Answers
    card: Scorecard
    rules: Rules = field(default=DEFAULT_RULES, metadata=OF_CONTENT)
    gates_in_words: str = field(default="", metadata=OF_CONTENT)
    gate_titles: tuple[str, ...] = field(default=(), metadata=OF_CONTENT)
    look_up: tuple[LookUp, ...] = field(default=(), metadata=LATER)
    tickets: Kept | None = field(default=None, metadata=LATER)
    answered_by: str = field(default="", metadata=LATER)
    locale: str = field(default="", metadata=LATER)
    watch: str = field(default="", metadata=LATER)
    zone: tuple[int, int] = field(default=(0, 100), metadata=OF_CONTENT)  # the goal's readiness
    from_tickets: tuple[tuple[str, str], ...] = field(default=(), metadata=LATER)
    sums: Sums = field(default=USUAL, metadata=OF_CONTENT)
    needs: tuple[NeedPart, ...] = field(default=(), metadata=OF_CONTENT)
    opinions: Collected | None = field(default=None, metadata=LATER)

    @property
    def day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.date) if self.date else None

    @property
    def formats(self) -> str:
        """The language tag whose dates and numbers it has: its locale, if that is of its own language."""
        return self.locale if self.locale[:2] == self.lang[:2] else self.lang

    @property
    def first_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.when is When.WEEK)

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """The steps after this week's, in their order."""
        return tuple(step for step in self.steps if step.when is not When.WEEK)

    @property
    def movers(self) -> tuple[AnswerLine, ...]:
        """The answers that could move overall readiness most, three at most, by what their best answer adds."""
        found = sorted((line for line in self.lines if line.gain > 0), key=lambda line: line.gain, reverse=True)
        return tuple(found[:3])

    @property
    def later_steps(self) -> tuple[tuple[When, tuple[Step, ...]], ...]:
        """The steps after this week's, by their time."""
        return tuple((when, steps) for when, steps in self.plan if when is not When.WEEK)

    @property
    def plan(self) -> tuple[tuple[When, tuple[Step, ...]], ...]:
        """Every step by its time."""
        times = {when: tuple(step for step in self.steps if step.when is when) for when in When}
        return tuple((when, steps) for when, steps in times.items() if steps)

    @property
    def measures(self) -> tuple[tuple[str, Scale], ...]:
        """The measures that the questionnaire asks about; commitment may be missing."""
        every = (("readiness", self.readiness), ("strain", self.strain), ("commitment", self.commitment))
        return tuple((name, scale) for name, scale in every if name != "commitment" or scale.known is not None)

    @property
    def notes_by_section(self) -> tuple[tuple[str, tuple[Note, ...]], ...]:
        """Shared notes under their section's title, those on the whole first under ""."""
        places = [("", ""), *((section.id, section.title) for section in self.sections)]
        found = [(title, tuple(note for note in self.notes if note.section == place)) for place, title in places]
        return tuple((title, notes) for title, notes in found if notes)

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def strengths(self) -> tuple[AnswerLine, ...]:
        """The strengths, in the questionnaire's order."""
        return tuple(line for line in self.lines if line.finding and line.tone is Tone.STRENGTH)

    @property
    def positive(self) -> bool:
        """Whether it has its own kind of report: a calm shop with nothing it needs to do, or at the top."""
        if self.composed is None or self.strain.place != self.strain.cuts[0] or not self.keeps:
            return False
        needed = self.steps and self.steps[0].reason is not Reason.OPTIONAL
        return not needed or self.readiness.place == self.readiness.cuts[-1]

    @property
    def keeps(self) -> tuple[str, ...]:
        """How to keep the best answers: two of strain and one of readiness; empty where nobody says it."""
        good = [line for line in self.lines if line.keep]
        good.sort(key=lambda line: line.weight * (line.points or 0), reverse=True)
        found = [[line.keep for line in good if line.measure == measure] for measure in ("strain", "readiness")]
        return (*found[0][:2], *found[1][:1])

    @property
    def costs(self) -> tuple[AnswerLine, ...]:
        """The answers that say something is missing or costly, heaviest first."""
        found = [line for line in self.lines if line.finding and line.tone is Tone.COST]
        return tuple(sorted(found, key=lambda line: line.loss, reverse=True))

    @property
    def not_known(self) -> tuple[AnswerLine, ...]:
        return tuple(line for line in self.lines if line.finding and line.tone is Tone.UNKNOWN)

    @property
    def outside_sources(self) -> tuple[Source, ...]:
        """The sources other than ourselves, each once."""
        return tuple(source for source in self.sources if source.trust is not Trust.OURS)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON types, always the same for the same report."""
        return asdict(self)


def build_report(  # noqa: PLR0913 -- what makes the report, and what the document shows besides
    questionnaire: Questionnaire,
    answers: Answers,
    card: Scorecard,
    *,
    shop: str,
    date: str,
    lang: str = "",
    moments: tuple[Moment, ...] = (),
    brand: Brand = OURS,
    notes: tuple[Note, ...] = (),
    paper: str = PAPERS[0],
    answered_with: str = "",
    tickets: Kept | None = None,
    answered_by: str = "",
    locale: str = "",
    from_tickets: tuple[tuple[str, str], ...] = (),
    opinions: Collected | None = None,
) -> Report:
    """Say in words and numbers what `card`, the score of `answers`, means; its numbers are not computed again."""
    scored = {item.question: item for item in card.scored}
    adds = gains(card)
    parts = {part.section: part for part in card.sections}
    sections = tuple(
        section_of(questionnaire, section, parts.get(section.id), answers=answers, scored=scored, adds=adds)
        for section in questionnaire.sections
    )
    complete = not card.missing
    lines = {line.id: line for section in sections for line in section.lines}
    steps = steps_of(questionnaire, card, adds, answers)
    goal = questionnaire.question[questionnaire.goal].option.get(card.goal or "")
    by_score = name_of(questionnaire.stages, card.stage_by_score)
    held_down = card.stage.id != card.stage_by_score
    return Report(
        shop=shop,
        date=date,
        title=questionnaire.title,
        slug=questionnaire.slug,
        version=questionnaire.version,
        lang=lang or questionnaire.lang,
        published=questionnaire.published,
        checksum=questionnaire.checksum,
        verdict=card.verdict.value,
        goal=goal.text if goal else "",
        composed=compose(questionnaire, card, lines, steps, answers),
        incomplete="" if complete else incomplete_text(questionnaire, card),
        readiness=scale_of(questionnaire, card, Measure.READINESS),
        strain=scale_of(questionnaire, card, Measure.STRAIN),
        commitment=scale_of(questionnaire, card, Measure.COMMITMENT),
        by_score=by_score if held_down else "",
        ceiling=questionnaire.ceiling.text if questionnaire.ceiling and held_down else "",
        gates=tuple(
            Held(gate.id, gate.title, gate.text, quote(lines[gate.question]), _opens(gate, scored))
            for gate in questionnaire.gates
            if gate.id in card.gates
        ),
        lacking=tuple(_lacking(questionnaire, code) for code in card.missing),
        sections=sections,
        steps=steps,
        money=(estimates if questionnaire.sums.rounded else money)(answers, questionnaire),
        replies=_replies(questionnaire, answers),
        sources=tuple(dict.fromkeys(source for q in questionnaire.questions() for source in q.sources)),
        moments=moments,
        brand=brand,
        notes=notes,
        paper=paper,
        answered_with=answered_with,
        answered_by=answered_by,
        locale=locale,
        watch=_watched(questionnaire, card, lines),
        zone=goal_zone(questionnaire, card),
        answers=dict(answers),
        card=card,
        rules=questionnaire.rules,
        sums=questionnaire.sums,
        gates_in_words=questionnaire.gates_in_words,
        gate_titles=tuple(gate.title for gate in questionnaire.gates),
        look_up=() if complete else look_ups(questionnaire, card),
        tickets=tickets,
        from_tickets=from_tickets,
        opinions=opinions,
        needs=needs_of(questionnaire, card),
    )


def _watched(questionnaire: Questionnaire, card: Scorecard, lines: Mapping[str, AnswerLine]) -> str:
    """Return what the weakest of the questions that the goal watches says, if it has less than 3 points."""
    goal = questionnaire.goal_named(card.goal)
    found = [lines[name] for name in (goal.watch if goal else ()) if lines[name].target]
    known = [line for line in found if line.points is not None]
    return min(known, key=lambda line: line.points or 0).finding if known else ""


def _opens(gate: Gate, scored: dict[str, Scored]) -> str:
    """Return what to do about a gate; empty if the gate's own text says it."""
    return gate_step(gate, scored)[1] if gate.actions else ""


def _replies(questionnaire: Questionnaire, answers: Answers) -> tuple[Reply, ...]:
    return tuple(
        Reply(option.text, option.reply)
        for question in questionnaire.questions()
        for option in question.options
        if option.reply is not None and option.id in _ticked(answers.get(question.id))
    )


def _ticked(answer: Answer | None) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _lacking(questionnaire: Questionnaire, code: str) -> Lacking:
    if code in set(Measure):
        return Lacking(code, "", "")
    question: Question = questionnaire.question[code]
    section = next(section for section in questionnaire.sections if question in section.questions)
    return Lacking("question", question.text, section.title)
