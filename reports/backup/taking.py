"""Take a backup while the site runs: the database at one moment, and every file that it speaks of."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reports.backup import manifest
from reports.backup.dumps import DumpError, dump, file_name, read_through
from reports.backup.manifest import Manifest
from reports.models.key_mark import mark_of

MEDIA = "media"
UNFINISHED = ".unfinished"
ROUNDS = 5  # a file that goes between two looks at the same moment is rare; so often, it is lost
DATED = "%Y-%m-%dT%H%M%SZ"


def take(folder: Path, *, at: datetime) -> Manifest:
    """Make the folder, whole or not at all."""
    if folder.exists():
        raise DumpError(f"{folder} is there already. Name a folder that is yet to be made.")
    part = folder.with_name(folder.name + UNFINISHED)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        database = part / file_name()
        for _ in range(ROUNDS):
            database.unlink(missing_ok=True)
            _copy_files(part / MEDIA, set(_walk("")))
            named = dump(database, at_once=partial(_copy_files, part / MEDIA))  # what was made meanwhile
            missing = sorted(name for name in named if not (part / MEDIA / name).exists())
            if not missing:
                break
        for name in {path.relative_to(part / MEDIA).as_posix() for path in _files(part / MEDIA)} - named:
            (part / MEDIA / name).unlink()
        database.chmod(0o600)
        read_through(database)
        made = Manifest(
            made=at.isoformat(),
            version=version(),
            database=connection.vendor,
            migrations=sorted(".".join(each) for each in MigrationRecorder(connection).applied_migrations()),
            key=mark_of(settings.SECRET_KEY),
            missing=missing,
            files=manifest.listing(part),
        )
        manifest.write(part, made)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def take_dated(folder: Path, *, keep: int, at: datetime) -> Path:
    """A backup named by its date, after which all but the last ones go."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = folder / at.strftime(DATED)
    take(new, at=at)
    whole = sorted(path.parent for path in folder.glob(f"*Z/{manifest.NAME}"))
    for old in whole[:-keep]:
        shutil.rmtree(old)
    return new


def version() -> str:
    """This program's, with the commit where it is a clone."""
    said: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    head = settings.BASE_DIR / ".git" / "HEAD"
    try:
        where = head.read_text().strip()
        commit = (head.parent / where[5:]).read_text().strip() if where.startswith("ref: ") else where
    except OSError:
        return said
    return f"{said} {commit}"


def _walk(folder: str) -> Iterator[str]:
    """The name of every stored file, also of those whose rows are being written right now."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from _walk(f"{folder}{inner}/")


def _copy_files(to: Path, names: set[str]) -> None:
    """Those that are there; one is never changed once it is stored, so what has been copied is whole."""
    for name in names:
        target = to / name
        if target.exists():
            continue
        try:
            source = default_storage.open(name)
        except OSError:  # gone since
            continue
        for folder in reversed(target.parents[: len(target.relative_to(to).parts)]):
            folder.mkdir(exist_ok=True, mode=0o700)
        part = target.with_name(target.name + UNFINISHED)
        with source, part.open("wb") as written:
            shutil.copyfileobj(source, written)
        part.chmod(0o600)
        part.rename(target)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
