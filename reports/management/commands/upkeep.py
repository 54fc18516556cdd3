"""Removes what has expired, as the worker does every hour; or only lists what would go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.upkeep import CHORES, clean


class Command(BaseCommand):
    help = "Remove what has expired: sessions, links, bundles, finished tasks and so on. The worker does it every hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much would go")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        gone = {chore.what: chore.count(now) for chore in CHORES} if options["dry_run"] else clean(at=now)
        self.stdout.write("Would go:" if options["dry_run"] else "Gone:")
        for chore in CHORES:
            self.stdout.write(f"{gone.get(chore.what, 'failed'):>8}  {chore.what:<26} {chore.when}")
        if len(gone) < len(CHORES):
            raise CommandError("Not everything could be cleaned: the log says why.")
