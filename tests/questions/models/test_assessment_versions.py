"""A new version of the questionnaire: for whoever begins after it, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from questions.core.differences import Differences
from questions.core.loader import LOCK
from questions.core.personas import examples, read_persona
from questions.core.publishing import publish
from questions.library import OWN, asked_today, current, library
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from tests.makers import AT, make_assessment, make_browser, make_shop
from tests.pages import Page

OLD, NEW = ("is-it-working", "2026.2"), ("is-it-working", "9999.1")
ADDED, REWORDED, REMOVED = "referrals", "departures", "teaching"
REFERRALS = """\
[[questions]]
id = "referrals"
kind = "choice"
feeds = "commitment"
text = "How many customers came to you by another one's word?"
help = "Ask them when they call for the first time."
window = "The last twelve months"
why = "A customer who sends another has seen something they like."
unknown = "You do not know who sends you customers."
options = [
  { id = "p0", points = 0, text = "None" },
  { id = "p1", points = 1, text = "One" },
  { id = "p2", points = 2, text = "Two or three" },
  { id = "p3", points = 3, text = "Four or five" },
  { id = "p4", points = 4, text = "Six or more" },
]
sources = [{ claim = "The steps are our reading.", name = "This questionnaire", date = "2026", trust = "inference" }]
"""


def questions_of(text: str) -> list[str]:
    """A section file cut before each question; the first part is the section's own."""
    return re.split(r"(?m)^(?=\[\[questions\]\]$)", text)


def write_new_version(folder: Path) -> Path:
    """Our questionnaire as is-it-working/9999.1: one question added, one reworded, one removed."""
    version = folder.joinpath(*NEW)
    copytree(OWN.joinpath(*OLD), version)
    (version / LOCK).unlink(missing_ok=True)
    added = version / "customers.toml"
    parts = questions_of(added.read_text(encoding="utf-8"))
    parts[-1] = parts[-1].replace("A customer goes quiet, or leaves. What happens?", "A customer leaves. Who notices?")
    added.write_text("".join([*parts, "\n", REFERRALS]), encoding="utf-8")
    removed = version / "openness.toml"
    parts = questions_of(removed.read_text(encoding="utf-8"))
    removed.write_text("".join(part for part in parts if f'id = "{REMOVED}"' not in part), encoding="utf-8")
    return version


@pytest.fixture(autouse=True)
def _library_of_its_own() -> Generator[None]:
    library.cache_clear()
    yield
    library.cache_clear()


