"""Shops side by side, or one beside its firm's median: only what was asked alike, and nobody else's."""

from __future__ import annotations

from statistics import median

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from questions.core.personas import examples
from questions.library import library
from questions.models import assessment
from questions.models.assessment import Assessment
from tests.builders import make_questionnaire
from tests.makers import (
    AT,
    make_assessment,
    make_firm,
    make_member,
    make_old,
    make_shop,
    make_submitted,
    signed_in,
    unknown_everywhere,
    with_strain_unknown,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
COMPARE = reverse("admin:compare")


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm, Role.VIEWER))


def make_clients(firm: Firm, number: int = 3) -> list[Assessment]:
    return [make_submitted(name, shop=make_shop(name, firm=firm)) for name in [*examples()][:number]]


def address(*shops: Shop, more: str = "") -> str:
    return f"{COMPARE}?{'&'.join(f'shop={shop.pk}' for shop in shops)}{more}"


def table(page: Page) -> dict[str, list[str]]:
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in page.all("main//tbody/tr")}


def test_shops_stand_side_by_side_in_the_order_asked_for(firm: Firm, browser: Client) -> None:
    one, two, three = make_clients(firm)
    response = browser.get(address(three.shop, one.shop, two.shop, three.shop))
    assert response.status_code == 200
    page, shown = Page(response), [three, one, two]
    heads = [words(each) for each in page.all("main//thead//th")]
    assert heads == [
        "Points of 100",
        *(f"{letter} {each.shop} version {each.version}" for letter, each in zip("ABC", shown, strict=True)),
    ]
    names = page.all("main//ul[@class='letters']//a")
    assert [(each.get("href"), words(each)) for each in names] == [
        (reverse("admin:client", args=[each.shop_id]), str(each.shop)) for each in shown
    ]
    found, cards = table(page), [each.score() for each in shown]
    assert [cell.split()[0] for cell in found["Readiness"]] == [str(each.readiness) for each in shown]
    assert [cell.split()[0] for cell in found["Strain"]] == [str(each.strain) for each in shown]
    assert [cell.split()[0] for cell in found["Commitment"]] == [str(card.commitment.points) for card in cards]
    for section in one.questionnaire.sections:
        if section.weight:
            points = [next(s.points for s in card.sections if s.section == section.id) for card in cards]
            assert found[section.title] == [str(each) for each in points]
    held = next(number for number, each in enumerate(shown) if each.gates)
    assert "Passwords" in found["Held by"][held]
    drawn = [words(each) for each in page.all("main//svg/text")]
    for title, cells in found.items():
        if title != "Held by":
            start = drawn.index(title)
            assert drawn[start + 1 : start + 7] == [x for pair in zip("ABC", cells, strict=True) for x in pair]


def test_shop_without_numbers_says_why(firm: Firm, browser: Client) -> None:
    (told,) = make_clients(firm, 1)
    unknown = make_assessment(unknown_everywhere(), shop=make_shop("Unknown", firm=firm), submitted=AT)
    new = make_shop("New", firm=firm)
    page = Page(browser.get(address(told.shop, unknown.shop, new)))
    found = table(page)
    assert found["Readiness"][1:] == found["Your time"][1:] == ["too little known", "no result"]
    assert "nothing submitted yet" in words(page.all("main//thead//th")[3])
    assert "nothing to compare" in Page(browser.get(address(new, make_shop("Newer", firm=firm)))).words


def test_a_number_of_which_too_little_is_known_is_none_beside_those_that_are_known(firm: Firm, browser: Client) -> None:
    known = make_submitted(shop=make_shop("Known", firm=firm))
    partly = make_assessment(with_strain_unknown(), shop=make_shop("Partly", firm=firm), submitted=AT)
    found = table(Page(browser.get(address(known.shop, partly.shop))))
    assert (found["Readiness"][1].split()[0], found["Strain"][1]) == ("8", "too little known")


