"""What a report tells: the frozen score, and what stands beside it today."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from clients.models.shops import Shop
from clients.viewers import NOBODY
from evidence.models.kept_record import Record
from questions.models.assessment import Assessment
from reports.core.digest import report_digest
from reports.models.composing import report_of
from tests.evidence.records import KEPT
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop, make_submitted


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.django_db
class TestReportOf:
    def test_report_of_submitted_answers_has_shop_and_day(self) -> None:
        report = report_of(make_submitted(shop=make_shop("Northside")))
        assert (report.shop, report.date, report.verdict) == ("Northside", "2026-11-20", "held")

    def test_report_of_open_answers_has_no_day(self) -> None:
        assert report_of(make_assessment()).date == ""

    @pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", "2026-11-21"), ("America/Lima", "2026-11-20")])
    def test_report_has_the_day_of_the_installations_time_zone(self, zone: str, day: str) -> None:
        assessment = make_submitted()
        assessment.submitted = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
        with timezone.override(zone):
            assert report_of(assessment).date == day

    def test_report_has_the_day_of_the_shops_time_zone_where_it_is_known(self) -> None:
        assessment = make_submitted(shop=make_shop(time_zone="Pacific/Auckland"))
        assessment.submitted = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
        assert report_of(assessment).date == "2026-11-21"

    def test_report_tells_of_the_attempts_before_it_that_can_be_compared(self) -> None:
        shop = make_shop()
        assert report_of(make_submitted("bob-breakfix", shop=shop)).moments == ()
        other = make_submitted("willing-beginner", shop=shop)
        last = make_submitted("managed-ordinary", shop=shop)
        make_submitted("strategic-partner", shop=shop)
        make_submitted()
        Assessment.objects.filter(pk=other.pk).update(checksum="of other questions")
        assert [(each.date, each.readiness, each.strain) for each in report_of(last).moments] == [
            ("2026-11-20", each.readiness, each.strain) for each in (shop.assessments.order_by("started")[0], last)
        ]

    def test_trend_dates_a_correction_by_the_attempt_that_it_corrects(self) -> None:
        shop = make_shop()
        first = make_submitted("bob-breakfix", shop=shop)
        make_submitted("willing-beginner", shop=shop)
        slip = first.correct(key=uuid4(), at=AT)
        slip.submit(at=AT + timedelta(days=30))
        (last,) = [each for each in Assessment.objects.attempts(shop) if not each.corrects_id]
        assert [each.date for each in report_of(last).moments] == ["2026-11-20", "2026-11-20"]

    @pytest.mark.parametrize("paper", ["A4", "Letter"])
    def test_report_is_made_for_the_paper_of_the_installation(self, settings: Settings, paper: str) -> None:
        settings.PAPER = paper
        assert report_of(make_submitted()).paper == paper

    def test_key_is_the_same_for_the_same_report_only(self) -> None:
        assessment = make_submitted()
        key = report_digest(report_of(assessment))
        assert key == report_digest(report_of(Assessment.objects.get()))
        Shop.objects.update(name="Renamed")
        assert key != report_digest(report_of(Assessment.objects.get()))


@pytest.mark.django_db
class TestTickets:
    def test_a_report_without_tickets_is_the_report_it_was(self) -> None:
        assessment = make_submitted()
        report = report_of(assessment)
        assert report.tickets is None
        key = report_digest(report)
        record = Record.objects.keep(assessment, KEPT, by=None, at=AT)
        with_tickets = report_of(assessment)
        assert (with_tickets.tickets, with_tickets.card) == (KEPT, report.card)
        assert report_digest(with_tickets) != key
        record.discard(who=NOBODY)
        assert report_digest(report_of(assessment)) == key

    def test_what_a_firm_keeps_for_itself_is_in_no_report(self) -> None:
        assessment = make_submitted(shop=make_shop(firm=make_firm()))
        consultant = make_member(assessment.shop.firm)
        record = Record.objects.keep(assessment, KEPT, by=consultant, at=AT)
        assert report_of(assessment).tickets is None
        record.show(by=consultant)
        assert report_of(assessment).tickets == KEPT

    def test_open_answers_have_none(self) -> None:
        assessment = make_assessment()
        Record.objects.keep(assessment, KEPT, by=None, at=AT)
        assert report_of(assessment).tickets is None
