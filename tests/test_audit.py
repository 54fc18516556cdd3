"""What script/audit says of the packages: a hole, none, or that it was not looked up, which is not the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLEAN = {"name": "django", "version": "5.2.9", "vulns": []}
SKIPPED = {"name": "segno", "skip_reason": "Dependency not found on PyPI and could not be audited: segno (1.6.6)"}
HOLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": []}]}


def audit(folder: Path, found: str, *, said: str = "", exits: int = 0) -> tuple[int, str]:
    """Exit code and output of the script in a project whose pip-audit prints `found`, says `said` and exits so."""
    tools = folder / ".venv" / "bin"
    (folder / "script").mkdir(parents=True)
    tools.mkdir(parents=True)
    (folder / "script" / "audit").write_bytes((ROOT / "script" / "audit").read_bytes())
    (folder / "found").write_text(found)
    (folder / "said").write_text(said)
    (tools / "python").symlink_to(sys.executable)
    stubs = {"uv": "echo django==5.2.9", "pip-audit": f"cat {folder}/found; cat {folder}/said >&2; exit {exits}"}
    for name, code in stubs.items():
        (tools / name).write_text(f"#!/bin/bash\n{code}\n")
        (tools / name).chmod(0o755)
    done = subprocess.run(["/bin/bash", str(folder / "script" / "audit")], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def of(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_no_hole_is_said_only_if_every_package_was_looked_up(tmp_path: Path) -> None:
    assert audit(tmp_path, of(CLEAN)) == (0, "No hole is known in any of 1 packages.\n")


def test_hole_is_named_with_the_version_that_closes_it(tmp_path: Path) -> None:
    assert audit(tmp_path, of(CLEAN, HOLE), exits=1) == (1, "HOLE: pillow 1.0: PYSEC-1, fixed in 2.0\n")


def test_package_that_was_skipped_was_not_checked(tmp_path: Path) -> None:
    assert audit(tmp_path, of(CLEAN, SKIPPED)) == (2, "NOT CHECKED: 1 of 2 packages: segno\n")


def test_hole_beside_a_skipped_package_is_a_hole(tmp_path: Path) -> None:
    assert audit(tmp_path, of(SKIPPED, HOLE), exits=1) == (
        1,
        "HOLE: pillow 1.0: PYSEC-1, fixed in 2.0\nNOT CHECKED: 1 of 2 packages: segno\n",
    )


@pytest.mark.parametrize("found", ["", "{}", "<html>Sign in to this network</html>", of()])
def test_where_no_advisories_can_be_reached_nothing_was_checked(tmp_path: Path, found: str) -> None:
    code, output = audit(tmp_path, found, said="ERROR:pip_audit._cli:ConnectionError: no route to host\n", exits=1)
    assert code == 2
    assert output.startswith("NOT CHECKED: ")
    assert output.count("\n") == 1


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess\nsubprocess.run('ls ' + name, shell=True)",
        "import pickle\npickle.loads(x)",
    ],
)
def test_bandit_stops_at_what_it_knows(tmp_path: Path, code: str) -> None:
    """With our own settings, which leave out only what ruff judges line by line."""
    (tmp_path / "wrong.py").write_text(code + "\n")
    command = [sys.executable, "-m", "bandit", "--quiet", "--configfile", str(ROOT / "pyproject.toml"), "--recursive"]
    assert subprocess.run([*command, str(tmp_path)], capture_output=True, check=False).returncode == 1


def test_ruff_wants_a_reason_for_html_that_is_called_safe(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("from django.utils.safestring import mark_safe\n\nmark_safe(x)\n")
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    found = subprocess.run([*command, str(tmp_path)], capture_output=True, check=False, text=True)
    assert (found.returncode, "S308" in found.stdout) == (1, True)
