"""The questionnaire on paper, to be filled in with a pen: made once, and kept for everybody who asks."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import override

from questions.library import current, library
from questions.questionnaire import Questionnaire
from reports.pdf import render_pdf


def name() -> str:
    """Of the file, for whoever downloads it."""
    asked = current(library(), settings.QUESTIONNAIRE)
    return f"{asked.slug}-{asked.version}.pdf"


def path() -> str:
    """Where it is kept; another place as soon as it would look different."""
    asked = current(library(), settings.QUESTIONNAIRE)
    return _path(asked.slug, asked.version, settings.PAPER)


@cache
def _path(slug: str, edition: str, paper: str) -> str:
    style = Path(str(finders.find("site/blank.css"))).read_bytes()
    made_of = sha256(_html(library()[slug, edition]).encode() + style + version("weasyprint").encode())
    return f"blank/{slug}-{edition}-{made_of.hexdigest()[:16]}.pdf"


def made() -> bool:
    return default_storage.exists(path())


def make() -> None:
    """Make and keep it, where nobody has."""
    if not made():
        kept = default_storage.save(path(), ContentFile(blank(current(library(), settings.QUESTIONNAIRE))))
        if kept != path():  # somebody was quicker
            default_storage.delete(kept)


def blank(questionnaire: Questionnaire) -> bytes:
    """A tagged PDF of every question with boxes to tick and room to write."""
    return render_pdf(_html(questionnaire))


def _html(questionnaire: Questionnaire) -> str:
    with override(questionnaire.lang):
        return render_to_string("reports/blank.html", {"questionnaire": questionnaire, "paper": settings.PAPER})
