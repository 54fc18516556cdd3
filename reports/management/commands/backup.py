"""Take a backup while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from reports.backup.dumps import DumpError
from reports.backup.taking import take, take_dated


class Command(BaseCommand):
    help = "Copy database and files into a new folder, with checksums, while the site runs. The key goes elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is yet to be made")
        parser.add_argument("--keep", type=int, metavar="N", help="make it inside, named by its date; the last N stay")
        parser.add_argument("--key", type=Path, metavar="FILE", help="write the secret key there, for a safe place")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, keep, at = options["folder"].absolute(), options["keep"], timezone.now()
        if keep is not None and keep < 1:
            raise CommandError("--keep must be 1 or more.")
        try:
            if keep:
                folder = take_dated(folder, keep=keep, at=at)
            else:
                take(folder, at=at)
            if options["key"]:
                write_key(options["key"].absolute(), folder)
        except (DatabaseError, DumpError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"{folder} is whole. To look at it again: manage.py restore {folder} --check")


def write_key(file: Path, folder: Path) -> None:
    """The key and those before it, a line each, as DATA_DIR/secret_key has them."""
    if file.is_relative_to(folder):
        raise CommandError(f"The key belongs somewhere else than the rest, not into {folder}.")
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text("".join(f"{key}\n" for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]))
