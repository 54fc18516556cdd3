"""A database made on the first day, before the first migrations were edited, gets the columns that they have since."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.processes import process, said

FIRST_DAY = """
from django.core.management import call_command
from django.db import connection

for app in ("clients", "questions"):
    call_command("migrate", app, "0001", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    for name in [name for name, sql in cursor.fetchall() if sql and ("previous_id" in sql or "corrects_id" in sql)]:
        cursor.execute(f'DROP INDEX "{name}"')
    for table, column in COLUMNS:
        cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    cursor.execute("INSERT INTO clients_shop (name, owner, example, created) VALUES ('Bob', '', '', '2026-11-22')")
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    print([cursor.execute(f"SELECT {column} FROM {table}").fetchall() for table, column in COLUMNS])
"""
COLUMNS = [
    ("clients_shop", "email"),
    ("questions_assessment", "previous_id"),
    ("questions_assessment", "corrects_id"),
    ("questions_access", "used"),
]


@pytest.mark.long
def test_a_database_of_the_first_day_is_brought_up_to_date(tmp_path: Path) -> None:
    with process(f"COLUMNS = {COLUMNS!r}\n{FIRST_DAY}", DATABASE_URL=f"sqlite:///{tmp_path}/db") as made:
        assert said(made) == "[[('',)], [], [], []]"
