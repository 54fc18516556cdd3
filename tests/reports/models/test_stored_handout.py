"""PDFs for everybody, kept: one row for how it looks, made again where the file is lost."""

from pathlib import Path

import pytest
from pytest_django import Settings

from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import Handout
from tests.makers import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_row_is_the_same_until_it_would_look_different() -> None:
    one, other = (Handout("a.pdf", f"blank/{digest}.pdf", lambda: b"%PDF") for digest in ("1", "2"))
    assert StoredHandout.objects.of(one) == StoredHandout.objects.of(one) != StoredHandout.objects.of(other)


def test_lost_file_is_made_again() -> None:
    asked = Handout("a.pdf", "blank/1.pdf", lambda: b"%PDF")
    stored = StoredHandout.objects.of(asked)
    stored.render(asked)
    assert stored.file.size == len(b"%PDF")
    stored.file.storage.delete(stored.file.name or "")
    again = StoredHandout.objects.of(asked)
    assert (again, bool(again.file), again.made) == (stored, False, None)


def test_failure_is_noted_and_raised() -> None:
    def broken() -> bytes:
        raise ValueError("no font")

    asked = Handout("a.pdf", "blank/1.pdf", broken)
    stored = StoredHandout.objects.of(asked)
    stored.begin(at=AT)
    with pytest.raises(ValueError, match="no font"):
        stored.render(asked)
    stored.refresh_from_db()
    assert stored.failed
