"""Examines a ticket export, without the web and without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from evidence.answers import Comparison, compare_finding, has_paid_rota
from evidence.core.examining import Examined, Setting, examine
from evidence.core.measures.finding import Measure
from evidence.core.refusal import RefusedError
from evidence.core.shop.hours import HoursError
from evidence.holiday import CountryError
from evidence.library import scales, vocabulary
from evidence.output import as_data, findings
from evidence.setting import make_setting
from evidence.settings_file import SETTINGS, SettingsError, read_settings
from evidence.table import table
from evidence.wording import refusal
from questions.core.personas import Persona, read_persona
from questions.core.questionnaire import Questionnaire
from questions.core.tables import ContentError
from questions.library import current, library


class Command(BaseCommand):
    help = "Say what a ticket export shows: its columns, what must be asked, and each measure from lo to hi."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Make `--settings` the owner's, not Django's; manage.py keeps Django from taking it."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="all tickets as CSV, straight from the ticket system")
        parser.add_argument("--time-entries", type=Path, metavar="FILE", help="a second CSV file, of hours by ticket")
        parser.add_argument("--zone", help="the shop's, such as America/Chicago")
        parser.add_argument("--file-zone", metavar="ZONE", help="the file's, where it is another, such as UTC")
        parser.add_argument("--country", help="whose holidays are kept, such as US or US-TX")
        parser.add_argument("--hours", help='such as "mon-fri 8:00-18:00, sat 9:00-13:00"')
        parser.add_argument("--day-order", choices=["day", "month"], help="which of two numbers comes first")
        parser.add_argument("--answers", type=Path, metavar="PERSONA.toml", help="a shop's answers to stand beside")
        parser.add_argument(
            *("--settings", "--settings-file"), type=Path, dest="settings_file", metavar="FILE", help="TOML or JSON"
        )
        parser.set_defaults(settings=None)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chosen = _chosen(options)
            setting = make_setting(chosen, now=timezone.now())
        except (SettingsError, CountryError) as error:
            raise CommandError(str(error)) from error
        except HoursError as error:
            raise CommandError(f"hours cannot be read: {error}") from error
        questionnaire = current(library(), settings.QUESTIONNAIRE)
        persona = _persona(options["answers"], questionnaire)
        if persona is not None:
            setting = _of_persona(setting, persona, questionnaire)
        entries = options["time_entries"]
        sources = (partial(_open, options["file"]), partial(_open, entries) if entries else None)
        try:
            examined = _examine(sources, setting, chosen.get("planned_logged_of", frozenset()))
        except RefusedError as error:
            raise CommandError(refusal(error)) from None
        except OSError as error:
            raise CommandError(str(error)) from error
        answered = _compared(examined, persona, questionnaire)
        data = as_data(examined, answered, questionnaire.version if persona else None)
        self.stdout.write(json.dumps(data, indent=1) if options["json"] else "\n".join(table(data)))


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _examine(
    sources: tuple[partial[BinaryIO], partial[BinaryIO] | None], setting: Setting, planned_logged_of: frozenset[str]
) -> Examined:
    """Examine the files, and again with planned work logged if the settings say so about the system just found."""
    examined = examine(*sources, vocabulary(), setting, token_bytes(32))
    if examined.understood.system in planned_logged_of and not setting.replies.planned_logged:
        setting = replace(setting, replies=replace(setting.replies, planned_logged=True))
        return examine(*sources, vocabulary(), setting, token_bytes(32))
    return examined


def _chosen(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by key: those of the file, replaced by those of the command line."""
    chosen = read_settings(options["settings_file"]) if options["settings_file"] else {}
    for key in ("zone", "file_zone", "country", "hours"):
        if options[key]:
            chosen[key] = options[key]
    if options["day_order"]:
        chosen["day_order"] = SETTINGS["day_order"](options["day_order"])
    return chosen


def _persona(path: Path | None, questionnaire: Questionnaire) -> Persona | None:
    if path is None:
        return None
    try:
        return read_persona(path, questionnaire)
    except ContentError as error:
        raise CommandError(str(error)) from error


def _of_persona(setting: Setting, persona: Persona, questionnaire: Questionnaire) -> Setting:
    """Add what the answers say about the shop to what the settings say."""
    replies = setting.replies
    return replace(
        setting,
        replies=replace(
            replies,
            one_person=replies.one_person or persona.people == 1,
            paid_rota=replies.paid_rota or has_paid_rota(questionnaire, persona.answers),
        ),
    )


def _compared(examined: Examined, persona: Persona | None, questionnaire: Questionnaire) -> dict[Measure, Comparison]:
    if persona is None:
        return {}
    known = scales(questionnaire.slug, questionnaire.version, shop_day=examined.hours.usual_day)
    return {
        each.measure: found
        for each in findings(examined)
        if (found := compare_finding(each, questionnaire, persona.answers, known)) is not None
    }
