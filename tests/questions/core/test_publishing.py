"""What can be published, and what publishing leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.core.loader import checksum, load
from questions.core.publishing import publish, publishable
from questions.core.tables import ContentError, ContentProblem
from tests.builders import WORK_TOML, make_content


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        publishable(folder)
    return [str(problem) for problem in caught.value.problems]


def test_publishing_adds_the_lock_and_nothing_else(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    before = contents(folder)
    questionnaire = publish(folder)
    assert questionnaire == load(folder)
    assert questionnaire.published
    assert contents(folder) == before | {"lock.sha256": f"{checksum(folder)}\n".encode()}


def test_asking_whether_it_could_be_leaves_nothing(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    before = contents(folder)
    assert publishable(folder) == load(folder)
    assert contents(folder) == before


def test_a_published_version_is_refused_and_keeps_its_lock(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    publish(folder)
    before = contents(folder)
    with pytest.raises(ContentError) as caught:
        publish(folder)
    assert caught.value.problems == (
        ContentProblem(
            "small/1.0", "", "lock.sha256", "this version is published already; make the change in a new version"
        ),
    )
    assert contents(folder) == before


def test_a_published_version_that_was_changed_is_refused_for_both(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    publish(folder)
    (folder / "work.toml").write_text(WORK_TOML.replace("What is in writing?", "What is written?"), encoding="utf-8")
    assert problems(folder) == [
        "small/1.0: lock.sha256: this version is published already; make the change in a new version",
        "small/1.0/lock.sha256: (whole file): this version is published and its files have changed since; "
        "make the change in a new version",
    ]


def test_a_faulty_version_is_refused_and_stays_a_draft(tmp_path: Path) -> None:
    folder = make_content(tmp_path, work=WORK_TOML.replace("weight = 0.5", "weight = 0"))
    assert problems(folder) == ["small/1.0/work.toml: section work: questions[checked].weight: must be above 0"]
    assert "lock.sha256" not in contents(folder)


@pytest.mark.parametrize("version", ["1", "2026.1", "10.0.3", "2" * 20])
def test_a_version_that_can_be_put_in_order_is_taken(tmp_path: Path, version: str) -> None:
    folder = make_content(tmp_path)
    assert publishable(folder.rename(folder.with_name(version))).version == version


@pytest.mark.parametrize("version", ["next", "2026.1a", "1.", "v2", "2" * 21])
def test_a_version_that_cannot_be_put_in_order_is_refused(tmp_path: Path, version: str) -> None:
    folder = make_content(tmp_path)
    assert problems(folder.rename(folder.with_name(version))) == [
        f"small/{version}: (version): its name must be numbers with dots between, such as 2026.1, at most 20 characters"
    ]


@pytest.mark.parametrize("slug", ["Small", "very_small", "s" * 51])
def test_a_slug_that_no_row_can_hold_is_refused(tmp_path: Path, slug: str) -> None:
    folder = make_content(tmp_path)
    folder.parent.rename(tmp_path / slug)
    assert problems(tmp_path / slug / "1.0") == [
        f"{slug}/1.0: (slug): its name must be small letters, digits and hyphens, at most 50 characters"
    ]
