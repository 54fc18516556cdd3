"""What it refuses; what it makes is in tests/reports/backup."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.management.commands import backup


def test_none_is_kept_is_no_number(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("backup", tmp_path / "one", keep=0)
    assert list(tmp_path.iterdir()) == []


def test_the_key_goes_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="belongs somewhere else"):
        backup.write_key(tmp_path / "one" / "key", tmp_path / "one")
