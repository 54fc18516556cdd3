"""Prints the stress test as tables for a terminal, each with a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from questions.authoring.showing import title_of, wrapped
from questions.authoring.stress import (
    SPREAD,
    STEP_OFF,
    Changes,
    Shops,
    equal_weights,
    inside,
    moved_weights,
    reaches,
    steps_off,
    without,
)
from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Score, Scorecard
from questions.core.scoring import score

NAME = 20  # columns for a shop's name
BARS: Mapping[int, float] = {2: 5, 5: 0.5}  # percent of draws in which a shop so many points inside may change stage


def stress_lines(
    questionnaire: Questionnaire, shops: Shops, *, draws: int, seed: int, crowds: Mapping[int, Shops] | None = None
) -> Iterator[str]:
    """Yield all tables one after the other; slow ones come as soon as they are ready.

    `crowds` are invented shops by how many points they are inside their stage.
    """
    cards = {name: score(questionnaire, answers) for name, answers in shops.items()}
    yield f"Stress test of {title_of(questionnaire)}"
    yield f"{len(shops)} shops, {draws:,} draws, seed {seed}"
    yield from _heading(
        "Other weights",
        f"In each draw every weight, of questions and of sections, is multiplied by a factor of its own between "
        f"{1 - SPREAD:g} and {1 + SPREAD:g}.",
    )
    moved = moved_weights(questionnaire, shops, draws=draws, seed=seed)
    yield from _changes(questionnaire, cards, moved)
    if crowds:
        yield from _crowds(questionnaire, crowds, draws=draws, seed=seed)
    yield from _heading(
        "Answers a step off",
        f"In each draw every scored answer has a chance of {STEP_OFF:.0%} to be one step better or worse, "
        "both equally likely. At the end of its scale it stays. A number moves to the neighboring knot.",
    )
    off = {name: steps_off(questionnaire, answers, draws=draws, seed=seed) for name, answers in shops.items()}
    yield from _changes(questionnaire, cards, off)
    yield ""
    yield from wrapped(
        "now: as it is. inside: points from the nearest cut between two stages, so many may be won or lost within the "
        "stage. range: lowest and highest readiness in any draw. stage and band: how often readiness or strain came to "
        "stand in another one; a stage also changes when the answer that the ceiling looks at moves. verdict: how "
        "often it became another of incomplete, held (by which gates) and composed; answers a step off open and close "
        "gates."
    )
    yield from _equal(questionnaire, cards, shops)
    yield from _without(questionnaire, cards, shops)
    yield from _reaches(questionnaire, shops)


def _crowds(questionnaire: Questionnaire, crowds: Mapping[int, Shops], *, draws: int, seed: int) -> Iterator[str]:
    yield from _heading(
        "Other weights, invented shops", "The same for invented shops that are exactly so many points inside a stage."
    )
    yield f"{'inside':<8}{'shops':>6}{'stage changes in at most':>29}{'most':>8}{'band':>8}{'verdict':>9}"
    for points, shops in crowds.items():
        found = moved_weights(questionnaire, shops, draws=draws, seed=seed)
        stage, band, verdict = (
            [100 * getattr(each, part) / each.draws for each in found.values()] for part in ("stage", "band", "verdict")
        )
        bar = BARS.get(points, BARS[2])
        within = f"{bar:g}% of draws: {sum(share <= bar for share in stage)}"
        yield f"{points:<8}{len(shops):>6}{within:>29}{_most(stage):>8}{_most(band):>8}{_most(verdict):>9}"
    yield ""
    yield from wrapped("most, band, verdict: the highest share of draws, in %, in which any of these shops changed.")


def _most(shares: Sequence[float]) -> str:
    return f"{max(shares):.1f}" if shares else "-"


def _heading(title: str, text: str) -> Iterator[str]:
    yield from ("", "", title.upper())
    yield from wrapped(text)
    yield ""


def _changes(questionnaire: Questionnaire, cards: dict[str, Scorecard], found: dict[str, Changes]) -> Iterator[str]:
    yield f"{'':<{NAME}}{'readiness':>20}{'strain':>11}{'changed, in % of draws':>27}"
    yield f"{'shop':<{NAME}}{'now':>5}{'inside':>8}{'range':>9}{'now':>9}{'stage':>9}{'band':>9}{'verdict':>9}"
    for name, each in found.items():
        card = cards[name]
        shares = "".join(f"{100 * count / each.draws:>9.1f}" for count in (each.stage, each.band, each.verdict))
        span = "-" if each.lowest is None else f"{each.lowest}-{each.highest}"
        within = inside(questionnaire, card)
        yield (
            f"{_short(name)}{_points(card.readiness):>5}{'-' if within is None else within:>8}{span:>9}"
            f"{_points(card.strain):>9}{shares}"
        )


def _equal(questionnaire: Questionnaire, cards: dict[str, Scorecard], shops: Shops) -> Iterator[str]:
    yield from _heading("Equal weights", "Every question and every section that counts at all counts the same.")
    names = {cut.id: cut.name for cut in (*questionnaire.stages, *questionnaire.strain_bands)}
    yield f"{'shop':<{NAME}}{'readiness':>13}  {'stage':<22}{'strain':>9}  {'band':<14}".rstrip()
    equal = equal_weights(questionnaire)
    for name, answers in shops.items():
        now, then = cards[name], score(equal, answers)
        stage = _was_now(now.stage.id, then.stage.id, names)
        band = _was_now(now.band.id, then.band.id, names)
        readiness = f"{_points(now.readiness)} > {_points(then.readiness)}"
        strain = f"{_points(now.strain)} > {_points(then.strain)}"
        yield f"{_short(name)}{readiness:>13}  {stage:<22}{strain:>9}  {band}".rstrip()
    yield ""
    yield from wrapped("Before > is the result as it is, after it the one with equal weights; a dash: no change.")


def _was_now(was: str | None, now: str | None, names: dict[str, str]) -> str:
    return "-" if was == now else f"> {names.get(now or '', 'none')}"


def _without(questionnaire: Questionnaire, cards: dict[str, Scorecard], shops: Shops) -> Iterator[str]:
    yield from _heading("One section left out", "Each column leaves out all questions of one section.")
    numbered = [
        (number, section)
        for number, section in enumerate(questionnaire.sections, 1)
        if any(question.measure in (Measure.READINESS, Measure.STRAIN) for question in section.questions)
    ]
    left = [without(questionnaire, section.id) for _, section in numbered]
    changed = {name: [score(each, answers) for each in left] for name, answers in shops.items()}
    parts: tuple[tuple[str, Callable[[Scorecard], Score], Callable[[Scorecard], str | None]], ...] = (
        ("readiness", lambda card: card.readiness, lambda card: card.stage.id),
        ("strain", lambda card: card.strain, lambda card: card.band.id),
    )
    for title, of, place in parts:
        yield f"{title:<{NAME}}{'all':>5}" + "".join(f"{number:>6}" for number, _ in numbered)
        for name, found in changed.items():
            now = cards[name]
            cells = [f"{_points(of(card))}{'*' if place(card) != place(now) else ' '}" for card in found]
            yield f"{_short(name)}{_points(of(now)):>5}" + "".join(f"{cell:>6}" for cell in cells).rstrip()
        yield ""
    yield from wrapped("*: the stage, or the band of strain, is another one then.")
    yield from wrapped("; ".join(f"{number} {section.title}" for number, section in numbered))


def _reaches(questionnaire: Questionnaire, shops: Shops) -> Iterator[str]:
    yield from _heading(
        "What one question can do",
        "Its answer goes from the worst to the best, and nothing else changes.",
    )
    yield f"{'question':<26}{'points':>7}  {'shops':<10}{'feeds'}"
    order: Sequence[Measure] = tuple(Measure)
    for each in sorted(reaches(questionnaire, shops), key=lambda each: (order.index(each.measure), -each.points)):
        yield f"{each.question:<26}{each.points:>7.1f}  {f'{each.shops} of {each.asked}':<10}{each.measure.value}"
    yield ""
    yield from wrapped(
        "points: by how much it moves its measure, in the shop that it moves most. shops: how many of those it "
        "applies to would change their stage (readiness) or band (strain, commitment) by it."
    )


def _points(found: Score) -> str:
    return "-" if found.points is None else str(found.points)


def _short(name: str) -> str:
    """Cut a shop's name to its column."""
    return f"{name[: NAME - 1]:<{NAME}}"