def test_what_another_version_asks_differently_is_not_compared(
    firm: Firm, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_clients(firm, 2)
    other = make_questionnaire()
    versions = {**library(), (other.slug, other.version): other}
    monkeypatch.setattr(assessment, "library", lambda: versions)
    Assessment.objects.filter(pk=two.pk).update(slug=other.slug, version=other.version, checksum="gone")
    two.answers.all().delete()
    found = table(Page(browser.get(address(one.shop, two.shop))))
    assert {cells[1] for name, cells in found.items() if name != "Held by"} == {"asked differently"}
    assert found["Readiness"][0].split()[0] == str(one.readiness)


def test_versions_that_ask_alike_are_compared(firm: Firm, browser: Client) -> None:
    shops = make_shop("One", firm=firm), make_shop("Two", firm=firm)
    one, two = (
        make_old(name, shop=shop) for name, shop in zip(("bob-breakfix", "managed-ordinary"), shops, strict=True)
    )
    old = library()["is-it-working", "2026.1"]
    Assessment.objects.filter(pk=two.pk).update(version=old.version, checksum=old.checksum)
    page = Page(browser.get(address(one.shop, two.shop)))
    assert "version 2026.1" in words(page.all("main//thead//th")[2])
    assert table(page)["Readiness"][1].split()[0] == str(two.readiness)


def test_one_shop_beside_the_median_of_its_firm(firm: Firm, browser: Client) -> None:
    told = make_clients(firm, 6)
    make_assessment(unknown_everywhere(), shop=make_shop("Unknown", firm=firm), submitted=AT)
    make_submitted(shop=make_shop("Foreign", firm=make_firm("Other")))
    gone = make_submitted("bob-breakfix", shop=make_shop("Archived", firm=firm))
    Shop.objects.filter(pk=gone.shop_id).update(archived=timezone.now())
    page = Page(browser.get(address(told[0].shop, more="&with=median")))
    assert [words(each) for each in page.all("main//thead//th")][2] == "B Median of the firm's 6 shops with a verdict"
    found = table(page)
    middle = median(each.readiness or 0 for each in told)
    assert found["Readiness"][1] == f"{middle:g}"
    section = told[0].questionnaire.section["your-time"]
    points = [next(s.points for s in each.score().sections if s.section == section.id) for each in told]
    assert found[section.title][1] == f"{median(each or 0 for each in points):g}"


def test_median_of_fewer_than_five_is_not_told(firm: Firm, browser: Client) -> None:
    told = make_clients(firm, 4)
    page = Page(browser.get(address(told[0].shop, more="&with=median")))
    assert "A median needs 5 shops with a verdict, and the firm has 4." in page.words
    assert len(page.all("main//thead//th")) == 2


@pytest.mark.parametrize(
    ("number", "more", "said"),
    [
        (0, "with=nothing", "this address names 0"),
        (1, "", "this address names 1"),
        (7, "", "this address names 7"),
        (2, "&with=median", "One shop is compared with the median of its firm"),
        (1, "&with=average", "this address names 1"),
    ],
)
def test_another_number_of_shops_is_told(firm: Firm, browser: Client, number: int, more: str, said: str) -> None:
    shops = [make_shop(str(each), firm=firm) for each in range(number)]
    response = browser.get(address(*shops, more=more))
    assert response.status_code == 422
    page = Page(response)
    assert said in page.words
    assert (address(*shops, more="&with=median") in page.links) == (number == 1)


def test_desk_leads_to_where_shops_are_chosen(browser: Client) -> None:
    response = browser.get(COMPARE)
    assert response.status_code == 200
    page = Page(response)
    assert "Select two to six shops in the clients list, then press Compare." in page.words
    assert reverse("admin:clients") in page.links


def test_foreign_and_unknown_shops_are_not_there(firm: Firm, browser: Client) -> None:
    one, two = make_clients(firm, 2)
    foreign = make_submitted(shop=make_shop("Foreign", firm=make_firm("Other"))).shop
    for key in (foreign.pk, 10**6, 2**63, "x", "-1", "", "%00", "²", "9" * 50):
        assert browser.get(f"{address(one.shop, two.shop)}&shop={key}").status_code == 404
    assert browser.get(address(foreign, more="&with=median")).status_code == 404
    assert browser.post(address(one.shop, two.shop)).status_code == 405


def test_comparison_takes_few_queries(firm: Firm, browser: Client) -> None:
    told = make_clients(firm, 6)
    counts = [len(queries(lambda shops=shops: browser.get(address(*(each.shop for each in shops))))) for shops in (  # type: ignore[misc]
        told[:2], told,
    )]  # fmt: skip
    assert counts[0] == counts[1] <= 10
    assert len(queries(lambda: browser.get(address(told[0].shop, more="&with=median")))) <= 10
