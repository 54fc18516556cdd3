"""A report is rendered once, kept as it was made, and goes with its shop."""

import stat
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import Settings

from clients.models.shops import Shop
from opinions.models.opinion import Opinion
from questions.models.assessment import Assessment
from reports.core.digest import Document, document_key, report_digest
from reports.core.report import Report, build_report
from reports.models import stored_report
from reports.models.composing import report_context, report_of
from reports.models.stored_report import StoredReport, Version
from reports.pdf.document import MADE_WITH
from tests.makers import AT, make_submitted, make_user
from tests.opinions.shops import make_opinion, make_rated
from tests.pages import queries


def files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.django_db
class TestObtain:
    def test_obtain_renders_and_keeps_a_file_for_its_owner_only(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        stored = StoredReport.objects.obtain(assessment)
        (file,) = files()
        assert rendered == [report_of(assessment)]
        assert file.read_bytes() == b"%PDF 1"
        assert stored.sha256 == sha256(b"%PDF 1").hexdigest()
        assert (stored.key, stored.made_with) == (document_key(report_of(assessment), Document.REPORT), MADE_WITH)
        folders = [folder for folder in file.parents if folder.is_relative_to(settings.MEDIA_ROOT)]
        assert stat.filemode(file.stat().st_mode) == "-rw-------"
        assert {stat.filemode(folder.stat().st_mode) for folder in folders} == {"drwx------"}

    def test_obtain_again_renders_nothing_in_three_queries(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        first = StoredReport.objects.obtain(assessment)
        again = Assessment.objects.select_related("shop").get()
        assert len(queries(lambda: StoredReport.objects.obtain(again))) == 3
        assert StoredReport.objects.obtain(again) == first
        assert len(rendered) == 1

    def test_present_is_the_report_this_process_has_composed_until_anything_changes(
        self, rendered: list[Report]
    ) -> None:
        assessment = make_submitted()
        assert StoredReport.objects.present(assessment, report_context(assessment)) is None
        stored = StoredReport.objects.obtain(assessment)
        again = Assessment.objects.select_related("shop").get()
        StoredReport.objects.obtain(assessment)
        with (
            StoredReport.objects.present(again, report_context(again)) or BytesIO() as file,
            stored.file.open() as made,
        ):
            assert file.read() == made.read()
        with override_settings(PAPER="Letter"):
            kept = StoredReport.objects.present(assessment, report_context(assessment))
            assert kept is not None
            kept.close()
        for change in ({"paper": "Letter"}, {"locale": "en-GB"}, {"respondent": "tech"}):
            other = Assessment.objects.get()
            vars(other).update(change)
            assert StoredReport.objects.present(other, report_context(other)) is None
        assessment.shop.name = "Renamed"
        assert StoredReport.objects.present(assessment, report_context(assessment)) is None
        assessment.shop.name = "Northside Computers"
        Path(stored.file.path).unlink()
        assert StoredReport.objects.present(assessment, report_context(assessment)) is None

    def test_report_tells_nothing_beside_the_answers_but_what_present_looks_at(self) -> None:
        assessment = make_submitted()
        report, told = report_of(assessment), report_context(assessment)
        assert {name: getattr(report, name) for name in told} == told
        assert report == build_report(assessment.questionnaire, assessment.responses, assessment.score(), **told), (
            "whatever else a report is to tell belongs into beside()"
        )

    def test_obtain_of_a_changed_report_keeps_the_old_file(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        StoredReport.objects.obtain(assessment)
        assessment.shop.name = "Renamed"
        StoredReport.objects.obtain(assessment)
        assert sorted(file.read_bytes() for file in files()) == [b"%PDF 1", b"%PDF 2"]

    def test_annex_is_a_document_of_its_own_and_neither_is_given_for_the_other(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        stored = {document: StoredReport.objects.obtain(assessment, document) for document in Document}
        assert sorted(file.read_bytes() for file in files()) == [b"%PDF 1", b"%PDF 2"]
        assert stored[Document.REPORT].key != stored[Document.ANNEX].key
        for document, row in stored.items():
            with StoredReport.objects.present(assessment, report_context(assessment), document) or BytesIO() as file:
                assert file.read() == Path(row.file.path).read_bytes()
        assert [StoredReport.objects.obtain(assessment, each) for each in Document] == [*stored.values()]

    def test_what_was_stored_when_both_were_one_stays_and_is_not_given_for_either(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        report = report_of(assessment)
        old = StoredReport.objects.create(assessment=assessment, key=report_digest(report))
        old.keep(f"reports/{assessment.pk}/{old.key}.pdf", ContentFile(b"%PDF of both"), sha256="a" * 64)
        made = [StoredReport.objects.obtain(assessment, document) for document in Document]
        assert old not in made
        old.refresh_from_db()
        assert Path(old.file.path).read_bytes() == b"%PDF of both"
        versions = StoredReport.objects.versions(assessment, make_user(), opinions=True)
        assert [(each.stored, each.annex) for each in versions] == [(made[0], made[1]), (old, None)]

    def test_obtain_while_somebody_else_renders_the_same_keeps_theirs(
        self, rendered: list[Report], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assessment = make_submitted()
        theirs: list[StoredReport] = []

        def render(report: Report, *_: object) -> bytes:
            monkeypatch.setattr(stored_report, "render", lambda report, *_: b"%PDF theirs")
            theirs.append(StoredReport.objects.obtain(assessment))
            return b"%PDF ours"

        monkeypatch.setattr(stored_report, "render", render)
        assert StoredReport.objects.obtain(assessment) == theirs[0]
        assert [file.read_bytes() for file in files()] == [b"%PDF theirs"]

    def test_obtain_of_the_same_answers_of_another_shop_is_another_file(self, rendered: list[Report]) -> None:
        one, two = make_submitted(), make_submitted()
        assert report_digest(report_of(one)) == report_digest(report_of(two))
        assert StoredReport.objects.obtain(one).file.name != StoredReport.objects.obtain(two).file.name

    def test_obtain_that_fails_to_render_keeps_no_file_and_notes_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def render(report: Report, *_: object) -> bytes:
            raise ValueError

        monkeypatch.setattr(stored_report, "render", render)
        with pytest.raises(ValueError):  # noqa: PT011
            StoredReport.objects.obtain(make_submitted())
        assert files() == []
        stored = StoredReport.objects.get()
        assert (bool(stored.file), stored.state(stored.failed or AT)) == (False, "failed")

    def test_obtain_after_a_failure_renders(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        stored = StoredReport.objects.of(assessment, report_of(assessment))
        StoredReport.objects.filter(pk=stored.pk).update(failed=AT)
        stored = StoredReport.objects.obtain(assessment)
        assert (stored.failed, len(rendered)) == (None, 1)

    def test_obtain_of_a_lost_file_renders_it_again(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        first = StoredReport.objects.obtain(assessment)
        Path(first.file.path).unlink()
        again = StoredReport.objects.obtain(assessment)
        assert again == first
        assert Path(again.file.path).read_bytes() == b"%PDF 2"
        assert again.sha256 == sha256(b"%PDF 2").hexdigest()

    def test_report_deleted_while_it_is_rendered_leaves_no_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assessment = make_submitted()

        def render(report: Report, *_: object) -> bytes:
            StoredReport.objects.all().delete()
            return b"%PDF"

        monkeypatch.setattr(stored_report, "render", render)
        with pytest.raises(StoredReport.DoesNotExist):
            StoredReport.objects.obtain(assessment)
        assert files() == []


@pytest.mark.django_db
class TestVersions:
    def test_each_version_says_what_made_it_and_the_newest_is_first(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        first = StoredReport.objects.obtain(assessment)
        assessment.shop.name = "Renamed"
        second = StoredReport.objects.obtain(assessment)
        assessment.paper = "Letter"
        third = StoredReport.objects.obtain(assessment)
        StoredReport.objects.of(assessment, report_of(make_submitted("managed-ordinary")))  # yet to be made
        assert StoredReport.objects.versions(assessment, make_user(), opinions=True) == [
            Version(third, ("paper",)),
            Version(second, ("shop",)),
            Version(first, ("first",)),
        ]

    def test_what_others_said_is_for_some_readers_and_gone_when_it_is_taken_back(self, rendered: list[Report]) -> None:
        assessment = make_rated()
        plain = StoredReport.objects.obtain(assessment)
        opinion = make_opinion(assessment)
        more = StoredReport.objects.obtain(assessment, opinions=True)
        assert StoredReport.objects.obtain(assessment) == plain
        first, user = Version(plain, ("first",)), make_user()
        for opinions, found in ((True, [Version(more, ("opinions",)), first]), (False, [first])):
            assert StoredReport.objects.versions(assessment, user, opinions=opinions) == found
        slip = assessment.correct(key=uuid4(), at=timezone.now())
        slip.submit(at=timezone.now())  # it carries the opinion; the PDF of what it corrects holds it still
        Opinion.objects.get(pk=opinion.pk).take_back(at=timezone.now())
        assert list(StoredReport.objects.filter(assessment=assessment)) == [plain]

    def test_version_that_another_program_made_says_so(self, rendered: list[Report]) -> None:
        assessment = make_submitted()
        before = StoredReport.objects.obtain(assessment)
        after = StoredReport(parts=before.parts | {"steps": "others"})
        assert after.changed_since(before) == ("program",)

    def test_version_from_before_parts_were_noted_says_nothing(self, rendered: list[Report]) -> None:
        stored = StoredReport.objects.obtain(make_submitted())
        assert stored.changed_since(StoredReport()) == ()


@pytest.mark.django_db(transaction=True)
class TestDeleting:
    def test_files_of_a_deleted_shop_are_removed_and_others_stay(self, rendered: list[Report]) -> None:
        gone, stays = make_submitted(), make_submitted()
        StoredReport.objects.obtain(gone)
        kept = StoredReport.objects.obtain(stays)
        gone.shop.delete()
        assert files() == [Path(kept.file.path)]

    def test_files_of_shops_deleted_together_are_removed(self, rendered: list[Report]) -> None:
        for assessment in (make_submitted(), make_submitted()):
            StoredReport.objects.obtain(assessment)
        assert len(files()) == 2
        Shop.objects.all().delete()
        assert files() == []

    def test_files_stay_when_the_deletion_fails(self, rendered: list[Report]) -> None:
        StoredReport.objects.obtain(make_submitted())
        before = files()
        with transaction.atomic():
            Shop.objects.all().delete()
            transaction.set_rollback(True)
        assert files() == before
        assert StoredReport.objects.exists()
