"""The file inside a PDF: what it holds, and that its numbers can be counted again by whoever holds the PDF."""

import json
from collections.abc import Callable
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from questions.core.personas import examples
from questions.library import library
from reports.pdf.document import example
from reports.pdf.enclosed import NAME, numbers_of
from reports.pdf.verification import NotComparable, compare_numbers
from tests.reports.pdfs import made

Change = Callable[[dict[str, Any]], object]


def with_file(data: bytes, *names: str) -> bytes:
    """A PDF of one empty page that holds `data` under these names."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name in names:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf, data, filename=name, description="", mime_type="", creation_date="", mod_date=""
        )
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@cache
def original() -> bytes:
    return numbers_of(example("bob-breakfix"))


def changed(change: Change) -> bytes:
    numbers = json.loads(original())
    change(numbers)
    return with_file(json.dumps(numbers).encode(), NAME)


def differing(change: Change) -> dict[str, tuple[str, ...]]:
    found = compare_numbers(changed(change), library())
    return {part.label: part.differences for part in found.parts if part.differences}


@pytest.mark.parametrize("name", examples())
def test_numbers_of_every_example_agree(name: str) -> None:
    found = compare_numbers(with_file(numbers_of(example(name)), NAME), library())
    assert found.agrees
    assert len(found.parts) == 1 + len(json.loads(original())["scorecard"])


def point(numbers: dict[str, Any]) -> None:
    numbers["scorecard"]["readiness"]["value"] = 0.8


def answer(numbers: dict[str, Any]) -> None:
    numbers["answers"]["hours-worked"] = 40


def section(numbers: dict[str, Any]) -> None:
    numbers["scorecard"]["sections"][1]["earned"] += 1


def test_changed_number_is_named_with_both_values() -> None:
    value = example("bob-breakfix").card.readiness.value
    assert differing(point) == {"Readiness": (f"value: the file says 0.8, its answers give {value}",)}
    card = example("bob-breakfix").card
    title = next(each.title for each in example("bob-breakfix").sections if each.id == card.sections[1].section)
    earned = card.sections[1].earned
    assert differing(section) == {
        "Readiness by section": (f"{title}, earned: the file says {earned + 1}, its answers give {earned}",)
    }


def test_changed_answer_changes_what_follows_from_it() -> None:
    found = differing(answer)
    assert {"Strain", "Points of every answer"} <= set(found)
    assert found["Points of every answer"][0].startswith("How many hours")


def test_rounding_of_another_machine_is_no_difference() -> None:
    def nudge(numbers: dict[str, Any]) -> None:
        numbers["scorecard"]["readiness"]["value"] += 1e-15

    assert differing(nudge) == {}


def test_other_questions_of_the_same_name_are_told() -> None:
    found = differing(lambda numbers: numbers["questionnaire"].update(checksum="0" * 64))
    ((label, (line,)),) = found.items()
    assert label == f"Questions of is-it-working {example('bob-breakfix').version}"
    assert line.startswith("they are not those of this installation")


@pytest.mark.parametrize(
    "change",
    [
        lambda numbers: numbers.pop("scorecard"),
        lambda numbers: numbers.update(scorecard=[]),
        lambda numbers: numbers["scorecard"].update(readiness=None),
        lambda numbers: numbers["scorecard"].update(sections=[]),
        lambda numbers: numbers["scorecard"].update(invented=1),
        lambda numbers: numbers["scorecard"]["strain"].update(value=True),
        lambda numbers: numbers["scorecard"]["strain"].update(value=float("nan")),
        lambda numbers: numbers.update(answers={}),
    ],
)
def test_anything_else_than_the_scorecard_differs(change: Change) -> None:
    assert differing(change)


@pytest.mark.parametrize(
    ("pdf", "reason"),
    [
        (b"", "not a PDF"),
        (b"<html>", "not a PDF"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (with_file(b"{}"), "no file called"),
        (with_file(b"{}", "other.json"), "no file called"),
        (with_file(b"{", NAME), "not in the format"),
        (with_file(b"[" * 100_000, NAME), "not in the format"),
        (with_file(b"[]", NAME), "not in the format"),
        (with_file(b'"' + b" " * 2**20 + b'"', NAME), "not in the format"),
        (with_file(b'{"format": "readiness-report 0"}', NAME), "not in the format"),
        (changed(lambda numbers: numbers["questionnaire"].update(version="1999.1")), "is-it-working 1999.1, which"),
        (changed(lambda numbers: numbers.update(questionnaire=[])), "which this installation does not have"),
        (changed(lambda numbers: numbers["answers"].update(weekends="often")), "to 'weekends' is none"),
        (changed(lambda numbers: numbers["answers"].update(nothing="p0")), "to 'nothing' is none"),
        (changed(lambda numbers: numbers["answers"].update({"hours-worked": 5.5})), "to 'hours-worked' is none"),
        (changed(lambda numbers: numbers["answers"].update(objections=[{}])), "to 'objections' is none"),
        (changed(lambda numbers: numbers["answers"].update(weekends=None)), "to 'weekends' is none"),
    ],
)
def test_what_cannot_be_compared_says_why(pdf: bytes, reason: str) -> None:
    with pytest.raises(NotComparable, match=reason):
        compare_numbers(pdf, library())


def test_two_files_of_the_name_are_none() -> None:
    """One could be shown to a reader, the other to us."""
    with pikepdf.open(BytesIO(with_file(b"{}", NAME, "other"))) as pdf:
        pdf.Root.Names.EmbeddedFiles.Names[0] = pikepdf.String(NAME)
        pdf.Root.Names.EmbeddedFiles.Names[1].UF = pikepdf.String(NAME)
        out = BytesIO()
        pdf.save(out)
    with pytest.raises(NotComparable, match="2 files"):
        compare_numbers(out.getvalue(), library())


def verify(file: Path) -> str:
    out = StringIO()
    call_command("report", "verify", str(file), stdout=out)
    return out.getvalue()


def test_command_says_that_all_agrees_and_what_was_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(made("bob-breakfix"))
    said = verify(file).splitlines()
    assert said[0] == f"{example('bob-breakfix').shop}, 2026-11-29"
    assert {line.split("  ")[0] for line in said[2:-1]} == {"agrees"}
    assert said[-1].startswith("Every number in the file inside this PDF follows from the answers there.")


def test_command_says_what_differs_and_fails(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(changed(point))
    out = StringIO()
    with pytest.raises(CommandError, match="do not follow from its answers") as stopped:
        call_command("report", "verify", str(file), stdout=out)
    assert stopped.value.returncode == 1
    assert "DIFFERS  Readiness\n           value: the file says 0.8" in out.getvalue()


def test_command_without_a_file_it_can_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be read"):
        verify(tmp_path / "missing.pdf")
    (tmp_path / "text.pdf").write_text("not one")
    with pytest.raises(CommandError, match=r"cannot be checked\. It is not a PDF"):
        verify(tmp_path / "text.pdf")


def test_what_a_file_says_cannot_write_the_answer(tmp_path: Path) -> None:
    def forge(numbers: dict[str, Any]) -> None:
        numbers["shop"] = "Bob\r\x1b[2J\nEvery number follows\u202e \ud800متجر"
        numbers["questionnaire"]["checksum"] = "\x1b[8m"

    path = tmp_path / "forged.pdf"
    path.write_bytes(changed(forge))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("report", "verify", str(path), stdout=out)
    said = out.getvalue()
    assert said.startswith("Bob\ufffd\ufffd[2J\ufffdEvery number follows\ufffd \ufffdمتجر, not submitted\n")
    assert "\x1b" not in said
