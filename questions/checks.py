"""Lets `manage.py check` read every questionnaire and name the file, section and key of each fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from questions.core.tables import ContentError
from questions.library import OWN, current, read


def content(*, app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        found = read([OWN, *settings.QUESTIONNAIRE_DIRS])
    except ContentError as error:
        return [Error(str(problem), id="questions.E001") for problem in error.problems]
    try:
        current(found, settings.QUESTIONNAIRE)
    except LookupError as error:
        return [Error(f"The setting QUESTIONNAIRE: {error}", id="questions.E002")]
    return []
