"""Scoring a shop in a file from the command line, without a database."""

import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from questions.core.personas import examples, read_persona
from questions.core.scoring import score
from reports.core.digest import Document
from reports.core.report import Report
from reports.management.commands import score as score_command
from tests.builders import newest, real_questionnaire
from tests.makers import answers_of, questionnaire

NAMES = list(examples())
KEYS = [
    "readiness",
    "strain",
    "commitment",
    "completeness",
    "stage",
    "stage_by_score",
    "band",
    "verdict",
    "gates",
    "sections",
    "intervals",
]


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("score", *map(str, arguments), stdout=out)
    return out.getvalue()


def as_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(path, "--json"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_score_json_holds_the_scorecard_in_whole_points(name: str) -> None:
    found = as_json(examples()[name])
    card = score(questionnaire(), answers_of(name))
    assert list(found) == KEYS
    assert found["readiness"] == card.readiness.points
    assert found["strain"] == card.strain.points
    assert found["commitment"] == card.commitment.points
    assert (found["stage"], found["verdict"], found["gates"]) == (card.stage.id, card.verdict, list(card.gates))
    assert (found["stage_by_score"], found["band"]) == (card.stage_by_score, card.band.id)
    assert found["sections"] == {part.section: part.points for part in card.sections}
    assert found["completeness"] == {
        "readiness": card.readiness.known,
        "strain": card.strain.known,
        "commitment": card.commitment.known,
    }
    for measure in ("readiness", "strain", "commitment"):
        low, high = found["intervals"][measure]
        assert 0 <= low <= found[measure] <= high <= 100
    assert list(found["intervals"]["sections"]) == list(found["sections"])


@pytest.mark.parametrize("name", NAMES)
def test_score_table_says_the_same_as_the_json(name: str) -> None:
    found = as_json(examples()[name])
    said = run(examples()[name])
    titles = {section.id: section.title for section in questionnaire().sections}
    rows = {"Readiness": found["readiness"], "Strain": found["strain"], "Commitment": found["commitment"]}
    rows |= {titles[section]: points for section, points in found["sections"].items()}
    for title, points in rows.items():
        assert re.search(rf"^{re.escape(title)} +{points} +\d+-\d+ +\d+%", said, re.MULTILINE)
    assert f"Verdict: {found['verdict']}" in said
    assert said.count("held by:") == len(found["gates"])
    assert "\t" not in said


def test_score_of_nothing_answered_has_intervals_and_no_numbers(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    file.write_text('[shop]\nname = "New"\n')
    found = as_json(file)
    assert {found[name] for name in ("readiness", "strain", "commitment", "stage")} == {None}
    assert set(found["sections"].values()) == {None}
    assert (found["verdict"], found["gates"]) == ("incomplete", [])
    assert found["intervals"]["readiness"] == found["intervals"]["strain"] == [0, 100]
    assert set(found["completeness"].values()) == {0}
    said = run(file)
    assert re.search(r"^Readiness +- +0-100 +0%", said, re.MULTILINE)
    assert said.count("not enough answers") == len(found["sections"])


def test_score_writes_the_report_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[Report] = []

    def render(report: Report, *, document: Document = Document.REPORT) -> bytes:
        rendered.append(report)
        return f"%PDF {document}".encode()

    monkeypatch.setattr(score_command, "render", render)
    out = {name: tmp_path / f"{name}.pdf" for name in Document}
    assert json.loads(
        run(examples()["bob-breakfix"], "--json", "--pdf", out[Document.REPORT], "--annex", out[Document.ANNEX])
    )
    assert {name: file.read_bytes() for name, file in out.items()} == {"report": b"%PDF report", "annex": b"%PDF annex"}
    assert [report.shop for report in rendered] == ["Breakfix Computers"] * 2


def test_score_that_cannot_write_the_report_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_command, "render", lambda report: b"%PDF")
    with pytest.raises(CommandError, match=r"could not be written.*no-such-folder"):
        run(examples()["bob-breakfix"], "--pdf", tmp_path / "no-such-folder" / "out.pdf")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[shop]\nname = "x"\n[answers]\ndread = "no"', "shop.toml: answers.dread: 'no'"),
        ('[shop]\nname = "x"\n[answers]\nhours-worked = 1e400', "shop.toml: answers.hours-worked: inf"),
        ('[shop]\nname = "x"\n[answers]\nobjections = [["other"]]', "shop.toml: answers.objections: "),
        ("[shop]", "shop.toml: shop.name: is missing"),
        ("[", "shop.toml: (whole file): "),
    ],
)
def test_score_of_a_bad_file_names_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(text)
    with pytest.raises(CommandError) as error:
        run(file)
    assert str(error.value).startswith(problem)


def test_score_of_no_file_names_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^gone\.toml: "):
        run(tmp_path / "gone.toml")


class TestProcess:
    """As it is called from a shell, with a database that cannot be there."""

    def manage(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": "sqlite:////no-such-folder/db.sqlite3"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def test_score_needs_no_database(self) -> None:
        done = self.manage("score", examples()["bob-breakfix"], "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert list(json.loads(done.stdout)) == KEYS

    def test_score_of_a_bad_file_fails_without_a_traceback(self, tmp_path: Path) -> None:
        file = tmp_path / "shop.toml"
        file.write_text('[shop]\nname = "x"\n[answers]\ndread = "no"')
        done = self.manage("score", file)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("CommandError: shop.toml: answers.dread: 'no'")
        assert "Traceback" not in done.stderr


def test_a_version_that_says_so_gives_no_number_where_too_little_is_known() -> None:
    answers = read_persona(examples("2026.3")["bob-breakfix"], newest()).answers
    some = {name: answer for name, answer in answers.items() if name not in {"hours-worked", "after-hours-calls"}}
    card = score(newest(), some)
    found = score_command.summary(newest(), card)
    assert (found["readiness"], found["strain"], found["commitment"]) == (8, None, 5)
    assert found["intervals"]["strain"] == [66, 97]
    assert any(re.match(r"Strain +- +66-97", line) for line in score_command.table("Bob", newest(), card))


def test_a_version_that_does_not_say_so_gives_what_is_known() -> None:
    answers = read_persona(examples("2026.2")["bob-breakfix"], real_questionnaire()).answers
    some = {name: answer for name, answer in answers.items() if name != "hours-worked"}
    assert score_command.summary(real_questionnaire(), score(real_questionnaire(), some))["strain"] == 95
