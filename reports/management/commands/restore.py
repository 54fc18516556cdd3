"""Bring a backup back, or look whether it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reports.backup.dumps import DumpError
from reports.backup.manifest import DamagedError
from reports.backup.restoring import bring_back, check, key_fits, key_in, obstacle, put_key


class Command(BaseCommand):
    help = "Bring a backup back while the site is stopped; with --check only read all of it."
    requires_system_checks = []  # there may be no database yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--check", action="store_true", help="read all of it, and change nothing")
        parser.add_argument("--replace", action="store_true", help="also where there is data already")
        parser.add_argument("--key", type=Path, metavar="FILE", help="put the secret key back from there as well")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"].absolute()
        try:
            found = check(folder)
            self.stdout.write(f"{folder}: {len(found.files)} files as they were written on {found.made[:16]} UTC")
            for name in found.missing:
                self.stdout.write(f"  {name} was lost before; where it is a report, it is made again")
            if options["check"]:
                return
            if why := obstacle(found, replace=options["replace"]):
                raise CommandError(why)
            key = key_in(options["key"]) if options["key"] else ""
            bring_back(folder, found)
            if key:
                put_key(key)
        except (DamagedError, DumpError, DatabaseError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("It is back. Next: manage.py migrate, then start the site, then manage.py doctor")
        if not options["key"] and not key_fits(found):
            self.stderr.write("Its secret key is another one. Bring that back too, or: manage.py newkey")
