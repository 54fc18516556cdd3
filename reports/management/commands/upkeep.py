"""Removes what has expired, as the worker does every hour; or only lists what would go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.retention import abandoned, listing, old_sessions
from reports.upkeep import CHORES, clean


class Command(BaseCommand):
    help = "Remove what has expired: sessions, links, bundles, finished tasks and so on. The worker does it every hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much would go")
        parser.add_argument("--abandoned-days", type=int, help="with --dry-run: what this ABANDONED_DAYS would remove")
        parser.add_argument("--session-days", type=int, help="with --dry-run: what this SESSION_DAYS would remove")

    def handle(self, *args: Any, **options: Any) -> None:
        now, dry = timezone.now(), options["dry_run"]
        if (options["abandoned_days"] or options["session_days"]) and not dry:
            raise CommandError("Numbers of days are tried with --dry-run. To have them apply, set them as variables.")
        gone = {chore.what: chore.count(now) for chore in CHORES} if dry else clean(at=now)
        self.stdout.write("Would go:" if dry else "Gone:")
        for chore in CHORES:
            self.stdout.write(f"{gone.get(chore.what, 'failed'):>8}  {chore.what:<26} {chore.when}")
        if len(gone) < len(CHORES):
            raise CommandError("Not everything could be cleaned: the log says why.")
        if dry:
            self._try(now, options["abandoned_days"], options["session_days"])

    def _try(self, now: datetime, days: int | None, session_days: int | None) -> None:
        """List what these settings, or those that are set, would remove."""
        if session_days:
            number = old_sessions(now, session_days).count()
            self.stdout.write(f"With SESSION_DAYS={session_days} sessions would go: {number}")
        if days := days or settings.ABANDONED_DAYS:
            found = abandoned(now, days)
            self.stdout.write(f"With ABANDONED_DAYS={days} abandoned answers would go: {found.count()}")
            for line in listing(found):
                self.stdout.write(f"  {line}")
