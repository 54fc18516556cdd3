"""What operators are told is so: every setting is in the table, every command, file and metric is there."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import get_commands

from msp_assess import provider
from reports.condition import Room, Work
from reports.views import health

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "operate.md").read_text()


def settings_read() -> set[str]:
    """The variables that settings.py and the scripts take from the environment."""
    python = re.findall(r"""os\.environ(?:\.get\(|\[)"(\w+)\"""", (ROOT / "msp_assess" / "settings.py").read_text())
    shell = [
        name
        for script in ("server", "web", "setup")
        for name in re.findall(r"\$\{([A-Z][A-Z0-9_]+):-", (ROOT / "script" / script).read_text())
    ]
    optional = [
        name
        for module in ("provider", "file_places")
        for name in re.findall(r"""environment\.get\("(\w+)\"""", (ROOT / "msp_assess" / f"{module}.py").read_text())
    ]
    return {*python, *shell, *provider.WANTED, *optional}


def test_every_setting_is_in_the_table_and_no_other() -> None:
    table = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", TEXT, re.MULTILINE)
    assert len(table) == len({*table})
    assert {*table} == settings_read()
    assert "EMAIL_HOST_PASSWORD" in table


def test_the_example_sets_what_there_is() -> None:
    example = (ROOT / "deploy" / "env.example").read_text()
    named = {*re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)}
    assert named - {"POSTGRES_PASSWORD"} <= settings_read()
    assert {"SITE_URL", "SECRET_KEY", "DATABASE_URL", "EMAIL_HOST"} <= named


def test_every_command_is_there() -> None:
    named = {*re.findall(r"(?:manage\.py|msp-assess-manage) ([a-z]\w+)", TEXT)}
    assert {"doctor", "welcome", "upkeep", "recover"} <= named
    assert named - {*get_commands()} == set()


def test_every_command_can_be_typed_as_it_stands() -> None:
    """On a Debian without sudo, where manage.py is on no PATH."""
    typed = re.findall(r"^    (\S+)", TEXT, re.MULTILINE)
    assert {"apt-get", "msp-assess-manage"} <= {*typed}
    assert {"sudo", "manage.py"}.isdisjoint(typed)


def test_every_file_is_there() -> None:
    links = {*re.findall(r"\]\(([^)#:]+)\)", TEXT)}
    named = {*re.findall(r"\bdeploy/[\w.\-]+\w", TEXT)} - {"deploy/msp-assess", "deploy/.env"}
    assert {each for each in links if not (ROOT / "docs" / each).exists()} == set()
    assert {each for each in named if not (ROOT / each).exists()} == set()
    assert len(links) > 3 < len(named)


@pytest.mark.parametrize("page", ["/health/live", "/health/ready", "/metrics"])
def test_every_page_to_watch_is_named(page: str) -> None:
    assert f"| `{page}` |" in TEXT


def test_every_metric_is_there() -> None:
    found = Work(waiting=0, running=0, failed=0, oldest=timedelta(), workers=0, silent=timedelta())
    there = {*re.findall(r"^(msp_assess_\w+) ", "".join(health._lines(found, Room(free=0, total=0))), re.MULTILINE)}
    named = {*re.findall(r"\bmsp_assess_\w+", TEXT)}
    assert named
    assert named <= there
