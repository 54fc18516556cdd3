"""A database in one file: written while the site runs, read through, and brought back whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.conninfo import make_conninfo

ASIDE = "replaced_by_restore"  # the schema that holds PostgreSQL's tables until the others are there


class DumpError(Exception):
    """What is wrong, and what to do."""


def file_name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def dump(to: Path, *, at_once: Callable[[set[str]], object]) -> set[str]:
    """Write the database as it is at one moment, and return the names of the files that its rows speak of then.

    `at_once` gets these names as soon as they are known: what it waits for may be gone.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(to)])
        with _opened(to) as copy:
            names = {name for query in _queries() for (name,) in copy.execute(query)}
        at_once(names)
        return names
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        names = {name for query in _queries() for (name,) in _rows(cursor, query)}
        at_once(names)
        dsn = ("--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={to}")
        _run("pg_dump", "--format=custom", *dsn, f"--dbname={_dsn()}")
        return names


def read_through(file: Path) -> None:
    """Raise DumpError unless the whole file can be read."""
    if file.suffix == ".dump":
        _run("pg_restore", "--file=/dev/null", str(file))
        return
    try:
        with _opened(file) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    except sqlite3.Error as error:
        raise DumpError(f"{file} cannot be read: {error}") from error
    if found != ["ok"]:
        raise DumpError(f"{file} is damaged: {found[0]}")


def load(file: Path) -> None:
    """Put this in the place of the database; on a failure everything is as before."""
    if connection.vendor == "sqlite":
        _load_sqlite(file, Path(connection.settings_dict["NAME"]))
    else:
        _load_postgresql(file)


def _load_sqlite(file: Path, place: Path) -> None:
    """Whole or not at all; the one before, and its log, stay beside it."""
    connection.close()
    new = place.with_name(f"{place.name}.restoring")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, new)
    new.chmod(0o600)
    read_through(new)
    with new.open("rb") as written:
        os.fsync(written.fileno())
    for end in ("-wal", "-shm", ""):
        there = place.with_name(place.name + end)
        if there.exists():
            there.rename(place.with_name(f"{place.name}.replaced{end}"))
    new.rename(place)


def _load_postgresql(file: Path) -> None:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        here = str(cursor.fetchone()[0])
    _move(tables, here, ASIDE)
    try:
        _run("pg_restore", "--single-transaction", "--no-owner", "--no-acl", f"--dbname={_dsn()}", str(file))
    except DumpError:
        _move(tables, ASIDE, here)
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _move(tables: list[str], source: str, target: str) -> None:
    """Tables with all that is theirs from one schema to another, and the aside one made or taken away."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        if target == ASIDE:
            cursor.execute(f"CREATE SCHEMA {ASIDE}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(source)}.{quote(table)} SET SCHEMA {quote(target)}")
        if source == ASIDE:
            cursor.execute(f"DROP SCHEMA {ASIDE}")


def _queries() -> Iterator[str]:
    """What finds the name of every file that a row speaks of."""
    quote = connection.ops.quote_name
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                column, table = quote(field.column or field.name), quote(model._meta.db_table)
                yield f"SELECT {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 -- names of our own


def _rows(cursor: CursorWrapper, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return cast("list[tuple[Any, ...]]", cursor.fetchall())


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        yield copy


def _dsn() -> str:
    """How to reach the database, without the password, which every user of a machine could read there.

    Only what is set: what our libpq adds by itself, an older pg_dump than that may not know.
    """
    connection.ensure_connection()
    used, ours = connection.connection.info.get_parameters(), connection.get_connection_params()
    return make_conninfo(**{name: value for name, value in used.items() if name in ours})


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise DumpError(f"{program} is missing. Install PostgreSQL's own programs: apt-get install postgresql-client")
    environment = dict(os.environ)
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        environment["PGPASSWORD"] = connection.connection.info.password or ""
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DumpError(f"{program} failed: {' '.join(done.stderr.split()) or done.returncode}")
