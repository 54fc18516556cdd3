"""Scores a shop in a file, without the web and without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.core.personas import read_persona
from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Score, Scorecard, whole
from questions.core.scoring import has_number, score
from questions.core.tables import ContentError
from questions.library import asked_today
from reports.core.digest import Document
from reports.pdf.document import render, report_of_persona


class Command(BaseCommand):
    help = "Score the answers in a TOML file ([shop] and [answers]) and print the scorecard."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="such as questions/personas/bob-breakfix.toml")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--pdf", type=Path, metavar="OUT", help="write the report as well")
        parser.add_argument("--annex", type=Path, metavar="OUT", help="write its annex as well, with every answer")

    def handle(self, *args: Any, **options: Any) -> None:
        questionnaire = asked_today()
        try:
            persona = read_persona(options["file"], questionnaire)
        except ContentError as error:
            raise CommandError(str(error)) from error
        card = score(questionnaire, persona.answers)
        if options["json"]:
            self.stdout.write(json.dumps(summary(questionnaire, card), indent=2))
        else:
            self.stdout.write("\n".join(table(persona.name, questionnaire, card)))
        try:
            if options["pdf"]:
                options["pdf"].write_bytes(render(report_of_persona(persona)))
            if options["annex"]:
                options["annex"].write_bytes(render(report_of_persona(persona), document=Document.ANNEX))
        except OSError as error:
            raise CommandError(f"The report could not be written: {error}") from error


def summary(questionnaire: Questionnaire, card: Scorecard) -> dict[str, Any]:
    """Return the scorecard in whole points of 100, null where there is no number."""
    measures = {each: card.score(each) for each in (Measure.READINESS, Measure.STRAIN, Measure.COMMITMENT)}
    return {
        **{name.value: score.points if tells(questionnaire, card, name) else None for name, score in measures.items()},
        "completeness": {name.value: score.known for name, score in measures.items()},
        "stage": card.stage.id,
        "stage_by_score": card.stage_by_score,
        "band": card.band.id,
        "verdict": card.verdict.value,
        "gates": list(card.gates),
        "sections": {part.section: part.points for part in card.sections},
        "intervals": {
            **{name.value: list(score.interval) for name, score in measures.items()},
            "sections": {part.section: list(part.score.interval) for part in card.sections},
        },
    }


def tells(questionnaire: Questionnaire, card: Scorecard, measure: Measure) -> bool:
    """Whether to show the number; versions without the rule always show what is known."""
    return not questionnaire.rules.numbers_when_known or has_number(questionnaire, card, measure)


def table(shop: str, questionnaire: Questionnaire, card: Scorecard) -> list[str]:
    """Return the scorecard as lines of text."""
    stages = {cut.id: cut.name for cut in questionnaire.stages}
    bands = {cut.id: cut.name for cut in (*questionnaire.strain_bands, *questionnaire.commitment_bands)}
    lines = [
        f"{shop}, by {questionnaire.slug} {questionnaire.version}",
        "",
        _line("", "points", "interval", "known", ""),
        *(
            _measure(name, score, word, hidden=not tells(questionnaire, card, measure))
            for name, measure, score, word in (
                ("Readiness", Measure.READINESS, card.readiness, stages.get(card.stage.id or "", "")),
                ("Strain", Measure.STRAIN, card.strain, bands.get(card.band.id or "", "")),
                ("Commitment", Measure.COMMITMENT, card.commitment, bands.get(card.commitment_band.id or "", "")),
            )
        ),
        "",
    ]
    for part in card.sections:
        enough = "" if part.points is not None else "not enough answers"
        lines.append(_measure(questionnaire.section[part.section].title, part.score, enough, hidden=bool(enough)))
    lines += ["", f"Verdict: {card.verdict.value}"]
    lines += [f"  held by: {questionnaire.gate[gate].title}" for gate in card.gates]
    lines += [f"  missing: {code}" for code in card.missing]
    if card.stage_by_score != card.stage.id:
        lines.append(f"  the score alone would say: {stages[card.stage_by_score or '']}")
    return lines


def _measure(name: str, found: Score, word: str, *, hidden: bool = False) -> str:
    points = "-" if hidden or found.value is None else str(whole(found.value))
    low, high = found.interval
    known = "-" if found.known is None else f"{found.known}%"
    return _line(name, points, f"{low}-{high}", known, word)


def _line(name: str, points: str, interval: str, known: str, word: str) -> str:
    return f"{name:<26}{points:>7}{interval:>10}{known:>8}  {word}".rstrip()
