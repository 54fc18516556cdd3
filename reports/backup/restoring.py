"""Bring a backup back, or only read it through."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from reports.backup import manifest
from reports.backup.dumps import DumpError, load, read_through
from reports.backup.manifest import Manifest
from reports.backup.taking import MEDIA
from reports.models.heartbeat import Heartbeat
from reports.models.key_mark import key_known

SHORTEST_KEY = 50  # characters, as settings.py asks for


def check(folder: Path) -> Manifest:
    """Read all of it; raises DamagedError or DumpError. Changes nothing."""
    found = manifest.read(folder)
    read_through(folder / _database_of(found))
    return found


def obstacle(found: Manifest, *, replace: bool) -> str:
    """Why this cannot be brought back here, and what to do; nothing if it can."""
    if found.database != connection.vendor:
        return (
            f"It is a backup of {found.database}, and DATABASE_URL names {connection.vendor}. Set it to the same kind."
        )
    known = MigrationLoader(None).disk_migrations
    ours, apps = {".".join(each) for each in known}, {app for app, _name in known}
    if newer := sorted(each for each in {*found.migrations} - ours if each.split(".", maxsplit=1)[0] in apps):
        return f"It was made by a newer version of this program ({found.version}; {newer[-1]}). Install that one first."
    if _somebody_works():
        return "The site runs. Stop it first: Ctrl-C, or systemctl stop msp-assess.target."
    if not replace and _has_rows():
        return "There is a database with data here. Say --replace to have it replaced by the backup."
    return ""


def bring_back(folder: Path, found: Manifest) -> None:
    """Files first: a row that speaks of a file finds it."""
    media = folder / MEDIA
    for path in sorted(each for each in media.rglob("*") if each.is_file()):
        name = path.relative_to(media).as_posix()
        if default_storage.exists(name):
            default_storage.delete(name)
        with path.open("rb") as source:
            default_storage.save(name, File(source))
    load(folder / _database_of(found))
    with suppress(DatabaseError):  # a version that had none
        Heartbeat.objects.all().delete()  # of workers that ran when it was made, and don't run here


def key_in(file: Path) -> str:
    """Read the secret key that is in a file; raises DumpError where it holds none, or the site would not take it."""
    if os.environ.get("SECRET_KEY"):
        raise DumpError(f"SECRET_KEY is set, and is what counts. Set it to what is in {file}.")
    try:
        text = file.read_text(encoding="ascii")
    except OSError as error:
        raise DumpError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DumpError(f"{file} holds no secret key.") from error
    if len((text.split() or [""])[0]) < SHORTEST_KEY:
        raise DumpError(f"{file} holds no secret key: one has {SHORTEST_KEY} characters at least.")
    return text


def put_key(key: str) -> None:
    """Make this the key of the site, as script/setup would."""
    place = settings.DATA_DIR / "secret_key"
    new = place.with_name("secret_key.restoring")
    new.touch(mode=0o600)
    new.write_text(key)
    new.rename(place)


def key_fits(found: Manifest) -> bool:
    return key_known(found.key)


def _database_of(found: Manifest) -> str:
    return next(name for name in found.files if name.startswith("database."))


def _somebody_works() -> bool:
    try:
        return Heartbeat.objects.alive(at=timezone.now()).exists()
    except DatabaseError:
        return False


def _has_rows() -> bool:
    """Whether anything was ever made here: an account or a shop."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in {"auth_user", "clients_shop", "questions_assessment"} & tables:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 -- one of the names above
            if cursor.fetchone()[0]:
                return True
    return False
