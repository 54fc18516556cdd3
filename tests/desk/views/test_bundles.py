"""Asking for a ZIP of reports, watching it and fetching it: one's own, once, and only what one may see."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.viewers import NOBODY
from desk.views import bundles
from reports import bundle_zip
from reports.core.report import Report
from reports.models.bundle import MOST, Bundle
from tests.makers import answers_of, make_assessment, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries, words
from tests.reports.test_bundle_zip import Here

pytestmark = pytest.mark.django_db
URL = "/admin/bundles/"


@pytest.fixture(autouse=True)
def _pool(monkeypatch: pytest.MonkeyPatch, rendered: list[Report]) -> None:
    monkeypatch.setattr(bundle_zip, "pool", Here)


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm))


def ask(browser: Client, *shops: Shop, **sent: Any) -> Any:
    return browser.post(URL, {"shop": [shop.pk for shop in shops], **sent})


def test_zip_is_asked_for_made_and_fetched(firm: Firm, browser: Client) -> None:
    shops = [make_shop(name, firm=firm) for name in ("Bob", "Ann", "Open")]
    for shop in shops[:2]:
        make_submitted(shop=shop)
    make_assessment(shop=shops[2])
    begun = ask(browser, *shops)
    bundle = Bundle.objects.get()
    assert begun.headers["Location"] == reverse("admin:bundle", args=[bundle.pk])
    page = Page(browser.get(begun.headers["Location"]))
    assert page.one("h1").text == "A ZIP of 2 reports"
    address = reverse("admin:bundle-zip", args=[bundle.pk])
    assert page.one("a[@class='button']").get("href") == address
    assert address in [link.get("href") for link in Page(browser.get(URL)).all("a")]
    response: Any = browser.get(address)
    assert response["Content-Disposition"].startswith('attachment; filename="readiness-reports-20')
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as parts:
        assert len(parts.namelist()) == 4  # of each shop the report and its annex


def test_double_click_makes_one(firm: Firm, browser: Client, rendered: list[Report]) -> None:
    shop = make_submitted(shop=make_shop(firm=firm)).shop
    key = str(uuid4())
    first, second = (ask(browser, shop, key=key).headers["Location"] for _ in range(2))
    assert first == second
    assert (Bundle.objects.count(), len(rendered)) == (1, 2)  # the report and its annex


def test_nothing_to_fetch_and_too_much_are_said(firm: Firm, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = ask(browser, make_shop(firm=firm))
    assert response.status_code == 422
    assert "submitted yet" in words(Page(response).root)
    shops = [make_submitted(shop=make_shop(firm=firm)).shop for _ in range(2)]
    monkeypatch.setattr(bundles, "MOST", 1)
    response = ask(browser, *shops)
    assert response.status_code == 422
    assert "takes 1 at most" in words(Page(response).root)
    assert not Bundle.objects.exists()
    assert MOST > 99


def test_foreign_shops_and_foreign_bundles_do_not_exist(firm: Firm, browser: Client) -> None:
    assert ask(browser, make_submitted().shop).status_code == 404
    ask(browser, make_submitted(shop=make_shop(firm=firm)).shop)
    key = Bundle.objects.get().pk
    colleague = signed_in(make_member(firm))
    for name in ("bundle", "bundle-zip"):
        address = reverse(f"admin:{name}", args=[key])
        assert colleague.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_zip_with_a_shop_that_left_is_refused(firm: Firm, browser: Client) -> None:
    ask(browser, make_submitted(shop=make_shop(firm=firm)).shop)
    Shop.objects.update(firm=None)
    response = browser.get(reverse("admin:bundle-zip", args=[Bundle.objects.get().pk]))
    assert response.status_code == 410
    page = Page(response)
    assert "no longer yours to see" in page.words
    assert reverse("admin:clients") in page.links
    assert not [each for each in page.links if each.endswith(".zip")]


def test_zip_whose_file_is_lost_can_be_made_again(firm: Firm, browser: Client) -> None:
    ask(browser, make_submitted(shop=make_shop(firm=firm)).shop)
    lost = Bundle.objects.get()
    lost.file.storage.delete(lost.file.name or "")
    address, download = (reverse(f"admin:{name}", args=[lost.pk]) for name in ("bundle", "bundle-zip"))
    assert browser.get(download).status_code == 404
    assert "Stopped" in Page(browser.get(URL)).words
    assert "Try again" in words(Page(browser.get(address)).root)
    browser.post(address)
    assert ZipFile(BytesIO(browser.get(download).getvalue())).namelist()


def test_page_shows_how_far_it_is_and_looks_again(firm: Firm, browser: Client) -> None:
    user = make_member(firm, name="own")
    own = signed_in(user)
    bundle, _ = Bundle.objects.begin(key=uuid4(), user=user, assessments=[uuid4(), uuid4()])
    bundle.begin(at=timezone.now())
    bundle.go_on(at=timezone.now(), done=1)
    address = reverse("admin:bundle", args=[bundle.pk])
    page = Page(own.get(address))
    bar = page.one("progress")
    assert (bar.get("value"), bar.get("max")) == ("1", "2")
    assert page.by_id("bundle").get("hx-get") == address
    assert "minute" not in page.words
    Bundle.objects.update(started=timezone.now() - timedelta(minutes=4))
    assert "About 4 minutes left" in Page(own.get(address)).words
    assert own.get(reverse("admin:bundle-zip", args=[bundle.pk])).status_code == 404
    own.post(address)
    assert Bundle.objects.get().made is None  # somebody is at it, so the click changes nothing
    Bundle.objects.update(begun=timezone.now() - Bundle.LEASE - timedelta(seconds=1))
    assert "Try again" in words(Page(own.get(address)).root)
    assert own.post(address).status_code == 302
    assert Bundle.objects.get().made


def test_list_takes_as_many_queries_for_ten_as_for_one(firm: Firm) -> None:
    user = make_member(firm)
    browser = signed_in(user)
    Bundle.objects.begin(key=uuid4(), user=user, assessments=[])
    one = queries(lambda: browser.get(URL))
    for _ in range(9):
        Bundle.objects.begin(key=uuid4(), user=user, assessments=[])
    assert len(queries(lambda: browser.get(URL))) == len(one) <= 6


def test_key_of_a_colleagues_bundle_opens_nothing(firm: Firm, browser: Client) -> None:
    shop = make_submitted(shop=make_shop(firm=firm)).shop
    theirs, _ = Bundle.objects.begin(key=uuid4(), user=make_member(firm, name="colleague"), assessments=[])
    made = browser.post(reverse("admin:bundles"), {"shop": shop.pk, "key": str(theirs.pk)})
    assert made.status_code == 302
    assert str(theirs.pk) not in made.headers["Location"]
    theirs.refresh_from_db()
    assert theirs.wanted == []


def test_one_that_is_being_made_can_be_canceled(firm: Firm) -> None:
    user = make_member(firm, name="own")
    made, _ = Bundle.objects.begin(key=uuid4(), user=user, assessments=[uuid4(), uuid4()])
    made.begin(at=timezone.now())
    address = reverse("admin:bundle", args=[made.pk])
    assert "Cancel this ZIP" in words(Page(signed_in(user).get(address)).root)
    assert signed_in(make_member(firm)).post(address, {"cancel": "1"}).status_code == 404
    assert signed_in(user).post(address, {"cancel": "1"}).headers["Location"] == URL
    assert not Bundle.objects.exists()
    with pytest.raises(bundle_zip.TakenOver):
        bundle_zip.make(made)
    assert not made.file.storage.exists(f"bundles/{made.pk}.zip")


def test_zip_whose_reports_changed_since_says_so_and_is_made_again(firm: Firm, browser: Client) -> None:
    changes = make_submitted(shop=make_shop("Bob", firm=firm))
    stays = make_submitted(shop=make_shop("Ann", firm=firm))
    ask(browser, changes.shop, stays.shop)
    bundle = Bundle.objects.get()
    page = reverse("admin:bundle", args=[bundle.pk])
    assert "changed since" not in Page(browser.get(page)).words
    assert "changed since" not in Page(browser.get(URL)).words
    later = changes.retake(key=uuid4())
    later.record(answers_of("managed-ordinary"), at=timezone.now())
    later.submit(at=timezone.now())
    assert "1 report has changed since this ZIP was made." in Page(browser.get(page)).words
    assert "1 report has changed since." in Page(browser.get(URL)).words
    made = {browser.post(page, {"again": ""}).headers["Location"] for _ in range(2)}
    new = Bundle.objects.exclude(pk=bundle.pk).get()
    assert made == {reverse("admin:bundle", args=[new.pk])}
    assert set(new.wanted) == {str(later.pk), str(stays.pk)}
    assert "changed since" not in Page(browser.get(made.pop())).words
    stays.shop.withdraw(who=NOBODY)
    changes.shop.withdraw(who=NOBODY)
    gone = browser.post(page, {"again": ""})
    assert (gone.status_code, Bundle.objects.count()) == (410, 2)
