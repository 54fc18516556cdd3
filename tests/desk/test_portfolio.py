"""Where each client stands: the latest attempt with its changes, the same as the shop's own trend tells it."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from clients.models.shops import Shop
from clients.models.tags import Tag
from desk.portfolio import MOVED, Client, Portfolio, tags_of
from questions.library import library
from questions.models.assessment import Assessment
from questions.models.underway import State
from reports.models.review import Review
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_old,
    make_shop,
    make_submitted,
    unknown_everywhere,
)
from tests.pages import queries

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=90)


def client(shop: Shop) -> Client:
    (found,) = Portfolio(Shop).filter(pk=shop.pk).with_latest().clients()
    return found


def hand_in(assessment: Assessment, persona: str, *, at: datetime) -> Assessment:
    assessment.record(answers_of(persona), at=at)
    assessment.submit(at=at)
    return assessment


def test_client_holds_the_copies_of_the_latest_attempt() -> None:
    latest = make_submitted("bob-breakfix", shop=make_shop("Bob's", owner="Bob", email="bob@example.com"))
    found, card = client(latest.shop), latest.score()
    weakest = min((each for each in card.sections if each.points is not None), key=lambda each: each.points or 0)
    assert found == Client(
        pk=latest.shop_id, name="Bob's", owner="Bob", email="bob@example.com", archived=None, example="",
        latest_id=latest.pk, submitted=AT, slug=latest.slug, version=latest.version,
        stage=card.stage.id, band=card.band.id, verdict="held", readiness=card.readiness.points,
        strain=card.strain.points, gates=" credentials-withheld  unwilling ", weakest=weakest.section,
        weakest_points=weakest.points, review="new", readiness_change=None, strain_change=None, active=AT,
        time_zone="", phone="", in_charge_id=None, in_charge_name="", review_due=None, goal="become-msp",
        state="submitted", current_id=latest.pk, since=AT, firm_id=None,
    )  # fmt: skip
    assert (found.stage_name, found.band_name, found.placed, found.waits) == ("Break/fix", "Burning", True, True)
    assert (found.goal, found.goal_name) == ("become-msp", "Wants managed")
    assert found.gate_titles == ("Passwords", "The flat fee you'd turn down")
    assert found.weakest_title == latest.questionnaire.section[weakest.section].title


def test_client_without_an_attempt_stands_nowhere() -> None:
    shop = make_shop()
    found = client(shop)
    assert (found.latest_id, found.stage, found.review, found.active) == (None, None, "", shop.created)
    assert (found.stage_name, found.weakest_title, found.gate_titles, found.placed) == ("", "", (), False)
    begun = make_assessment({"without-you": "a-week"}, shop=shop)
    found = client(shop)
    assert (found.latest_id, found.current_id, found.waits, found.active) == (None, begun.pk, False, AT)


def test_client_of_whom_too_little_is_known_has_no_place() -> None:
    found = client(make_assessment(unknown_everywhere(), submitted=AT).shop)
    assert (found.stage, found.stage_name, found.readiness, found.weakest, found.placed) == ("", "", None, "", False)
    assert found.waits


def test_change_is_that_from_the_attempt_before() -> None:
    first = make_submitted("bob-breakfix")
    second = hand_in(first.retake(key=uuid4()), "managed-ordinary", at=LATER)
    assert first.readiness is not None
    assert second.readiness is not None
    assert first.strain is not None
    assert second.strain is not None
    found = client(first.shop)
    assert (found.latest_id, found.submitted) == (second.pk, LATER)
    assert found.readiness_change == found.readiness_moved == second.readiness - first.readiness > 0
    assert found.strain_change == found.strain_moved == second.strain - first.strain < 0
    assert [found.moved(at=LATER + timedelta(days=days)) for days in (91, 92)] == [True, False]
    assert [*Portfolio(Shop).with_latest().filter(MOVED)] == [first.shop]


def test_change_is_none_where_other_questions_were_asked() -> None:
    first = make_submitted("bob-breakfix")
    hand_in(first.retake(key=uuid4()), "managed-ordinary", at=LATER)
    Assessment.objects.filter(pk=first.pk).update(checksum="another")
    found = client(first.shop)
    assert (found.readiness_change, found.strain_change, found.readiness_moved) == (None, None, 0)
    assert not Portfolio(Shop).with_latest().filter(MOVED).exists()


def test_change_is_told_where_another_version_scores_alike() -> None:
    first = make_old("bob-breakfix")
    make_old("managed-ordinary", shop=first.shop)
    other = library()["is-it-working", "2026.1"]
    assert other.checksum != first.checksum
    Assessment.objects.filter(pk=first.pk).update(version=other.version, checksum=other.checksum)
    assert (client(first.shop).readiness_change or 0) > 0


def test_a_small_change_is_told_and_is_no_move() -> None:
    first = make_submitted("bob-breakfix")
    second = hand_in(first.retake(key=uuid4()), "bob-breakfix", at=LATER)
    Assessment.objects.filter(pk=second.pk).update(readiness=(first.readiness or 0) + 5, strain=(first.strain or 0) - 9)
    found = client(first.shop)
    assert (found.readiness_change, found.strain_change) == (5, -9)
    assert (found.readiness_moved, found.strain_moved, found.moved(at=LATER)) == (0, 0, False)


def test_corrections_stand_where_they_do_in_the_shops_own_trend() -> None:
    first = make_submitted("bob-breakfix")
    second = hand_in(first.retake(key=uuid4()), "managed-ordinary", at=LATER)
    steps = [
        (first, "willing-beginner"),  # the older one is corrected after the newer one was handed in
        (second, "strategic-partner"),
        (second, "content-residential"),  # the same one once more, from another tab
        (first, "burning-but-able"),
    ]
    for days, (of, persona) in enumerate(steps, 1):
        hand_in(of.correct(key=uuid4(), at=LATER), persona, at=LATER + timedelta(days=days))
        before, latest = Assessment.objects.attempts(first.shop)
        found = client(first.shop)
        assert found.latest_id == latest.pk
        assert found.readiness_change == (latest.readiness or 0) - (before.readiness or 0)
    assert [each.corrects for each in (before, latest)] == [first, second]
    latest.correct(key=uuid4(), at=LATER)  # not handed in: it replaces nothing yet
    assert client(first.shop).latest_id == latest.pk
    latest.delete()
    assert client(first.shop).latest_id == Assessment.objects.attempts(first.shop)[-1].pk != latest.pk


def test_review_is_that_of_the_latest_attempt() -> None:
    firm = make_firm()
    user = make_member(firm)
    first = make_submitted(shop=make_shop(firm=firm))
    Review.write({"assessment": first}, {"state": "shared"}, version=0, by=user)
    assert client(first.shop).review == "shared"
    second = hand_in(first.retake(key=uuid4()), "bob-breakfix", at=LATER)
    assert client(first.shop).review == "new"
    Review.write({"assessment": second}, {"state": "in-review"}, version=0, by=user)
    assert (client(first.shop).review, client(first.shop).waits) == ("in-review", False)


@pytest.mark.parametrize(
    ("answered", "begun", "quiet", "found"),
    [(True, 14, 7, True), (True, 13, 7, False), (True, 40, 6, False), (False, 40, 40, False)],
)
def test_who_stopped_half_way(answered: bool, begun: int, quiet: int, found: bool) -> None:
    now = timezone.now()
    open_one = make_assessment({"without-you": "a-week"} if answered else None)
    Assessment.objects.update(started=now - timedelta(days=begun), changed=now - timedelta(days=quiet))
    assert (client(open_one.shop).state == State.STOPPED) is found


def test_only_visible_shops_and_their_tags_in_as_many_queries_for_ten_and_a_hundred() -> None:
    firm, other = make_firm(), make_firm("Other")
    user, counts = make_member(firm), []
    tag = Tag.objects.create(firm=firm, name="north")
    make_submitted(shop=make_shop("Foreign", firm=other))

    def look() -> dict[int, list[tuple[int, str]]]:
        return tags_of(Portfolio(Shop).visible_to(user).with_latest().clients())

    for number in (10, 90):
        shops = Shop.objects.bulk_create(Shop(name=f"Shop {each}", firm=firm) for each in range(number))
        tag.shops.add(*shops)
        Assessment.objects.bulk_create(
            Assessment(shop=shop, slug="is-it-working", version="2026.2", submitted=AT) for shop in shops
        )
        counts.append(len(queries(look)))
    assert counts == [2, 2]
    assert look() == {shop.pk: [(tag.pk, "north")] for shop in Shop.objects.filter(firm=firm)}


def test_migration_fills_in_what_handing_in_and_correcting_write() -> None:
    first = make_submitted()
    hand_in(first.correct(key=uuid4(), at=LATER), "managed-ordinary", at=LATER)
    make_assessment({"without-you": "a-week"})
    made = import_module("questions.migrations.0004_portfolio")
    before = list(Assessment.objects.order_by("pk").values(*made.COPIES, "corrects"))
    Assessment.objects.update(attempt=uuid4(), begun=AT, band="", gates="", weakest="", weakest_points=None)
    made.copy(apps, None)
    after = list(Assessment.objects.order_by("pk").values(*made.COPIES, "corrects"))
    copied = [name for name in made.COPIES if name not in ("attempt", "begun")]
    assert [[row[name] for name in copied] for row in after] == [[row[name] for name in copied] for row in before]
    assert {each.place for each in Assessment.objects.all()} == {
        (each.started, each.pk) for each in Assessment.objects.filter(corrects=None)
    }
