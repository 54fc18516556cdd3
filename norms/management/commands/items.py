"""Prints how the questions are answered: shares, extremes, pairs that go together, and agreement the second time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from norms.answered import first_attempts, given_by_question, points_by_question
from norms.core.items import LEAST, Item, both, count, rest_of
from norms.second_times import second_answers
from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today, library
from questions.models.assessment import Assessment

Points = dict[str, dict[int, float]]
NAMED = {Measure.READINESS: "readiness", Measure.STRAIN: "strain"}


class Command(BaseCommand):
    help = (
        "Print how each question is answered, from first attempts of shops whose owners agreed, and no examples. "
        f"What fewer than {LEAST} shops say is left out. It needs the extra: uv sync --extra statistics"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--version-of", default="", metavar="VERSION", help="such as 2026.3; by default today's")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            import norms.correlating  # noqa: F401, PLC0415 -- an extra that most sites don't install
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing.name} is missing. Install it with: uv sync --extra statistics") from None
        questionnaire = _asked(options["version_of"])
        attempts = first_attempts(questionnaire)
        self.stdout.write(f"{questionnaire.slug} {questionnaire.version}: {len(attempts)} first attempts that count")
        if len(attempts) < LEAST:
            self.stdout.write(f"Nothing is told of fewer than {LEAST}.")
            return
        points = points_by_question(questionnaire, [each.responses for each in attempts])
        for line in (
            *_items(questionnaire, attempts),
            *_rests(questionnaire, points),
            *_pairs(points),
            *_again(questionnaire, attempts),
        ):
            self.stdout.write(line)


def _asked(version: str) -> Questionnaire:
    if not version:
        return asked_today()
    found = library().get((asked_today().slug, version))
    if found is None:
        raise CommandError(f"There is no version {version}.")
    return found


def _items(questionnaire: Questionnaire, attempts: list[Assessment]) -> Iterator[str]:
    given = given_by_question(questionnaire, attempts)
    found = [count(questionnaire.question[name], answers) for name, answers in given.items()]
    yield ""
    yield f"{'':<24}{'n':>6}{'floor':>7}{'ceil.':>7}{'unkn.':>7}{'n/a':>7}{'chang.':>7}{'sec.':>6}  options"
    yield from (_item(each) for each in found if each)
    if left_out := found.count(None):
        yield f"{left_out} questions with fewer than {LEAST} answers are left out."


def _item(item: Item) -> str:
    shares = "".join(f"{_percent(share):>7}" for share in (item.floor, item.ceiling, item.unknown))
    shares += f"{_percent(item.not_applicable):>7}{_percent(item.changed):>7}"
    took = "-" if item.seconds is None else f"{item.seconds:.0f}"
    options = " · ".join(f"{name} {_percent(share)}" for name, share in item.options)
    return f"{item.question:<24}{item.number:>6}{shares}{took:>6}  {options}".rstrip()


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f}%"


def _rests(questionnaire: Questionnaire, points: Points) -> Iterator[str]:
    """Yield item-rest correlations of strain and commitment. Readiness is formative: its parts need not go together."""
    from norms.correlating import item_rest  # noqa: PLC0415 -- as above

    for measure in (Measure.STRAIN, Measure.COMMITMENT):
        of_it = {name: each for name, each in points.items() if questionnaire.question[name].measure is measure}
        yield ""
        yield f"{measure.value}: each question with the mean of the others, r and its 95% interval"
        for name, each in of_it.items():
            found = item_rest(*both(each, rest_of(name, of_it)))
            if found:
                yield f"{name:<24}{found.value:>6.2f}  {found.low:.2f} to {found.high:.2f}  (n {found.number})"


def _pairs(points: Points) -> Iterator[str]:
    from norms.correlating import CLOSE, rank_correlation  # noqa: PLC0415 -- as above

    yield ""
    yield f"pairs with a rank correlation above {CLOSE}"
    found = [
        (value, one, other)
        for one, other in combinations(points, 2)
        if (value := rank_correlation(*both(points[one], points[other]))) is not None and abs(value) > CLOSE
    ]
    yield from (f"{one} and {other}: {value:.2f}" for value, one, other in sorted(found, reverse=True))
    if not found:
        yield "none"


def _again(questionnaire: Questionnaire, attempts: list[Assessment]) -> Iterator[str]:
    """Yield how far a second time says the same."""
    from norms.correlating import measurement_error, weighted_kappa  # noqa: PLC0415 -- as above

    seconds = second_answers(attempts)
    yield ""
    yield f"answered again after 10 to 14 days: {len(seconds)} shops"
    if len(seconds) < LEAST:
        yield f"Nothing is told of fewer than {LEAST}."
        return
    first, second = (points_by_question(questionnaire, [pair[time] for pair in seconds]) for time in (0, 1))
    for name, each in first.items():
        kappa = weighted_kappa(*both(each, second[name]))
        if kappa is not None:
            yield f"{name:<24} weighted kappa {kappa:.2f}"
    for measure, word in NAMED.items():
        names = [name for name in first if questionnaire.question[name].measure is measure and second[name]]
        one, other = (_mean({name: each[name] for name in names}) for each in (first, second))
        error = measurement_error(*both(one, other))
        if error is not None:
            yield f"standard error of the {len(names)} questions on {word}: {error:.1f} of 100"


def _mean(points: Points) -> dict[int, float]:
    """Return each shop's mean in points of 100; only of shops that have all of them."""
    shops = set.intersection(*(set(each) for each in points.values())) if points else set()
    return {shop: 25 * sum(each[shop] for each in points.values()) / len(points) for shop in shops}
