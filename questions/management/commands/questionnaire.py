"""Reads, compares, tests and publishes questionnaires, without the web and without a database."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.authoring.counting import count_lines, grade_lines
from questions.authoring.crowd import inside_by
from questions.authoring.difference_lines import difference_lines
from questions.authoring.showing import show, wrapped
from questions.authoring.stress_lines import BARS, stress_lines
from questions.core.consistency import INDEX
from questions.core.differences import Differences
from questions.core.loader import LOCK, load
from questions.core.personas import Persona, example_sets, read_persona
from questions.core.publishing import publish, publishable
from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire
from questions.core.tables import ContentError
from questions.library import OWN, current, read

VERSION = "SLUG/VERSION"
INVENTED = 100  # shops of each kind in a stress test


class Command(BaseCommand):
    help = "Show a questionnaire, compare two versions, put one under stress, or publish it."
    # It reports the faults of the version it is asked for; those of another must not stop it. Publishing checks all.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="action", required=True, metavar="show | diff | stress | publish")

        one = commands.add_parser("show", help="print it as the owner reads it")
        one.add_argument("version", nargs="?", metavar=VERSION, help="the current one, if not given")
        one.add_argument("--points", action="store_true", help="also what each answer earns")
        one.add_argument(
            "--sources", action="store_true", help="also what each answer earns, and where that comes from"
        )
        one.add_argument(
            "--count", action="store_true", help="instead, how much there is to read and how long it takes"
        )
        one.add_argument("--readability", action="store_true", help="instead, how hard it reads, in grades of school")
        one.set_defaults(lines=self.show)

        two = commands.add_parser("diff", help="tell what differs, and what may still be compared")
        two.add_argument("old", metavar="OLD", help=VERSION)
        two.add_argument("new", metavar="NEW", help=VERSION)
        two.set_defaults(lines=self.diff)

        stress = commands.add_parser("stress", help="tell how far results hang on weights, sections and single answers")
        stress.add_argument("files", nargs="*", type=Path, metavar="FILE", help="shops; our examples, if none is given")
        stress.add_argument("--questionnaire", dest="version", metavar=VERSION, help="the current one, if not given")
        stress.add_argument("--draws", type=_positive, default=1000, help="1000, if not given")
        stress.add_argument("--seed", type=int, default=1, help="another seed draws other numbers; 1, if not given")
        stress.set_defaults(lines=self.stress)

        closing = commands.add_parser("publish", help="close a version for good")
        closing.add_argument("version", metavar=VERSION)
        closing.add_argument("--check", action="store_true", help="only say whether it could be published")
        closing.set_defaults(lines=self.publish)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in options["lines"](options):
                self.stdout.write(line)
        except ContentError as error:
            raise CommandError("\n".join(["The content has faults:", *map(str, error.problems)])) from error

    def show(self, options: dict[str, Any]) -> Iterator[str]:
        questionnaire = _questionnaire(options["version"])
        if options["count"]:
            return count_lines(questionnaire)
        if options["readability"]:
            return grade_lines(questionnaire, _grade())
        return show(questionnaire, points=options["points"], sources=options["sources"])

    def diff(self, options: dict[str, Any]) -> Iterator[str]:
        return difference_lines(Differences(load(_folder(options["old"])), load(_folder(options["new"]))))

    def stress(self, options: dict[str, Any]) -> Iterator[str]:
        questionnaire = _questionnaire(options["version"])
        if options["files"]:
            shops = {path.stem: read_persona(path, questionnaire).answers for path in options["files"]}
        else:
            shops = _examples(questionnaire)
        for name, answers in shops.items():
            if missing := sorted(_needed(questionnaire) - set(answers)):
                yield from wrapped(f"{name} has no answer to: {', '.join(missing)}")
        crowds = _crowds(questionnaire, shops) if not options["files"] else None
        yield from stress_lines(questionnaire, shops, draws=options["draws"], seed=options["seed"], crowds=crowds)

    def publish(self, options: dict[str, Any]) -> Iterator[str]:
        name, folder = options["version"], _folder(options["version"])
        publishable(folder)
        self.check()
        if options["check"]:
            yield f"{name} could be published."
            return
        questionnaire = publish(folder)
        files = len(list(folder.glob("*.toml")))
        yield f"Published {name} in {folder}"
        yield ""
        yield from wrapped(f"{LOCK} holds the checksum of its {files} files. `manage.py check` fails if one changes.")
        yield ""
        yield "Next:"
        yield from wrapped(f"Keep {LOCK} with the files: commit it, if you use version control.", "- ")
        yield from wrapped(_who_gets_it(questionnaire), "- ")
        yield from wrapped(
            "Every change from now on is a new version, a corrected typo too: copy the .toml files to a new folder "
            f"beside {folder.name}, without {LOCK}.",
            "- ",
        )


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"must be a whole number above 0, not {text}")
    return int(text)


def _grade() -> Callable[[str], float]:
    """Return a function for the Flesch-Kincaid grade in American English; its library is not part of a running site."""
    try:
        textstat = import_module("textstat")
    except ImportError as error:
        raise CommandError("This needs the library textstat: uv sync --group authoring") from error
    textstat.set_lang("en_US")
    grade: Callable[[str], float] = textstat.flesch_kincaid_grade
    return grade


def _folders() -> Iterable[Path]:
    return [OWN, *settings.QUESTIONNAIRE_DIRS]


def _folder(name: str) -> Path:
    """Return the folder of the version `slug/version`; raise CommandError unless there is exactly one."""
    found: dict[str, list[Path]] = {}
    for index in (index for folder in _folders() for index in folder.glob(f"*/*/{INDEX}")):
        found.setdefault(f"{index.parent.parent.name}/{index.parent.name}", []).append(index.parent)
    if name not in found:
        raise CommandError(f"There is no version {name!r}. There are: {', '.join(sorted(found))}")
    if len(found[name]) > 1:
        raise CommandError(f"{name} stands in two folders: {', '.join(map(str, found[name]))}")
    return found[name][0]


def _questionnaire(name: str | None) -> Questionnaire:
    """Return the version of this name, or the one that new assessments get."""
    if name is not None:
        return load(_folder(name))
    try:
        return current(read(_folders()), settings.QUESTIONNAIRE)
    except LookupError as error:
        raise CommandError(f"The setting QUESTIONNAIRE: {error}") from error


def _needed(questionnaire: Questionnaire) -> set[str]:
    return {question.id for question in questionnaire.questions() if questionnaire.must_answer(question)}


def _examples(questionnaire: Questionnaire) -> dict[str, Answers]:
    """Return the answers of the set of example shops that leaves the fewest of its questions open."""
    sets = [{name: _fitting(path, questionnaire) for name, path in paths.items()} for paths in example_sets()]
    needed = _needed(questionnaire)
    return min(sets, key=lambda shops: sum(len(needed - set(answers)) for answers in shops.values()))


def _fitting(path: Path, questionnaire: Questionnaire) -> Answers:
    """Return the answers of an example shop that fit this questionnaire: the shop was written for ours."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))["answers"]
    answers = {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in given.items()}
    asked = questionnaire.question
    return {name: answer for name, answer in answers.items() if name in asked and not asked[name].problem(answer)}


def _crowds(questionnaire: Questionnaire, shops: Mapping[str, Answers]) -> dict[int, Mapping[str, Answers]]:
    """Return a hundred invented shops two points inside a stage and a hundred five; none if our examples don't fit."""
    needed = _needed(questionnaire)
    if not shops or any(needed - set(answers) for answers in shops.values()):
        return {}
    personas = [Persona(name, name, "", 0, "", answers) for name, answers in shops.items()]
    return {points: inside_by(questionnaire, personas, points=points, number=INVENTED) for points in BARS}


def _who_gets_it(questionnaire: Questionnaire) -> str:
    if questionnaire.slug != settings.QUESTIONNAIRE:
        return f"New assessments use {settings.QUESTIONNAIRE}. To use this one, set QUESTIONNAIRE={questionnaire.slug}."
    newest = current(read(_folders()), questionnaire.slug)
    if newest.version != questionnaire.version:
        return f"New assessments go on using {newest.version}, which is newer."
    return "Restart the server: new assessments use it then. Those started before keep theirs."
