"""What changed since the attempt before, and the trend: corrections, chains of them, and other versions."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from questions.core.question import UNKNOWN, Answer
from questions.core.questionnaire import Questionnaire
from questions.library import library
from questions.models import assessment
from questions.models.answer import Answer as Row
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_shop,
    make_submitted,
    questionnaire,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("reports:changes", args=[assessment.pk])


def result(assessment: Assessment) -> str:
    return reverse("reports:result", args=[assessment.pk])


def later(assessment: Assessment, months: int = 1, **others: Answer) -> Assessment:
    """The next attempt, handed in some months later, with these answers changed."""
    found = assessment.retake(key=uuid4())
    found.record({**assessment.responses, **{n.replace("_", "-"): a for n, a in others.items()}}, at=AT)
    found.submit(at=AT + timedelta(days=31 * months))
    return found


def corrected(assessment: Assessment, months: int = 2, **others: Answer) -> Assessment:
    found = assessment.correct(key=uuid4(), at=AT)
    found.record({n.replace("_", "-"): a for n, a in others.items()}, at=AT)
    found.submit(at=AT + timedelta(days=31 * months))
    return found


def page_of(assessment: Assessment) -> Page:
    response = make_browser(assessment).get(url(assessment))
    assert response.status_code == 200
    return Page(response)


def trend(page: Page) -> list[str]:
    """The attempts of the trend's table, by the address of their results."""
    return [link.get("href", "") for link in page.all("details//a")]


def moved(page: Page) -> dict[str, str]:
    """By how much each measure changed, in words."""
    told = [words(each).partition(" ") for each in page.all("dl[@class='moved']/div/dt")]
    return {name: rest.rpartition(" · ")[2] for name, _, rest in told}


class TestChanges:
    def test_answers_that_changed_are_told_and_no_others(self) -> None:
        first = make_assessment(answers_of("bob-breakfix", weekends=UNKNOWN), submitted=AT)
        second = later(first, hours_worked=40, weekends=0)
        page = page_of(second)
        rows = page.all("section[@class='answers']/dl/div")
        told = {words(row.findall("dt")[0]): words(row.findall("dd")[0]) for row in rows}
        asked = questionnaire().question
        assert set(told) == {asked["hours-worked"].text, asked["weekends"].text}
        assert told[asked["hours-worked"].text].startswith("72 hours")
        assert " → 40 hours" in told[asked["hours-worked"].text]
        assert told[asked["weekends"].text].startswith("I don't know → ")
        assert "November 20, 2026 compared with December 21, 2026" in page.words

    def test_small_change_is_called_noise(self) -> None:
        first = make_submitted()
        second = later(first, hours_worked=71)
        assert moved(page_of(second))["Readiness"] == "too small to tell (under 6)"
        assert moved(page_of(second))["Strain"] == "too small to tell (under 10)"

    def test_large_change_is_told_with_its_sign(self) -> None:
        first = make_submitted("bob-breakfix")
        second = make_submitted("hybrid-on-purpose", shop=first.shop)
        assert first.readiness is not None
        assert second.readiness is not None
        change = second.readiness - first.readiness
        assert change > 6
        assert moved(page_of(second))["Readiness"] == f"+{change} up"

    def test_steps_whose_answer_is_better_are_done(self) -> None:
        first = make_submitted("bob-breakfix")
        second = make_submitted("hybrid-on-purpose", shop=first.shop)
        assert "Started or done since then" in page_of(second).words
        assert "Started or done since then" not in page_of(later(second)).words

    def test_it_changes_nothing(self) -> None:
        second = later(make_submitted(), hours_worked=40)
        rows = [list(model._default_manager.order_by("pk").values()) for model in (Assessment, Row)]
        page_of(second)
        assert rows == [list(model._default_manager.order_by("pk").values()) for model in (Assessment, Row)]

    def test_hostile_words_are_escaped(self) -> None:
        text = "<script>alert(1)</script>"
        first = make_submitted(shop=make_shop(text))
        second = later(first, the_dream=text)
        response = make_browser(second).get(url(second))
        assert b"<script>alert" not in response.content
        assert text in Page(response).words


