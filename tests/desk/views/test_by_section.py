"""The portfolio section by section: the numbers of each shop, its filters, its file; nobody else's shop."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm
from clients.models.tags import Tag
from questions.library import asked_today
from questions.models.assessment import Assessment
from tests.desk.views.test_home import crowd, handed_in
from tests.makers import answers_of, make_firm, make_member, signed_in
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
ADDRESS, FILE = reverse("admin:portfolio"), reverse("admin:portfolio-csv")


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    handed_in(make_firm("Other"), "Foreign", "bob-breakfix", ago=3)
    return signed_in(make_member(firm))


def rows(page: Page) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.all("main//table[@class='heat-table']/tbody/tr")]


def names(browser: Client, **asked: object) -> list[str]:
    return [row[0] for row in rows(Page(browser.get(ADDRESS, asked)))]  # type: ignore[arg-type]  # any value is written


def test_each_shop_has_the_numbers_of_its_sections_the_most_strained_first(firm: Firm, browser: Client) -> None:
    bob = handed_in(firm, "Bob", "bob-breakfix", ago=3)
    handed_in(firm, "Partner", "strategic-partner", ago=3)
    found = rows(Page(browser.get(ADDRESS)))
    assert [row[0] for row in found] == ["Median of 2", "Bob", "Partner"]
    points = {each.section: each.points for each in bob.score().sections}
    sections = [each.id for each in asked_today().sections if each.weight]
    cells = found[1][3 : 3 + len(sections)]
    assert [each.partition(",")[0] for each in cells] == [str(points[each]) for each in sections]
    assert [each.endswith("weakest") for each in cells].count(True) == 1
    assert found[1][1:3] == [str(bob.readiness), f"Burning {bob.strain}"]
    assert found[1][-2:] == ["Wants managed", "new"]


def test_change_is_since_the_result_before(firm: Firm, browser: Client) -> None:
    first = handed_in(firm, "Mover", "bob-breakfix", ago=200)
    second = first.retake(key=uuid4())
    second.record(answers_of("managed-ordinary"), at=timezone.now())
    second.submit(at=timezone.now() - timedelta(days=5))
    handed_in(firm, "New", "bob-breakfix", ago=3)
    _median, new, mover = rows(Page(browser.get(ADDRESS, {"show": "change"})))
    before, now = ({each.section: each.points or 0 for each in one.score().sections} for one in (first, second))
    sections = [each.id for each in asked_today().sections if each.weight]
    assert mover[3 : 3 + len(sections)] == [f"+{now[each] - before[each]} up" for each in sections]
    assert set(new[3 : 3 + len(sections)]) == {"first result"}


def test_filters_narrow_and_rows_may_be_stages(firm: Firm, browser: Client) -> None:
    bob = handed_in(firm, "Bob", "bob-breakfix", ago=3)
    handed_in(firm, "Content", "content-residential", ago=3)
    tag = Tag.objects.create(firm=firm, name="north")
    tag.shops.add(bob.shop)
    foreign = Tag.objects.create(firm=make_firm("Third"), name="south")
    assert names(browser, burning=1) == names(browser, tag=tag.pk) == ["Median of 1", "Bob"]
    assert names(browser, goal="stay-break-fix") == ["Median of 1", "Content"]
    assert names(browser, tag=foreign.pk) == []
    assert names(browser, goal="nonsense", show="nonsense", by="nonsense", tag="x") == ["Median of 2", "Bob", "Content"]
    assert names(browser, by="stages") == ["Median of 2", "Break/fix 1", "Reactive 1"]
    assert "No shop with a verdict fits these choices." in Page(browser.get(ADDRESS, {"tag": foreign.pk})).words


def test_strain_is_there_only_where_it_is_asked(firm: Firm, browser: Client) -> None:
    handed_in(firm, "Bob", "bob-breakfix", ago=3)
    _median, bob = rows(Page(browser.get(ADDRESS, {"show": "strain"})))
    asking = [
        any(one.measure == "strain" for one in each.questions) for each in asked_today().sections if each.weight
    ]  # fmt: skip
    assert [cell != "not asked" for cell in bob[3 : 3 + len(asking)]] == asking


def test_file_has_the_same_numbers_of_every_page(firm: Firm, browser: Client) -> None:
    for number in range(27):
        handed_in(firm, f"Shop {number}" if number else "=1+1", "bob-breakfix", ago=3)
    response: Any = browser.get(FILE)
    header, median, *lines = csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    page = Page(browser.get(ADDRESS))
    titles = [words(each) for each in page.all("main//table[@class='heat-table']/thead/tr/th")]
    assert header[4:-2] == titles[3:-2]
    assert median[:2] == ["Median of 27", "27"]
    assert (len(lines), len(rows(page))) == (27, 26)
    assert lines[0][0].startswith("'="), "no cell runs as a formula"
    assert lines[0][4:-2] == [cell.partition(",")[0] for cell in rows(page)[1][3:-2]]
    assert "attachment" in response["Content-Disposition"]


def test_same_few_queries_for_ten_and_a_thousand(firm: Firm, browser: Client) -> None:
    stored = handed_in(firm, "Bob", "bob-breakfix", ago=3).scorecard
    counts = []
    for number in (10, 300):
        crowd(firm, number)
        Assessment.objects.filter(scorecard=None).exclude(submitted=None).update(scorecard=stored)
        asked = ("", "?show=change", "?show=strain&by=stages&goal=become-msp&burning=1")
        counts.append([len(queries(lambda query=query: browser.get(ADDRESS + query))) for query in asked])  # type: ignore[misc]  # called at once
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
