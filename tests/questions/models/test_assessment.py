"""Answers are open to change until submitted and frozen from then on; who may see them."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from clients.models.firms import Role
from clients.viewers import NOBODY, Guest, Viewer
from questions.core.question import UNKNOWN, Answers
from questions.core.scoring import score
from questions.models.answer import Answer
from questions.models.assessment import AlreadySubmitted, Assessment, Unanswered
from questions.signals import submitted
from reports.core.report import Report
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    questionnaire,
    unknown_everywhere,
)

LATER = AT + timedelta(hours=1)


def fresh(assessment: Assessment) -> Assessment:
    """The same row as another process reads it."""
    return Assessment.objects.get(pk=assessment.pk)


@pytest.mark.django_db
class TestStart:
    def test_start_pins_the_current_questionnaire(self) -> None:
        found = make_assessment()
        assert (found.slug, found.version) == (questionnaire().slug, questionnaire().version)
        assert (found.submitted, found.scorecard, found.checksum, dict(found.responses)) == (None, None, "", {})

    def test_start_with_a_named_questionnaire_pins_that_one(self) -> None:
        other = replace(questionnaire(), version="2025.9")
        assert Assessment.objects.start(other, shop=make_shop()).version == "2025.9"

    def test_version_whose_folder_is_gone_is_named(self) -> None:
        found = make_assessment()
        Assessment.objects.update(version="1999.1")
        with pytest.raises(LookupError, match=r"is-it-working 1999\.1 has assessments, and its folder is gone"):
            fresh(found).score()

    def test_start_with_a_key_takes_it_as_id(self) -> None:
        key = make_assessment().pk
        Assessment.objects.all().delete()
        assert Assessment.objects.start(questionnaire(), shop=make_shop(), key=key).pk == key


@pytest.mark.django_db
class TestRecord:
    def test_record_keeps_answers_of_every_kind(self) -> None:
        answers: Answers = {
            "dread": "ten-or-more",
            "hours-worked": 72,
            "after-hours-calls": UNKNOWN,
            "after-hours-price": "n/a",
            "objections": ("other", "area-different"),
            "the-dream": "<b>Freiheit</b> 🛠",
        }
        assert fresh(make_assessment(answers)).responses == answers

    def test_record_leaves_other_answers_alone(self) -> None:
        found = make_assessment({"dread": "ten-or-more", "hours-worked": 72})
        found.record({"hours-worked": 40}, at=LATER)
        assert found.responses == {"dread": "ten-or-more", "hours-worked": 40}
        changed = dict(Answer.objects.values_list("question", "changed"))
        assert changed == {"dread": AT, "hours-worked": LATER}
        assert fresh(found).changed == LATER

    def test_record_of_none_takes_an_answer_away(self) -> None:
        found = make_assessment({"dread": "ten-or-more", "hours-worked": 72})
        found.record({"dread": None, "without-you": None}, at=LATER)
        assert found.responses == {"hours-worked": 72}

    @pytest.mark.parametrize(
        ("name", "value"),
        [("dread", "no-such-option"), ("hours-worked", 1000), ("hours-worked", "72"), ("the-dream", "x" * 1001)],
    )
    def test_record_of_what_the_question_does_not_accept_stores_nothing(self, name: str, value: str | int) -> None:
        found = make_assessment()
        with pytest.raises(ValueError, match=f"^{name}: "):
            found.record({"without-you": "a-day", name: value}, at=AT)
        assert not Answer.objects.exists()

    def test_record_on_a_stale_instance_is_refused_after_submitting(self) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        stale = fresh(found)
        found.submit(at=AT)
        with pytest.raises(AlreadySubmitted):
            stale.record({"hours-worked": 20}, at=LATER)
        assert stale.submitted is None
        assert fresh(found).responses == answers_of("bob-breakfix")
        assert fresh(found).changed == AT

    def test_answer_whose_option_is_gone_is_a_gap_again(self) -> None:
        found = make_assessment({"dread": "ten-or-more"})
        Answer.objects.create(assessment=found, question="without-you", value="no-longer-offered", changed=AT)
        Answer.objects.create(assessment=found, question="no-longer-asked", value="x", changed=AT)
        assert found.responses == {"dread": "ten-or-more"}
        assert "without-you" in {question.id for question in found.unanswered}


@pytest.mark.django_db
class TestSubmit:
    @pytest.mark.parametrize("missing", ["goal", "dread", "hours-worked"])
    def test_submit_without_a_needed_response_is_refused(self, missing: str) -> None:
        answers = {name: answer for name, answer in answers_of("bob-breakfix").items() if name != missing}
        found = make_assessment(answers)
        with pytest.raises(Unanswered) as refused:
            found.submit(at=LATER)
        assert [question.id for question in refused.value.questions] == [missing]
        assert (fresh(found).submitted, fresh(found).changed) == (None, AT)

    def test_submit_needs_no_answer_to_what_is_not_scored(self) -> None:
        found = make_assessment(unknown_everywhere())
        found.submit(at=LATER)
        assert fresh(found).submitted == LATER

    def test_submit_freezes_scorecard_and_copies(self) -> None:
        found = fresh(make_submitted())
        card = score(questionnaire(), answers_of("bob-breakfix"))
        assert (found.submitted, found.changed, found.checksum) == (AT, AT, questionnaire().checksum)
        assert found.scorecard == json.loads(json.dumps({"schema": 1, **card.as_json()}))
        assert found.score() == card
        assert (found.readiness, found.strain) == (card.readiness.points, card.strain.points)
        assert (found.stage, found.verdict) == (card.stage.id, "held")

    def test_submit_with_unknown_everywhere_is_incomplete_without_a_stage(self) -> None:
        found = fresh(make_assessment(unknown_everywhere(), submitted=AT))
        assert (found.readiness, found.strain, found.stage, found.verdict) == (None, None, "", "incomplete")

    def test_score_before_submitting_follows_the_answers(self) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        before = found.score()
        found.record({"hours-worked": 40}, at=AT)
        assert found.score() != before
        assert found.score() == score(questionnaire(), answers_of("bob-breakfix", hours_worked=40))

    def test_score_after_submitting_does_not_follow_the_rows(self) -> None:
        found = make_submitted()
        before = found.score()
        Answer.objects.all().delete()
        assert fresh(found).score() == before

    def test_score_of_a_draft_that_has_changed_since_follows_the_answers(self) -> None:
        found = make_submitted()
        Assessment.objects.update(checksum="of the draft as it was", scorecard={"of": "the draft as it was"})
        assert fresh(found).score() == score(questionnaire(), answers_of("bob-breakfix"))

    def test_submit_twice_is_refused_and_keeps_the_first_day(self) -> None:
        found = make_submitted()
        with pytest.raises(AlreadySubmitted):
            fresh(found).submit(at=LATER)
        assert (fresh(found).submitted, fresh(found).changed) == (AT, AT)

    def test_submit_reads_answers_that_came_after_this_instance(self) -> None:
        stale = make_assessment(answers_of("bob-breakfix"))
        assert stale.responses["hours-worked"] == 72
        fresh(stale).record({"hours-worked": 40}, at=AT)
        stale.submit(at=AT)
        assert fresh(stale).score() == score(questionnaire(), answers_of("bob-breakfix", hours_worked=40))


def elsewhere(pool: ThreadPoolExecutor, work: Callable[[], object]) -> "Future[None]":
    """Do `work` in another thread, on a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    return pool.submit(run)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameTime:
    def test_answer_that_arrives_while_handing_in_is_refused(self, rendered: list[Report]) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        late = fresh(found)
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                found.submit(at=AT)
                answer = elsewhere(pool, lambda: late.record({"hours-worked": 40}, at=LATER))
                assert not wait([answer], timeout=0.2).done  # it waits for the lock
            with pytest.raises(AlreadySubmitted):
                answer.result(timeout=30)
        assert fresh(found).responses == answers_of("bob-breakfix")

    def test_answer_that_arrived_before_handing_in_counts(self, rendered: list[Report]) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        late = fresh(found)
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                found.record({"hours-worked": 40}, at=AT)
                handing_in = elsewhere(pool, lambda: late.submit(at=LATER))
                assert not wait([handing_in], timeout=0.2).done
            handing_in.result(timeout=30)
        assert fresh(found).score() == score(questionnaire(), answers_of("bob-breakfix", hours_worked=40))

    def test_handing_in_twice_at_once_sends_one_signal(self, rendered: list[Report]) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        twice = [fresh(found), fresh(found)]
        news: list[Assessment] = []

        def hear(assessment: Assessment, **kwargs: object) -> None:
            news.append(assessment)

        submitted.connect(hear)
        try:
            with ThreadPoolExecutor(2) as pool:
                clicks = [elsewhere(pool, lambda each=each: each.submit(at=LATER)) for each in twice]  # type: ignore[misc]
                errors = [click.exception(timeout=30) for click in clicks]
        finally:
            submitted.disconnect(hear)
        assert sorted(type(error).__name__ for error in errors) == ["AlreadySubmitted", "NoneType"]
        assert [each.pk for each in news] == [found.pk]
        assert len(rendered) == 1

    def test_no_signal_when_the_transaction_fails(self, rendered: list[Report]) -> None:
        found = make_assessment(answers_of("bob-breakfix"))
        with transaction.atomic():
            found.submit(at=AT)
            transaction.set_rollback(True)
        assert rendered == []
        assert fresh(found).submitted is None