class TestTrend:
    def test_all_attempts_are_in_it_the_oldest_first(self) -> None:
        first = make_submitted()
        second = later(first, 1)
        third = later(second, 2)
        make_submitted()
        first.retake(key=uuid4())  # on the way
        for each in (second, third):
            assert trend(page_of(each)) == [result(first), result(second), result(third)]
        assert "November 20, 2026 compared with December 21, 2026" in page_of(second).words
        assert "December 21, 2026 compared with January 21, 2027" in page_of(third).words

    def test_first_attempt_has_nothing_to_compare_and_no_link_to_it(self) -> None:
        first = make_submitted()
        second = later(first)
        browser = make_browser(first)
        assert browser.get(url(first)).status_code == 404
        assert url(first) not in Page(browser.get(result(first))).links
        assert url(second) in Page(browser.get(result(second))).links

    def test_correction_is_drawn_where_its_attempt_stands_and_says_when_it_was_made(self) -> None:
        first = make_submitted()
        copy = corrected(first, 3, hours_worked=27)
        page = page_of(later(copy, 1))
        drawn = [title.text or "" for title in page.all("title") if "over time" in (title.text or "")]
        assert [re.findall(r"\w{3} \d{4}", each) for each in drawn] == [["Nov 2026", "Dec 2026"]] * 2
        rows = [words(row.findall("th")[0]) for row in page.all("details//tbody/tr")]
        assert rows == ["November 20, 2026 corrected February 21, 2027", "December 21, 2026"]

    def test_correction_takes_the_place_of_what_it_corrects(self) -> None:
        first = make_submitted()
        second = later(first)
        copy = corrected(first, 3, hours_worked=27)
        assert trend(page_of(second)) == [result(copy), result(second)]
        assert "27 hours" in page_of(second).words

    def test_only_attempt_with_its_correction_has_nothing_to_compare(self) -> None:
        first = make_submitted()
        copy = corrected(first)
        browser = make_browser(first)
        for each in (first, copy):
            assert browser.get(url(each)).status_code == 404
            response = browser.get(result(each))
            assert response.status_code == 200
            assert url(each) not in Page(response).links

    def test_corrected_attempt_stays_readable_and_can_be_compared(self) -> None:
        first = make_submitted()
        second = later(first)
        copy = corrected(second, hours_worked=27)
        assert "72 hours" in Page(make_browser(second).get(result(second))).words
        assert trend(page_of(second)) == [result(first), result(copy)]

    def test_last_of_a_chain_of_corrections_stands_in_the_first_ones_place(self) -> None:
        first = make_submitted()
        second = later(first)
        one = corrected(first, 2, hours_worked=27)
        two = corrected(one, 3, hours_worked=28)
        three = corrected(two, 4, hours_worked=29)
        assert trend(page_of(second)) == [result(three), result(second)]
        assert "29 hours" in page_of(second).words

    def test_last_of_two_corrections_of_one_attempt_counts(self) -> None:
        first = make_submitted()
        second = later(first)
        one, two = (corrected(first, months, hours_worked=20 + months) for months in (2, 3))
        assert one.responses["hours-worked"] == 22
        assert trend(page_of(second)) == [result(two), result(second)]

    def test_correction_on_the_way_replaces_nothing_yet(self) -> None:
        first = make_submitted()
        second = later(first)
        first.correct(key=uuid4(), at=AT)
        assert trend(page_of(second)) == [result(first), result(second)]

    def test_correction_of_a_deleted_attempt_keeps_its_place(self) -> None:
        first = make_submitted()
        second = later(first)
        copy = corrected(first)
        first.delete()
        assert trend(page_of(second)) == [result(copy), result(second)]

    def test_attempt_without_a_verdict_is_in_the_table(self) -> None:
        first = make_submitted()
        second = later(first, 1, **{name: UNKNOWN for name, q in questionnaire().question.items() if q.scored})
        page = page_of(second)
        assert trend(page) == [result(first), result(second)]
        assert page.all("details/table/tbody/tr")[1][1].text == "not enough answers"


class TestAcrossVersions:
    @pytest.fixture
    def new(self, monkeypatch: pytest.MonkeyPatch) -> Questionnaire:
        """The questionnaire with hours-worked asked otherwise."""
        old = questionnaire()
        sections = tuple(
            replace(
                section,
                questions=tuple(
                    replace(each, text="How many hours, all in all?", same_as="") if each.id == "hours-worked" else each
                    for each in section.questions
                ),
            )
            for section in old.sections
        )
        found = replace(old, version="9999.1", checksum="another", sections=sections)
        versions = {**library(), (found.slug, found.version): found}
        monkeypatch.setattr(assessment, "library", lambda: versions)
        monkeypatch.setattr(assessment, "asked_today", lambda: found)
        return found

    def test_scores_are_not_compared_and_it_says_so(self, new: Questionnaire) -> None:
        first = Assessment.objects.start(questionnaire(), shop=make_shop())
        first.record(answers_of("bob-breakfix"), at=AT)
        first.submit(at=AT)
        second = first.retake(key=uuid4())
        assert second.version == new.version
        second.record(answers_of("hybrid-on-purpose"), at=AT)
        second.submit(at=AT)
        page = page_of(second)
        assert "The questionnaire has changed in between" in page.words
        assert moved(page) == {"Readiness": "not compared", "Strain": "not compared"}
        assert "These questions are new or ask something else than last time: How many hours, all in all?" in page.words
        told = {words(each) for each in page.all("section[@class='answers']/dl/div/dt")}
        assert "How many hours, all in all?" not in told
        assert questionnaire().question["weekends"].text in told
        assert [words(row[3]) for row in page.all("details/table/tbody/tr")] == [first.version, "9999.1"]
        assert not page.all("svg[@class='dumbbell']")
        assert len(page.all("svg[@class='trend']//path[@class='break']")) == 2


def test_before_handing_in_it_leads_to_the_hub() -> None:
    draft = make_submitted().retake(key=uuid4())
    assert make_browser(draft).get(url(draft)).headers["Location"] == reverse("questions:hub", args=[draft.pk])


def test_it_takes_nine_queries_however_many_attempts_there_are() -> None:
    found = make_submitted()
    for months in range(1, 4):
        found = later(found, months)
    browser = make_browser(found)
    assert len(queries(lambda: browser.get(url(found)))) == 9
