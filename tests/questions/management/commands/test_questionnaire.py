"""The command `questionnaire`: which version it means, what it prints, and how it refuses."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from questions.authoring.counting import count_lines, grade_lines
from questions.authoring.crowd import inside_by
from questions.authoring.difference_lines import difference_lines
from questions.authoring.showing import show
from questions.authoring.stress_lines import stress_lines
from questions.core.differences import Differences
from questions.core.loader import load
from questions.core.personas import examples, read_persona
from questions.library import OWN
from questions.management.commands import questionnaire as command
from tests.builders import WORK_TOML, make_content

OLDEST, OLDER, OURS = "is-it-working/2026.1", "is-it-working/2026.2", "is-it-working/2026.3"
SHOP = """\
[shop]
name = "Small shop"

[answers]
written = "p2"
checked = "p3"
share = 30
noise = "p1"
goal = "grow"
"""


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("questionnaire", *arguments, stdout=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder of small/1.0, beside our own questionnaire."""
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    return make_content(tmp_path)


@pytest.fixture
def second(folder: Path) -> Path:
    """The folder of small/1.1, in which one question is reworded and one changed."""
    again = folder.with_name("1.1")
    again.mkdir()
    for file in folder.glob("*.toml"):
        (again / file.name).write_bytes(file.read_bytes())
    work = WORK_TOML.replace("A page counts.", "A page is enough.").replace("Who checks?", "Who reads it again?")
    (again / "work.toml").write_text(work, encoding="utf-8")
    return again


@pytest.mark.parametrize("flags", [(), ("--points",), ("--sources",)])
def test_show_prints_the_version(folder: Path, flags: tuple[str, ...]) -> None:
    expected = show(load(folder), points="--points" in flags, sources="--sources" in flags)
    assert run("show", "small/1.0", *flags) == "\n".join(expected) + "\n"


def test_show_counts_what_there_is_to_read(folder: Path) -> None:
    assert run("show", "small/1.0", "--count") == "\n".join(count_lines(load(folder))) + "\n"


def test_show_grades_how_hard_it_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    textstat = ModuleType("textstat")
    spoken: list[str] = []
    monkeypatch.setattr(textstat, "set_lang", spoken.append, raising=False)
    monkeypatch.setattr(textstat, "flesch_kincaid_grade", lambda text: len(text) / 10, raising=False)
    monkeypatch.setitem(sys.modules, "textstat", textstat)
    expected = grade_lines(load(folder), lambda text: len(text) / 10)
    assert run("show", "small/1.0", "--readability") == "\n".join(expected) + "\n"
    assert spoken == ["en_US"]


def test_show_says_which_library_grading_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    assert refusal("show", "small/1.0", "--readability") == (
        "This needs the library textstat: uv sync --group authoring"
    )


def test_show_prints_the_current_one_if_none_is_named(settings: Settings, second: Path) -> None:
    assert run("show") == run("show", OURS)
    settings.QUESTIONNAIRE = "small"
    assert run("show") == run("show", "small/1.1")


def test_a_setting_that_names_none_is_an_error(settings: Settings) -> None:
    settings.QUESTIONNAIRE = "gone"
    assert refusal("show") == "The setting QUESTIONNAIRE: no questionnaire is called 'gone'"
    assert run("show", OURS).startswith("Is what")


def test_diff_prints_the_differences(folder: Path, second: Path) -> None:
    found = difference_lines(Differences(load(folder), load(second)))
    printed = run("diff", "small/1.0", "small/1.1")
    assert printed == "\n".join(found) + "\n"
    assert "Answers that can be compared: 7 of 8 questions" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "{}"),
        ("diff", "{}", OURS),
        ("diff", OURS, "{}"),
        ("stress", "--questionnaire", "{}"),
        ("publish", "{}"),
        ("publish", "{}", "--check"),
    ],
)
@pytest.mark.usefixtures("second")
def test_a_version_there_is_not_is_refused_with_those_there_are(arguments: tuple[str, ...]) -> None:
    for name in ("small/9", "small", "", "small/1.0/", "../small/1.0", "other/1.0"):
        said = refusal(*(argument.format(name) for argument in arguments))
        assert said == f"There is no version {name!r}. There are: {OLDEST}, {OLDER}, {OURS}, small/1.0, small/1.1"


