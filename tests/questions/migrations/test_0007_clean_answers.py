"""Answers that can still be changed are cleaned; submitted ones stay as they are."""

from importlib import import_module

import pytest
from django.apps import apps

from questions.models.answer import Answer
from tests.makers import AT, answers_of, make_assessment

pytestmark = pytest.mark.django_db
clean = import_module("questions.migrations.0007_clean_answers").clean


def test_only_open_answers_are_cleaned() -> None:
    dream = "Cafe\u0301\u202e\r\nagain\u200b"
    opened = make_assessment({"the-dream": dream, "hours-worked": 40, "dread": "unknown", "objections": ("other",)})
    empty = make_assessment({"the-dream": "\u200b"})
    submitted = make_assessment(answers_of("bob-breakfix", the_dream=dream), submitted=AT)
    clean(apps, None)
    rows = {row.question: row.value for row in Answer.objects.filter(assessment=opened)}
    assert rows == {"the-dream": "Caf\xe9\nagain", "hours-worked": 40, "dread": "unknown", "objections": ["other"]}
    assert not Answer.objects.filter(assessment=empty).exists()
    assert Answer.objects.get(assessment=submitted, question="the-dream").value == dream
