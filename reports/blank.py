"""The questionnaire on paper, to be filled in with a pen."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from questions.library import library
from questions.questionnaire import Questionnaire
from reports.pdf import render_pdf


def blank(questionnaire: Questionnaire) -> bytes:
    """A tagged PDF of every question with boxes to tick and room to write."""
    with override(questionnaire.lang):
        context = {"questionnaire": questionnaire, "paper": settings.PAPER}
        return render_pdf(render_to_string("reports/blank.html", context))


@cache
def blank_pdf(slug: str, version: str) -> bytes:
    """Kept in memory: anybody may ask for it, as often as they like."""
    return blank(library()[slug, version])
