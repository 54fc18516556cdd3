"""What is no backup; what is one comes back in tests/reports/backup."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_what_is_no_backup_says_so(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(CommandError, match="is no whole backup: No such file or directory"):
        call_command("restore", tmp_path, *options)
