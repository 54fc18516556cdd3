"""Writing an assessment's report from the command line."""

from hashlib import sha256
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from reports.core.report import Report
from reports.models.stored_report import StoredReport
from tests.makers import answers_of, make_assessment, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]


def render(assessment: object, output: Path) -> str:
    out = StringIO()
    call_command("report", "render", str(assessment), "--output", str(output), stdout=out)
    return out.getvalue()


def test_report_render_writes_the_stored_report(tmp_path: Path, rendered: list[Report]) -> None:
    assessment = make_submitted()
    said = render(assessment.pk, tmp_path / "one.pdf")
    render(assessment.pk, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes() == b"%PDF 1"
    assert said == f"{tmp_path / 'one.pdf'}  SHA-256 {sha256(b'%PDF 1').hexdigest()}\n"
    assert len(rendered) == StoredReport.objects.count() == 1


def test_report_render_of_an_unknown_assessment_says_so(tmp_path: Path) -> None:
    key = uuid4()
    with pytest.raises(CommandError, match=f"no assessment {key}"):
        render(key, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("key", ["1", "not-a-uuid", "", "../x"])
def test_report_render_of_what_is_no_id_says_so(tmp_path: Path, key: str) -> None:
    with pytest.raises(CommandError, match="invalid UUID value"):
        render(key, tmp_path / "out.pdf")


def test_report_render_before_submitting_says_so(tmp_path: Path, rendered: list[Report]) -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    with pytest.raises(CommandError, match="has not been submitted"):
        render(assessment.pk, tmp_path / "out.pdf")
    assert rendered == []


@pytest.mark.parametrize("name", ["no-such-folder/out.pdf", "."])
def test_report_render_that_cannot_write_says_so(tmp_path: Path, name: str) -> None:
    assessment = make_submitted()
    with pytest.raises(CommandError, match="could not be written"):
        render(assessment.pk, tmp_path / name)


def test_report_without_a_verb_or_an_output_says_so() -> None:
    with pytest.raises(CommandError, match="verb"):
        call_command("report")
    with pytest.raises(CommandError, match="--output"):
        call_command("report", "render", str(uuid4()))
