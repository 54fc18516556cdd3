"""Many reports in one ZIP: what is in it, whose it is, how far it is, and that it goes after a day."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from clients.models.firms import Firm
from evidence.models.kept_record import Record
from opinions.models.opinion import Opinion
from questions.models.assessment import Assessment
from reports import bundle_zip
from reports.core.report import Report
from reports.models.bundle import KEEP, Bundle
from reports.models.review import Note, Review
from reports.tasks import make_bundle
from tests.evidence.records import KEPT
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted, make_user
from tests.pages import queries
from tests.reports.test_bundle_zip import Here

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pool(monkeypatch: pytest.MonkeyPatch, rendered: list[Report]) -> None:
    monkeypatch.setattr(bundle_zip, "pool", Here)


def begin(*assessments: Assessment, firm: Firm) -> Bundle:
    user = make_member(firm)
    return Bundle.objects.begin(key=uuid4(), user=user, assessments=[each.pk for each in assessments])[0]


def fresh(bundle: Bundle) -> Bundle:
    return Bundle.objects.get(pk=bundle.pk)


def test_bundle_is_its_users_for_a_day() -> None:
    firm = make_firm()
    bundle = begin(firm=firm)
    assert [*Bundle.objects.visible_to(bundle.user)] == [bundle]
    assert not Bundle.objects.visible_to(make_member(firm)).exists()
    assert not Bundle.objects.visible_to(make_user(is_staff=True, is_superuser=True)).exists()
    make_bundle.enqueue(str(bundle.pk))
    file = fresh(bundle).file
    Bundle.objects.update(created=timezone.now() - KEEP)
    assert not Bundle.objects.visible_to(bundle.user).exists()
    Bundle.objects.done_with(at=timezone.now()).delete()
    assert not Bundle.objects.exists()
    assert not file.storage.exists(file.name or "")


def test_the_same_key_twice_begins_one_and_nobody_takes_anothers() -> None:
    user, key = make_member(make_firm()), uuid4()
    first, new = Bundle.objects.begin(key=key, user=user, assessments=[UUID(int=1)])
    second, again = Bundle.objects.begin(key=key, user=user, assessments=[UUID(int=2)])
    assert (first, new, again) == (second, True, False)
    assert second.wanted == [str(UUID(int=1))]


def test_bundle_nobody_works_at_is_stuck() -> None:
    bundle = begin(firm=make_firm())
    assert not bundle.stuck
    Bundle.objects.update(asked=timezone.now() - Bundle.PATIENCE - timedelta(seconds=1))
    assert fresh(bundle).stuck
    bundle.begin(at=timezone.now())
    assert not fresh(bundle).stuck
    Bundle.objects.update(begun=timezone.now() - Bundle.LEASE - timedelta(seconds=1))
    assert fresh(bundle).stuck


def test_a_bundle_that_is_gone_or_finished_is_left_alone() -> None:
    make_bundle.enqueue(str(uuid4()))
    bundle = begin(firm=make_firm())
    make_bundle.enqueue(str(bundle.pk))
    made = fresh(bundle).made
    make_bundle.enqueue(str(bundle.pk))
    assert fresh(bundle).made == made


def test_report_has_changed_with_what_is_shared_or_submitted_after_the_bundle_was_begun() -> None:
    firm = make_firm()
    kinds = ("same", "note", "private note", "review", "tickets", "opinion", "retake")
    made = {kind: make_submitted(shop=make_shop(kind, firm=firm)) for kind in kinds}
    notes = {kind: Note(assessment=made[kind], shared=kind == "note", text="x") for kind in ("note", "private note")}
    for note in notes.values():
        note.save()
    every = begin(*made.values(), firm=firm)
    each = {kind: begin(made[kind], firm=firm) for kind in kinds}
    nothing = begin(firm=firm)
    assert set(Bundle.objects.all().reports_changed().values()) == {0}
    later = timezone.now() + timedelta(minutes=1)
    Note.objects.update(changed=later)
    Review.objects.create(assessment=made["review"], state="in-review", changed=later)
    Record.objects.keep(made["tickets"], KEPT, by=None, at=later)
    Opinion.objects.ask(made["opinion"], "Dana", "tech", key=uuid4(), at=AT)
    Opinion.objects.update(answered=later)
    Assessment.objects.create(shop=made["retake"].shop, slug="x", version="1", submitted=later)
    asked: list[dict[UUID, int]] = []
    assert len(queries(lambda: asked.append(Bundle.objects.all().reports_changed()))) == 6
    unchanged = {each["same"].pk, each["private note"].pk, nothing.pk}
    assert asked == [{b.pk: 5 if b == every else int(b.pk not in unchanged) for b in Bundle.objects.all()}]
    assert (each["note"].changes(), every.changes()) == (1, 5)
