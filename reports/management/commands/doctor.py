"""Checks everything a running site needs, and says how to fix what is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.doctor import CHECKS, Asked, examine


class Command(BaseCommand):
    help = "Check key, database, files, space, clock, worker, mail and proxy, and say how to fix each. Changes nothing."
    requires_system_checks = []  # it finds more on its own, and says it more kindly

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", default="", metavar="ADDRESS", help="send a mail there")
        names = [check.__name__ for check in CHECKS]
        parser.add_argument("--skip", action="append", default=[], choices=names, help="leave a check out")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for name, each in examine(Asked(mail=options["mail"]), skip=tuple(options["skip"])):
            found.append(each)
            self.stdout.write(f"{'ok' if each.good else 'FAILS':<6} {name:<9} {each.said}")
            if each.fix:
                self.stdout.write(f"{'':<16} {each.fix}")
        if bad := sum(not each.good for each in found):
            raise CommandError(f"{bad} of {len(found)} checks failed")
