"""A database in one file."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from reports.backup import dumps
from reports.backup.dumps import DumpError, dump, read_through

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kept", [0.2, 0.95])
def test_a_file_that_ends_too_early_is_noticed(tmp_path: Path, kept: float) -> None:
    file = tmp_path / dumps.file_name()
    dump(file, at_once=set)
    read_through(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(DumpError):
        read_through(file)


def test_a_missing_program_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DumpError, match="apt-get install postgresql-client"):
        read_through(tmp_path / "database.dump")


def test_programs_are_told_no_password_and_nothing_that_is_not_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[list[str]] = []
    run = subprocess.run

    def watched(command: list[str], **options: Any) -> Any:
        said.append(command)
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", watched)
    dump(tmp_path / dumps.file_name(), at_once=set)
    assert len(said) == (connection.vendor == "postgresql")
    assert not [word for command in said for word in command if "password=" in word]
    told = {name for command in said for name in conninfo_to_dict(command[-1].removeprefix("--dbname="))}
    assert told <= {*connection.get_connection_params()}, "our libpq is newer than pg_dump may be"