@pytest.fixture
def new_version(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the new version, written and published, which the library has not read yet."""
    folder = write_new_version(tmp_path)
    publish(folder)
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    return folder


def restart() -> None:
    """A server reads the files when it starts."""
    library.cache_clear()


def page(browser: Client, name: str, assessment: Assessment, *more: str) -> str:
    """A page's HTML without what differs at each request."""
    response = browser.get(reverse(name, args=[assessment.pk, *more]))
    assert response.status_code == 200
    return re.sub(r"csrfmiddlewaretoken\" value=\"\w+|X-CSRFToken\": \"\w+", "", response.content.decode())


def pdf(browser: Client, assessment: Assessment) -> bytes:
    response: Any = browser.get(reverse("reports:pdf", args=[assessment.pk]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_the_versions_differ_as_this_test_wants_them_to(new_version: Path) -> None:
    found = Differences(library()[OLD], library()[NEW])
    assert [each.id for each in found.added] == [ADDED]
    assert [each.id for each in found.removed] == [REMOVED]
    assert [(each.new.id, each.meaning) for each in found.changed] == [(REWORDED, ("text",))]
    assert (found.moved, found.reworded, found.reweighted) == ((), (), ())
    # A copy of the files has no keys added later.
    assert [each.key for each in found.settings] == ["gates-in-words", "goal-names"]


@pytest.mark.django_db
def test_a_new_version_is_for_new_assessments(new_version: Path) -> None:
    browser = Client()
    browser.post(reverse("questions:start"), {"name": "Northside Computers", "key": uuid4()})
    assessment = Assessment.objects.get()
    assert (assessment.slug, assessment.version) == NEW
    customers = Page(browser.get(reverse("questions:section", args=[assessment.pk, "customers"]))).words
    assert "How many customers came to you by another one's word?" in customers
    assert "A customer leaves. Who notices?" in customers
    openness = Page(browser.get(reverse("questions:section", args=[assessment.pk, "openness"])))
    assert f"q-{REMOVED}" not in openness.ids
    assert "q-credentials" in openness.ids


@pytest.mark.django_db
def test_a_new_version_can_be_answered_and_handed_in(new_version: Path) -> None:
    answers = {name: answer for name, answer in answers_of_old().items() if name != REMOVED}
    assessment = make_assessment({**answers, ADDED: "p3"}, submitted=AT)
    assert (assessment.version, assessment.checksum) == (NEW[1], library()[NEW].checksum)
    assert "A customer leaves. Who notices?" in page(make_browser(assessment), "reports:result", assessment)


def answers_of_old() -> dict[str, Any]:
    """An example shop's answers, which are answers to the old version."""
    return {**read_persona(examples("2026.2")["bob-breakfix"], library()[OLD]).answers}


@pytest.mark.django_db
def test_an_old_result_and_its_pdf_stay_as_they_were_byte_for_byte(
    settings: Settings, tmp_path: Path, rendered: list[Report]
) -> None:
    assessment = Assessment.objects.start(library()[OLD], shop=make_shop())
    assessment.record(answers_of_old(), at=AT)
    assessment.submit(at=AT)
    browser = make_browser(assessment)
    before = page(browser, "reports:result", assessment), pdf(browser, assessment)
    stored = StoredReport.objects.get()

    publish(write_new_version(tmp_path))
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    restart()
    assert asked_today().version == NEW[1]

    assert (page(browser, "reports:result", assessment), pdf(browser, assessment)) == before
    assert StoredReport.objects.get() == stored
    assert len(rendered) == 1  # a second rendering would have other bytes
    again = Assessment.objects.get()
    assert (again.version, again.checksum) == (OLD[1], library()[OLD].checksum)
    assert (again.score(), report_of(again)) == (assessment.score(), rendered[0])


@pytest.mark.django_db
def test_an_assessment_on_the_way_goes_on_with_its_own_version(settings: Settings, tmp_path: Path) -> None:
    assessment = Assessment.objects.start(library()[OLD], shop=make_shop())
    assessment.record(answers_of_old(), at=AT)
    browser = make_browser(assessment)
    ways = [("questions:section", "customers"), ("questions:section", "openness"), ("questions:check",)]
    before = [page(browser, name, assessment, *more) for name, *more in ways]
    publish(write_new_version(tmp_path))
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    restart()
    assert [page(browser, name, assessment, *more) for name, *more in ways] == before
    browser.post(reverse("questions:submit", args=[assessment.pk]))
    assessment.refresh_from_db()
    assert (assessment.version, assessment.checksum) == (OLD[1], library()[OLD].checksum)
    assert assessment.submitted is not None


def test_a_draft_waits_while_anything_is_published(settings: Settings, tmp_path: Path) -> None:
    draft = write_new_version(tmp_path)
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    published = draft.with_name("9998.1")
    copytree(draft, published)
    publish(published)
    restart()
    assert current(library(), "is-it-working").version == "9998.1"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("customers.toml", "A customer leaves. Who notices?", "A customer leaves. Who notices it?"),
        ("customers.toml", "\n", "\r\n"),
        ("verdict.toml", "# ", "#  "),
        (LOCK, "\n", "0\n"),
    ],
)
def test_a_published_version_whose_files_change_fails_the_check(
    new_version: Path, file: str, old: str, new: str
) -> None:
    call_command("check")
    path = new_version / file
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    said = "is-it-working/9999.1/lock.sha256: (whole file): this version is published and its files have changed since"
    with pytest.raises(SystemCheckError, match=re.escape(said)):
        call_command("check")


@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_published_version_with_a_file_more_or_less_fails_the_check(new_version: Path, change: str) -> None:
    money = new_version / "money.toml"
    if change == "removed":
        money.unlink()
    else:
        (new_version / "more.toml").write_bytes(money.read_bytes())
    with pytest.raises(SystemCheckError):
        call_command("check")
