"""`manage.py check` tells what is wrong with the content."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.checks import Error
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from questions.checks import content
from tests.builders import INDEX_TOML, WISH_TOML, make_content


def test_our_own_content_is_sound() -> None:
    assert content(app_configs=None) == []


def test_a_sound_folder_of_the_settings_is_sound(settings: Settings, tmp_path: Path) -> None:
    make_content(tmp_path)
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    assert content(app_configs=None) == []


def test_each_fault_is_an_error_with_its_place(settings: Settings, tmp_path: Path) -> None:
    make_content(
        tmp_path,
        questionnaire=INDEX_TOML.replace('title = "How is it going?"\n', ""),
        wish=WISH_TOML.replace('id = "rate"', 'id = "rate"\nknots = [[0, 0], [9, 4]]'),
    )
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    assert content(app_configs=None) == [
        Error("small/1.0/wish.toml: section wish: questions[rate].knots: unknown key", id="questions.E001"),
        Error("small/1.0/questionnaire.toml: title: is missing", id="questions.E001"),
    ]


def test_a_folder_that_is_not_there_is_an_error(settings: Settings, tmp_path: Path) -> None:
    settings.QUESTIONNAIRE_DIRS = [tmp_path / "gone"]
    message = f"{tmp_path / 'gone'}: QUESTIONNAIRES: there is no such folder"
    assert content(app_configs=None) == [Error(message, id="questions.E001")]


def test_a_questionnaire_that_does_not_exist_is_an_error(settings: Settings) -> None:
    settings.QUESTIONNAIRE = "gone"
    message = "The setting QUESTIONNAIRE: no questionnaire is called 'gone'"
    assert content(app_configs=None) == [Error(message, id="questions.E002")]


def test_the_command_shows_them(settings: Settings, tmp_path: Path) -> None:
    make_content(tmp_path, wish="title = ")
    settings.QUESTIONNAIRE_DIRS = [tmp_path]
    with pytest.raises(SystemCheckError) as caught:
        call_command("check")
    shown = "(questions.E001) small/1.0/wish.toml: section wish: (whole file): Invalid value"
    assert shown in str(caught.value)
