"""Read, compare, try and publish questionnaires, without the web and without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.consistency import INDEX
from questions.difference_lines import difference_lines
from questions.differences import Differences
from questions.library import OWN, current, read
from questions.loader import LOCK, load
from questions.personas import examples, read_answers, read_persona
from questions.publishing import publish, publishable
from questions.questionnaire import Answers, Questionnaire
from questions.showing import show, wrapped
from questions.stress_lines import stress_lines
from questions.tables import ContentError

VERSION = "SLUG/VERSION"


class Command(BaseCommand):
    help = "Show a questionnaire, compare two versions, put one under stress, or publish it."
    # Faults are told here, of the version that was asked for: a broken draft must not stop the others.
    requires_system_checks = ()
