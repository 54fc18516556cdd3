"""When older attempts were opened is told by what somebody did: a pressed invitation, a browser's key, an answer."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, make_assessment, make_browser, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db
migration = import_module("questions.migrations.0013_find_opened_and_goal")
EARLIER, LATER = AT - timedelta(days=2), AT + timedelta(days=2)


def test_each_attempt_was_opened_when_its_first_trace_was_left() -> None:
    by = make_member(None)
    never, pressed, started, answered, bare = (make_assessment(shop=make_shop(name)) for name in "npsab")
    for each, used in ((never, None), (pressed, AT)):
        row = Access.invitation(each, str(each.pk), by=by, at=EARLIER)
        row.used = used
        row.save()
    make_browser(started)
    Access.objects.filter(assessment=started).update(created=LATER)
    answered.record({"goal": "undecided", "hours-worked": 60}, at=LATER)
    Answer.objects.filter(question="goal").update(given=None, changed=AT)
    submitted = make_submitted(shop=make_shop("submitted"))
    Answer.objects.filter(assessment=submitted).delete()
    Assessment.objects.update(opened=None, goal="", started=EARLIER)
    migration.find(apps, None)
    assert dict(Assessment.objects.values_list("pk", "opened")) == {
        never.pk: None,
        bare.pk: None,
        pressed.pk: AT,
        started.pk: LATER,
        answered.pk: AT,
        submitted.pk: EARLIER,
    }
    goals = dict(Assessment.objects.exclude(goal="").values_list("pk", "goal"))
    assert goals == {submitted.pk: answers_of("bob-breakfix")["goal"]}