def test_a_version_in_two_folders_is_refused(settings: Settings, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    twin = make_content(tmp_path / "more")
    settings.QUESTIONNAIRE_DIRS = [tmp_path, tmp_path / "more"]
    assert refusal("show", "small/1.0") == f"small/1.0 stands in two folders: {folder}, {twin}"


@pytest.mark.parametrize(
    "arguments",
    [("show", "small/1.0"), ("diff", OURS, "small/1.0"), ("stress", "--questionnaire", "small/1.0")],
)
def test_each_fault_of_the_content_is_told_on_its_line(folder: Path, arguments: tuple[str, ...]) -> None:
    faulty = WORK_TOML.replace("weight = 0.5", "wait = 0.5").replace('lead = "How is it done?"\n', "")
    (folder / "work.toml").write_text(faulty, encoding="utf-8")
    heading, *faults = refusal(*arguments).splitlines()
    assert heading == "The content has faults:"
    assert sorted(faults) == [
        "small/1.0/work.toml: section work: lead: is missing",
        "small/1.0/work.toml: section work: questions[checked].wait: unknown key",
    ]


def test_a_faulty_version_does_not_stop_another(folder: Path, second: Path) -> None:
    (second / "work.toml").write_text("title = ", encoding="utf-8")
    assert run("show", "small/1.0").startswith("How is it going?")


@pytest.mark.parametrize("version", ["", "2026.2", "2026.1"])
def test_stress_takes_invented_shops_and_the_examples_that_answered_a_version(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "INVENTED", 3)
    questionnaire = load(OWN / "is-it-working" / (version or "2026.3"))
    asked = examples("2026.2") if version else examples()
    personas = [read_persona(path, questionnaire) for path in asked.values()]
    shops = {persona.id: persona.answers for persona in personas}
    crowds = {points: inside_by(questionnaire, personas, points=points, number=3) for points in (2, 5)}
    assert [len(found) for found in crowds.values()] == [3, 3]
    expected = stress_lines(questionnaire, shops, draws=2, seed=7, crowds=crowds)
    named = ["--questionnaire", f"is-it-working/{version}"] if version else []
    assert run("stress", "--draws", "2", "--seed", "7", *named) == "\n".join(expected) + "\n"


def test_stress_takes_shops_in_files(folder: Path, tmp_path: Path) -> None:
    shop = tmp_path / "ours.toml"
    shop.write_text(SHOP, encoding="utf-8")
    printed = run("stress", "--questionnaire", "small/1.0", "--draws", "3", str(shop))
    assert printed.startswith("Stress test of small/1.0, draft\n1 shops, 3 draws, seed 1\n")
    assert "ours " in printed


def test_stress_tells_what_a_shop_does_not_answer(folder: Path, tmp_path: Path) -> None:
    shop = tmp_path / "ours.toml"
    shop.write_text(SHOP.replace('noise = "p1"\n', "").replace("share = 30\n", ""), encoding="utf-8")
    printed = run("stress", "--questionnaire", "small/1.0", "--draws", "3", str(shop))
    assert printed.startswith("ours has no answer to: noise, share\n")


def test_stress_refuses_a_file_that_does_not_fit(folder: Path, tmp_path: Path) -> None:
    shop = tmp_path / "ours.toml"
    shop.write_text(SHOP + 'dread = "every-week"\n', encoding="utf-8")
    assert refusal("stress", "--questionnaire", "small/1.0", str(shop)).splitlines() == [
        "The content has faults:",
        "ours.toml: answers.dread: small 1.0 asks no such question",
    ]


@pytest.mark.parametrize("draws", ["0", "-1", "many", "1.5"])
def test_stress_needs_draws(draws: str) -> None:
    assert "must be a whole number above 0" in refusal("stress", f"--draws={draws}")


@pytest.mark.parametrize("arguments", [(), ("burn",)])
def test_one_of_the_four_is_needed(arguments: tuple[str, ...]) -> None:
    assert "show | diff | stress | publish" in refusal(*arguments)


def test_publish_says_what_it_did_and_what_comes_next(folder: Path) -> None:
    printed = run("publish", "small/1.0")
    assert (folder / "lock.sha256").exists()
    assert load(folder).published
    assert printed.startswith(f"Published small/1.0 in {folder}\n")
    for part in (
        "lock.sha256 holds the checksum of its 4 files.",
        "commit it",
        "New assessments use is-it-working. To use this one, set QUESTIONNAIRE=small.",
        "Every change from now on is a new version",
    ):
        assert part in " ".join(printed.split())


def test_publish_says_who_gets_the_version(settings: Settings, folder: Path, second: Path) -> None:
    settings.QUESTIONNAIRE = "small"
    assert "Restart the server: new assessments use it then." in run("publish", "small/1.1")
    assert "New assessments go on using 1.1, which is newer." in run("publish", "small/1.0")


def test_publish_check_only_says_whether_it_could_be(folder: Path) -> None:
    assert run("publish", "--check", "small/1.0") == "small/1.0 could be published.\n"
    assert not (folder / "lock.sha256").exists()


@pytest.mark.parametrize("flags", [(), ("--check",)])
def test_publish_refuses_a_published_version(folder: Path, flags: tuple[str, ...]) -> None:
    run("publish", "small/1.0")
    assert refusal("publish", "small/1.0", *flags).splitlines() == [
        "The content has faults:",
        "small/1.0: lock.sha256: this version is published already; make the change in a new version",
    ]


@pytest.mark.parametrize("flags", [(), ("--check",)])
def test_publish_refuses_while_any_check_fails(folder: Path, second: Path, flags: tuple[str, ...]) -> None:
    (second / "work.toml").write_text(WORK_TOML.replace("weight = 0.5", "weight = 0"), encoding="utf-8")
    with pytest.raises(SystemCheckError, match=r"small/1\.1/work\.toml: section work: .*weight"):
        run("publish", "small/1.0", *flags)
    assert not (folder / "lock.sha256").exists()
