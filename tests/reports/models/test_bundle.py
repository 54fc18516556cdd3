"""Many reports in one ZIP: what is in it, whose it is, how far it is, and that it goes after a day."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from clients.models.firms import Firm
from questions.models.assessment import Assessment
from reports import bundle_zip
from reports.core.report import Report
from reports.models.bundle import KEEP, Bundle
from reports.tasks import make_bundle
from tests.makers import make_firm, make_member, make_user
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
