"""docs/authoring.md, followed to the letter in a folder of its own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from questions.core.rules import Rules, Sums
from questions.library import current, read
from tests.builders import ROOT

PAGE = ROOT / "docs" / "authoring.md"
FENCE = re.compile(r"(?ms)^```(sh|text|toml)\n(.*?)^```$")
SET_BY_OTHERS = ("DATABASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "QUESTIONNAIRE", "QUESTIONNAIRES", "SITE_URL")
EDIT = """\
import sys
from pathlib import Path

file, old, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
text = file.read_text(encoding="utf-8")
assert not old or text.count(old) == 1, f"{file} holds this {text.count(old)} times: {old}"
file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
"""


@dataclass(frozen=True)
class Step:
    """Commands to run, or an edit of a file; and what the page says they print."""

    commands: tuple[str, ...]
    printed: str = ""

    @property
    def fails(self) -> bool:
        return "Error:" in self.printed


def steps(page: str) -> Iterator[Step]:
    """The commands and edits of the page, in its order."""
    before, found = 0, list[Step]()
    file = old = ""
    for fence in FENCE.finditer(page):
        kind, text = fence.groups()
        said = page[before : fence.start()].rstrip().rsplit("\n\n", 1)[-1]
        before = fence.end()
        if kind == "sh":
            found.append(Step(tuple(text.splitlines())))
        elif kind == "text":
            found[-1] = Step(found[-1].commands, text)
        elif edit := re.fullmatch(r"In `(.+)`, find", said):
            file, old = edit[1], text
        elif edit := re.fullmatch(r"At the end of `(.+)`, add", said):
            found.append(Step((edit_of(edit[1], "", text),)))
        else:
            assert said == "and write instead", f"the test does not know what to do with the box after: {said}"
            found.append(Step((edit_of(file, old, text),)))
    yield from found


def edit_of(file: str, old: str, new: str) -> str:
    """A command that replaces `old`, or adds to the end of the file where `old` is empty."""
    path = f"~/questionnaires/riverside/{file}"
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(EDIT)} {path} {shlex.quote(old)} {shlex.quote(new)}"


@dataclass(frozen=True)
class Run:
    home: Path
    steps: tuple[Step, ...]
    said: tuple[str, ...]
    ended: tuple[int, ...]


def in_shell(step: Step) -> str:
    """The commands as a shell's input, and a line that says whether all of them went well."""
    lines = [line for command in step.commands for line in (command, "bad=$((bad | $?))")]
    return "\n".join(["bad=0", *lines, 'echo "=== $bad"', ""])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All steps run in one shell, whose home is a new folder."""
    home = tmp_path_factory.mktemp("home")
    found = tuple(steps(PAGE.read_text(encoding="utf-8")))
    script = "".join(in_shell(step) for step in found)
    environment = {name: value for name, value in os.environ.items() if name not in SET_BY_OTHERS}
    environment |= {
        "HOME": str(home),
        "DATA_DIR": str(home),
        "SECRET_KEY": "0123456789abcdefghij" * 3,
    }
    done = subprocess.run(
        ["/bin/bash"],  # with what it says in the order it says it
        input=script,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    parts = re.split(r"(?m)^=== (\d+)\n", done.stdout)
    return Run(home, found, tuple(parts[:-1:2]), tuple(map(int, parts[1::2])))


def test_the_page_holds_what_it_is_meant_to_teach() -> None:
    found = "".join(command for step in steps(PAGE.read_text(encoding="utf-8")) for command in step.commands)
    for part in ("show", "diff", "stress", "publish --check", "publish riverside", "QUESTIONNAIRE=", "manage.py check"):
        assert part in found


@pytest.mark.long
def test_each_command_and_edit_ends_as_the_page_says(run: Run) -> None:
    assert len(run.ended) == len(run.steps)
    for step, said, ended in zip(run.steps, run.said, run.ended, strict=True):
        assert (ended != 0) == step.fails, f"{step.commands}\n{said}"


@pytest.mark.long
def test_each_command_prints_what_the_page_shows(run: Run) -> None:
    for step, said in zip(run.steps, run.said, strict=True):
        rest = said.splitlines()
        for line in step.printed.splitlines():
            if line == "...":
                continue
            whole = not line.endswith("...")
            matches = (i for i, each in enumerate(rest) if each == line or (not whole and each.startswith(line[:-3])))
            place = next(matches, None)
            assert place is not None, f"{line!r} is not in what follows of\n{said}"
            rest = rest[place + 1 :]


@pytest.mark.long
def test_it_leaves_two_published_versions_of_which_the_newer_is_current(run: Run) -> None:
    versions = read([run.home / "questionnaires"])
    assert {name: version.published for name, version in versions.items()} == {
        ("riverside", "1"): True,
        ("riverside", "2"): True,
    }
    assert current(versions, "riverside").version == "2"
    assert "send you someone?" in versions["riverside", "2"].question["referrals"].text


def test_the_page_explains_every_key() -> None:
    core = ROOT / "questions" / "core"
    source = "".join(
        (core / name).read_text(encoding="utf-8") for name in ("loader.py", "question_reader.py", "verdict_reader.py")
    )
    rules = {field.name.replace("_", "-") for kind in (Rules, Sums) for field in fields(kind)}
    keys = rules | set(re.findall(r'\b(?:table|index|inner)\.\w+\("([a-z-]+)"', source))
    assert len(keys) > 80
    rows = "".join(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| "))
    assert sorted(key for key in keys if f"`{key}`" not in rows) == []


def test_the_page_uses_no_dash_but_the_hyphen() -> None:
    assert not re.search("[\u2013\u2014]", PAGE.read_text(encoding="utf-8"))
