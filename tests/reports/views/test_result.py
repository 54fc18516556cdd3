"""The result page: for the owner's browser and for staff, and for nobody else."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from questions.core.personas import examples
from questions.models.assessment import Assessment
from questions.wording import written
from reports.core.report import Report
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_old,
    make_shop,
    make_submitted,
    questionnaire,
    signed_in,
    unknown_everywhere,
    with_strain_unknown,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("reports:result", args=[assessment.pk])


@pytest.mark.parametrize("name", examples())
def test_result_of_each_example_shops_answers_works(name: str) -> None:
    assessment = make_submitted(name)
    response = make_browser(assessment).get(url(assessment))
    page = Page(response)
    assert response.status_code == 200
    assert words(page.one("bdi[@class='shop']")) == "Northside Computers"
    assert words(page.one("h1"))
    assert {reverse(f"reports:{name}", args=[assessment.pk]) for name in ("pdf", "annex")} <= set(page.links)


def test_answers_behind_a_verdict_are_quoted_once() -> None:
    assessment = make_old("content-residential")
    page = Page(make_browser(assessment).get(url(assessment)))
    quotes = [words(quote) for quote in page.all("p[@class='quote']")]
    assert len(quotes) == len(set(quotes)) == 2
    assert quotes[0].startswith("“How many hours a week")


def test_what_is_missing_asks_nothing_of_a_shop_that_is_told_to_keep_on() -> None:
    asks_nothing = "Given the goal you chose, none of it calls for a change."
    for name in ("content-residential", "managed-ordinary"):
        assessment = make_old(name)
        page = Page(make_browser(assessment).get(url(assessment)))
        assert (asks_nothing in page.words) == (not report_of(assessment).steps) == (name == "content-residential")


@pytest.mark.parametrize("steps", [3, 1])
def test_first_steps_are_cards_in_their_order(steps: int) -> None:
    report = replace(report_of(make_submitted()), steps=report_of(make_submitted()).steps[:steps])
    page = Page(SimpleNamespace(content=render_to_string("reports/result.html", {"report": report}).encode()))
    assert [words(each) for each in page.all("article/h3")] == [step.action.what for step in report.steps]
    assert f"Step {steps} · " in page.words


def test_first_step_and_its_section_say_why_it_is_the_first() -> None:
    page = Page(make_browser(assessment := make_submitted()).get(url(assessment)))
    said = [words(each) for each in page.all("p[@class='step-why']")]
    assert said[0] == "Why: customers wait for their own passwords. First: it holds your result back."
    assert not any("first" in each for each in said[1:])
    (start,) = [row for row in page.all("ul[@class='section-rows']/li") if "Start here" in words(row)]
    told = "Step 1 is from here: customers wait for their own passwords. First: it holds your result back."
    assert told in words(start)


def test_result_shows_every_question_with_its_answer() -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(url(assessment)))
    shown = {words(answer.findall("h4")[0]): words(answer) for answer in page.all("div[@class='answer']")}
    for question in questionnaire().questions():
        answer = assessment.responses[question.id]
        assert " ".join(written(question, answer).split()) in shown[question.text]
    assert "310,000 a year, in your currency" in page.words


def test_result_shows_the_frozen_numbers() -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(url(assessment)))
    charts = [words(title) for title in page.all("title") if title.text and "0 to 100" in title.text]
    assert f": {assessment.readiness} · " in charts[0]
    assert f": {assessment.strain} · " in charts[1]


def test_result_with_unknown_everywhere_gives_no_number_but_what_is_missing() -> None:
    assessment = make_assessment(unknown_everywhere(), submitted=AT)
    response = make_browser(assessment).get(url(assessment))
    page = Page(response)
    assert response.status_code == 200
    assert len(page.all("section[@aria-labelledby='look-up']//article")) >= 3
    assert "of 100" not in words(page.one("div[@class='panel gauges']"))
    assert not page.all("span[@class='count']")
    assert words(page.one("div[@class='actions']/a[@class='btn btn-primary btn-lg']")) == "Fill in what's missing"


def test_result_of_which_strain_is_too_little_known_says_its_range_and_what_to_look_up() -> None:
    assessment = make_assessment(with_strain_unknown(), submitted=AT)
    said = Page(make_browser(assessment).get(url(assessment))).words
    assert "We can't call it yet: 2 answers are missing or" in said
    assert "How many hours a week did you put in?" in said
    for part in ("8 of 100", "Strain, 0 to 100: 66 to 97"):
        assert part in said
    for claimed in ("Break/fix, and running hot", "Strain, 0 to 100: 9"):
        assert claimed not in said


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "متجر", "🛠 & Söhne", "'\"><img src=x>"])
def test_result_escapes_hostile_words(name: str) -> None:
    answers = answers_of("bob-breakfix", the_dream=name)
    assessment = make_assessment(answers, shop=make_shop(name), submitted=AT)
    response = make_browser(assessment).get(url(assessment))
    page = Page(response)
    assert b"<script>alert" not in response.content
    assert b"<img src=x" not in response.content
    assert words(page.one("bdi[@class='shop']")) == name
    assert page.words.count(name) >= 2


def test_result_of_a_shop_without_a_name_has_a_heading() -> None:
    assessment = make_submitted(shop=make_shop(""))
    assert words(Page(make_browser(assessment).get(url(assessment))).one("bdi[@class='shop']")) == "Your shop"


def test_result_before_submitting_leads_to_the_hub() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])


def test_what_holds_the_verdict_comes_first() -> None:
    assessment = make_submitted("bob-breakfix")
    page = Page(make_browser(assessment).get(url(assessment)))
    gates = [gate for gate in questionnaire().gates if gate.id in assessment.score().gates]
    assert gates
    assert f"Fix this first {gates[0].text} {gates[0].step}".strip() in page.words
    for gate in gates:
        assert f"This holds the verdict back: {gate.title}" in page.words
    calm = make_submitted("managed-ordinary")
    assert "Fix this first" not in Page(make_browser(calm).get(url(calm))).words


def test_corrected_result_leads_to_the_one_that_counts() -> None:
    first = make_submitted()
    assert "You corrected this" not in Page(make_browser(first).get(url(first))).words
    one, two = (first.correct(key=uuid4(), at=AT) for _ in range(2))
    for days, copy in enumerate((one, two), 1):
        copy.submit(at=AT + timedelta(days=days))
    pages = [Page(make_browser(each).get(url(each))) for each in (first, one, two)]
    assert [url(two) in page.links for page in pages] == [True, True, False]
    assert "You corrected this on November 22, 2026: see the result that counts" in pages[0].words


def test_result_of_which_too_little_is_known_does_not_say_that_all_is_well() -> None:
    assessment = make_assessment({**unknown_everywhere(), "goal": "stay-break-fix"}, submitted=AT)
    page = Page(make_browser(assessment).get(url(assessment)))
    assert "What a verdict still needs" in page.words
    assert "Keep it." not in page.words


@pytest.mark.parametrize("name", ["content-residential", "bob-breakfix"])
def test_result_says_how_the_quoted_answers_were_chosen(name: str) -> None:
    page = Page(make_browser(assessment := make_old(name)).get(url(assessment)))
    calm = "Two of your answers that carry it: those with the most points, counted by weight" in page.words
    strained = "one to build on: those that add most to strain and, from 2 points up, to readiness" in page.words
    assert (calm, strained) == (name == "content-residential", name == "bob-breakfix")


def test_result_takes_six_queries() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 6


def test_result_offers_earlier_versions_as_they_were(rendered: list[Report]) -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    first = StoredReport.objects.obtain(assessment)
    assert "Earlier versions" not in Page(browser.get(url(assessment))).words
    Shop.objects.update(name="Renamed")
    second = StoredReport.objects.obtain(Assessment.objects.select_related("shop").get())
    page = Page(browser.get(url(assessment)))
    address = reverse("reports:version", args=[assessment.pk, first.key])
    assert [link for link in page.links if "/report/" in link] == [address]
    assert f"{first.made:%Y}" in page.words
    assert ": the first, after submitting" in page.words
    assert b"".join(browser.get(address).streaming_content) == b"%PDF 1"  # type: ignore[attr-defined]
    assert second.key != first.key


def test_versions_of_a_stranger_do_not_exist(rendered: list[Report]) -> None:
    foreign = StoredReport.objects.obtain(make_submitted())
    own = make_submitted(shop=make_shop("Other"))
    unmade = StoredReport.objects.of(own, report_of(own))
    browser = make_browser(own)
    for assessment, key in ((foreign.assessment, foreign.key), (own, foreign.key), (own, unmade.key), (own, "0" * 64)):
        assert browser.get(reverse("reports:version", args=[assessment.pk, key])).status_code == 404


def test_version_whose_file_is_lost_does_not_exist(rendered: list[Report]) -> None:
    assessment = make_submitted()
    stored = StoredReport.objects.obtain(assessment)
    stored.file.storage.delete(stored.file.name or "")
    assert make_browser(assessment).get(reverse("reports:version", args=[assessment.pk, stored.key])).status_code == 404


def test_next_firm_does_not_get_what_an_earlier_one_shared(rendered: list[Report]) -> None:
    before, after = make_firm("Before"), make_firm("After")
    assessment = make_submitted(shop=make_shop(firm=before))
    early = StoredReport.objects.obtain(assessment)
    Shop.objects.update(firm=after, joined=timezone.now())
    assessment.refresh_from_db()
    StoredReport.objects.obtain(assessment)
    address = reverse("reports:version", args=[assessment.pk, early.key])
    for browser, seen in ((signed_in(make_member(after)), False), (make_browser(assessment), True)):
        assert ("Earlier versions" in Page(browser.get(url(assessment))).words) is seen
        response = browser.get(address)
        got = b"".join(response)  # closes the file
        assert (response.status_code, got == b"%PDF 1") == (200 if seen else 404, seen)
