"""The file of a bundle: each report once, only what its user may see, and a failure that is noted."""

from collections.abc import Callable, Iterable
from uuid import uuid4
from zipfile import ZipFile

import pytest

from clients.models.firms import Firm
from clients.models.shops import Shop
from questions.models.assessment import Assessment
from reports import bundle_zip
from reports.core.report import Report
from reports.models import stored_report
from reports.models.bundle import Bundle
from reports.models.stored_report import StoredReport
from reports.tasks import make_bundle
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db


class Here:
    """An executor that works in this process, which is the one that sees the test's rows."""

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, work: Callable[[str], list[int]], keys: Iterable[str]) -> Iterable[list[int]]:
        return map(work, keys)


@pytest.fixture(autouse=True)
def _pool(monkeypatch: pytest.MonkeyPatch, rendered: list[Report]) -> None:
    monkeypatch.setattr(bundle_zip, "pool", Here)


def begin(*assessments: Assessment, firm: Firm) -> Bundle:
    user = make_member(firm)
    return Bundle.objects.begin(key=uuid4(), user=user, assessments=[each.pk for each in assessments])[0]


def fresh(bundle: Bundle) -> Bundle:
    return Bundle.objects.get(pk=bundle.pk)


def test_bundle_holds_each_report_and_annex_once_rendered_once(rendered: list[Report]) -> None:
    firm = make_firm()
    two = [make_submitted(shop=make_shop("Same Name", firm=firm)) for _ in range(2)]
    stored = StoredReport.objects.obtain(two[0])
    bundle = begin(*two, firm=firm)
    make_bundle.enqueue(str(bundle.pk))
    bundle = fresh(bundle)
    assert (bundle.done, bundle.total, bundle.failed) == (2, 2, None)
    assert bundle.made
    with bundle.file.open() as file, ZipFile(file) as parts, stored.file.open() as before:
        assert sorted(parts.namelist()) == [
            "readiness-annex-same-name-2026-11-20-2.pdf",
            "readiness-annex-same-name-2026-11-20.pdf",
            "readiness-report-same-name-2026-11-20-2.pdf",
            "readiness-report-same-name-2026-11-20.pdf",
        ]
        assert before.read() in [parts.read(name) for name in parts.namelist()]
    assert len(rendered) == 4


def test_bundle_leaves_out_what_its_user_may_not_see_or_is_not_handed_in() -> None:
    firm = make_firm()
    own = make_submitted(shop=make_shop(firm=firm))
    others = [make_submitted(), make_assessment(shop=own.shop)]
    bundle = begin(own, *others, firm=firm)
    make_bundle.enqueue(str(bundle.pk))
    assert fresh(bundle).wanted == [str(own.pk)]
    assert fresh(bundle).still_allowed()
    Shop.objects.update(firm=None)
    assert not fresh(bundle).still_allowed()


def test_failure_is_noted_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    firm = make_firm()
    bundle = begin(make_submitted(shop=make_shop(firm=firm)), firm=firm)
    with monkeypatch.context() as broken:
        broken.setattr(stored_report, "render", lambda report, *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_bundle.call(str(bundle.pk))
    assert fresh(bundle).failed
    assert fresh(bundle).stuck
    make_bundle.enqueue(str(bundle.pk))
    assert (fresh(bundle).failed, fresh(bundle).stuck, fresh(bundle).done) == (None, False, 1)