@pytest.mark.django_db
class TestVisibleTo:
    def seen_by(self, viewer: Viewer) -> set[object]:
        return {each.pk for each in Assessment.objects.visible_to(viewer)}

    def changeable_by(self, viewer: Viewer) -> set[object]:
        return {each.pk for each in Assessment.objects.changeable_by(viewer)}

    def test_members_see_those_of_their_firms_shops_and_a_viewer_changes_none(self) -> None:
        firm = make_firm()
        own, _ = make_assessment(shop=make_shop(firm=firm)), make_assessment()
        consultant, viewer = make_member(firm), make_member(firm, Role.VIEWER)
        assert self.seen_by(consultant) == self.seen_by(viewer) == self.changeable_by(consultant) == {own.pk}
        assert self.changeable_by(viewer) == set()

    def test_users_who_are_not_staff_see_nothing(self) -> None:
        make_assessment()
        assert self.seen_by(make_user()) == self.seen_by(AnonymousUser()) == self.seen_by(NOBODY) == set()

    def test_guest_sees_all_of_the_browsers_shops_and_what_a_link_names(self) -> None:
        own, linked, _ = make_assessment(), make_assessment(), make_assessment()
        again = make_assessment(shop=own.shop)
        guest = Guest(shops=frozenset([own.shop.pk]), assessments=frozenset([linked.pk]))
        assert self.seen_by(guest) == {own.pk, again.pk, linked.pk}
        assert self.changeable_by(guest) == {own.pk, again.pk}


def test_library_version_is_a_key_that_a_form_cannot_forge() -> None:
    with pytest.raises(ValidationError):
        Assessment._meta.pk.to_python("../../etc/passwd")
