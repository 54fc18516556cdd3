"""Answering again, from an empty page that offers the last answers, and correcting a slip, with all of them copied."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from questions.core.question import UNKNOWN, Question
from questions.core.questionnaire import Questionnaire
from questions.library import library
from questions.models import assessment
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_submitted,
    questionnaire,
)
from tests.pages import Page, queries, words

TIME = "your-time"
BOTH = pytest.mark.parametrize("what", ["again", "correct"])


def url(assessment: Assessment, what: str) -> str:
    return reverse(f"questions:{what}", args=[assessment.pk])


def hub(key: UUID) -> str:
    return reverse("questions:hub", args=[key])


def section(assessment: Assessment, name: str = TIME) -> str:
    return reverse("questions:section", args=[assessment.pk, name])


def stored(assessment: Assessment) -> dict[str, Any]:
    return dict(Answer.objects.filter(assessment=assessment).values_list("question", "value"))


def begin(browser: Client, assessment: Assessment, what: str) -> Assessment:
    """Open the page, press its button and return what was begun."""
    page = Page(browser.get(url(assessment, what)))
    response = browser.post(url(assessment, what), page.form())
    assert response.status_code == 302
    found = Assessment.objects.get(pk=page.form()["key"][0])
    assert response.headers["Location"] == hub(found.pk)
    return found


def new_version(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Questionnaire:
    """A version with hours-worked changed, current from now on."""

    def changed(question: Question) -> Question:
        return replace(question, **changes) if question.id == "hours-worked" else question

    old = questionnaire()
    sections = tuple(replace(each, questions=tuple(changed(q) for q in each.questions)) for each in old.sections)
    found = replace(old, version="9999.1", checksum="another", sections=sections)
    versions = {**library(), (found.slug, found.version): found}
    monkeypatch.setattr(assessment, "library", lambda: versions)
    monkeypatch.setattr(assessment, "asked_today", lambda: found)
    return found


@pytest.mark.django_db
class TestAgain:
    def test_it_begins_empty_and_offers_each_last_answer(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        again = begin(browser, first, "again")
        assert (again.previous, again.corrects, again.shop, again.submitted) == (first, None, first.shop, None)
        assert stored(again) == {}
        page = Page(browser.get(section(again)))
        assert "Still true: 72 hours" in words(page.by_id("q-hours-worked"))
        without_you = page.by_id("q-without-you")
        (last,) = [each for each in without_you.iter("label") if "your answer last time" in words(each)]
        assert next(iter(last.iter("input"))).get("value") == first.responses["without-you"]
        assert not [each for each in without_you.iter("input") if each.get("checked") is not None]
        assert "each question shows your last answer" in Page(browser.get(hub(again.pk))).words

    def test_page_sent_as_it_was_shown_answers_nothing(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        again = begin(browser, first, "again")
        for each in questionnaire().sections:
            address = section(again, each.id)
            assert browser.post(address, Page(browser.get(address)).form()).status_code == 302
        assert stored(again) == {}

    def test_ticking_still_true_takes_the_last_answer(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        again = begin(browser, first, "again")
        page = Page(browser.get(section(again)))
        sent = page.form(hours_worked_instead=["still"])
        assert [browser.post(section(again), sent).status_code for _ in range(2)] == [302, 302]  # a double click
        assert stored(again) == {"hours-worked": 72}
        assert "Still true" not in words(Page(browser.get(section(again))).by_id("q-hours-worked"))

    def test_refused_page_keeps_what_was_ticked(self) -> None:
        first = make_assessment(answers_of("bob-breakfix", after_hours_calls=7), submitted=AT)
        browser = make_browser(first)
        address = section(begin(browser, first, "again"), "after-hours")
        again = Assessment.objects.get(previous=first)
        page = Page(browser.get(address))
        bad = page.form(after_hours_calls_instead=["still"], after_hours_price="no-such-option")
        response = browser.post(address, bad)
        assert response.status_code == 422
        assert stored(again) == {"after-hours-calls": 7}
        assert browser.post(address, Page(response).form(after_hours_price=UNKNOWN)).status_code == 302
        assert stored(again) == {"after-hours-calls": 7, "after-hours-price": UNKNOWN}

    def test_last_attempt_stays_as_it_was(self) -> None:
        first = make_submitted()
        row, before = Assessment.objects.values().get(), stored(first)
        browser = make_browser(first)
        again = begin(browser, first, "again")
        browser.post(section(again), Page(browser.get(section(again))).form(hours_worked="40"))
        assert (Assessment.objects.values().get(pk=first.pk), stored(first)) == (row, before)

    def test_question_that_asks_something_else_now_offers_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = make_submitted()
        new_version(monkeypatch, text="How many hours, all in all?", same_as="")
        browser = make_browser(first)
        again = begin(browser, first, "again")
        assert again.version == "9999.1"
        page = Page(browser.get(section(again)))
        assert "Still true" not in words(page.by_id("q-hours-worked"))
        assert "your answer last time" in words(page.by_id("q-without-you"))
        assert browser.post(section(again), page.form(hours_worked_instead=["still"])).status_code == 422

    def test_last_answer_that_is_out_of_bounds_now_is_not_offered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The limits of a number may change and the question stays the same."""
        first = make_submitted()
        new_version(monkeypatch, maximum=60)
        browser = make_browser(first)
        again = begin(browser, first, "again")
        page = Page(browser.get(section(again)))
        assert "Still true" not in words(page.by_id("q-hours-worked"))
        assert browser.post(section(again), page.form(hours_worked_instead=["still"])).status_code == 422
        assert stored(again) == {}

    def test_last_attempt_that_was_deleted_offers_nothing(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        again = begin(browser, first, "again")
        browser = make_browser(again)
        first.delete()
        assert "Still true" not in Page(browser.get(section(again))).words

    def test_section_page_takes_four_queries(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        again = begin(browser, first, "again")
        assert len(queries(lambda: browser.get(section(again)))) == 4


@pytest.mark.django_db
class TestCorrect:
    def test_it_begins_with_all_answers_and_their_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = make_assessment(
            answers_of("bob-breakfix", the_dream="🛠 <b>\n\u202e", without_you=UNKNOWN), submitted=AT
        )
        new_version(monkeypatch)
        copy = begin(make_browser(first), first, "correct")
        assert (copy.corrects, copy.previous, copy.shop, copy.submitted) == (first, None, first.shop, None)
        assert (copy.version, stored(copy)) == (first.version, stored(first))

    def test_correction_of_a_retake_looks_back_where_that_did(self) -> None:
        first = make_submitted()
        again = first.retake(key=uuid4())
        again.record(answers_of("hybrid-on-purpose"), at=AT)
        again.submit(at=AT)
        assert begin(make_browser(first), again, "correct").previous == first

    def test_corrected_and_handed_in_it_stands_for_the_old_one_which_stays_readable(self) -> None:
        first = make_submitted()
        row, before = Assessment.objects.values().get(), stored(first)
        browser = make_browser(first)
        copy = begin(browser, first, "correct")
        assert Assessment.objects.attempts(first.shop) == [first]
        assert "A correction" in Page(browser.get(hub(copy.pk))).words
        browser.post(section(copy), Page(browser.get(section(copy))).form(hours_worked="27"))
        check = Page(browser.get(reverse("questions:check", args=[copy.pk])))
        browser.post(reverse("questions:submit", args=[copy.pk]), check.form())
        assert Assessment.objects.attempts(first.shop) == [copy]
        assert stored(copy) == {**before, "hours-worked": 27}
        assert (Assessment.objects.values().get(pk=first.pk), stored(first)) == (row, before)
        assert browser.get(reverse("reports:result", args=[first.pk])).status_code == 200

    def test_second_click_does_not_undo_what_was_corrected(self) -> None:
        first = make_submitted()
        browser = make_browser(first)
        sent = Page(browser.get(url(first, "correct"))).form()
        browser.post(url(first, "correct"), sent)
        copy = Assessment.objects.get(corrects=first)
        copy.record({"hours-worked": 27, "without-you": None}, at=AT)
        browser.post(url(first, "correct"), sent)
        assert Assessment.objects.count() == 2
        assert stored(copy) == {
            name: 27 if name == "hours-worked" else each
            for name, each in stored(first).items()
            if name != "without-you"
        }


@pytest.mark.django_db
@BOTH
class TestBoth:
    def test_looking_begins_nothing(self, what: str) -> None:
        first = make_submitted()
        browser = make_browser(first)
        keys = {Page(browser.get(url(first, what))).form()["key"][0] for _ in range(2)}
        assert len(keys) == 2
        assert Assessment.objects.count() == 1

    def test_double_click_begins_one(self, what: str) -> None:
        first = make_submitted()
        browser = make_browser(first)
        sent = Page(browser.get(url(first, what))).form()
        found = [browser.post(url(first, what), sent).headers["Location"] for _ in range(2)]
        assert found[0] == found[1]
        assert Assessment.objects.count() == 2

    @pytest.mark.parametrize("key", ["", "x", "\x00", "../../etc/passwd", "1" * 5000])
    def test_without_the_pages_key_it_begins_all_the_same(self, what: str, key: str) -> None:
        first = make_submitted()
        response = make_browser(first).post(url(first, what), {"key": key})
        begun = Assessment.objects.exclude(pk=first.pk).get()
        assert response.headers["Location"] == reverse("questions:hub", args=[begun.pk])

    def test_key_of_somebody_elses_assessment_opens_and_changes_nothing(self, what: str) -> None:
        first, foreign = make_submitted(), make_assessment()
        before = list(Assessment.objects.order_by("pk").values())
        assert make_browser(first).post(url(first, what), {"key": foreign.pk}).status_code == 404
        assert list(Assessment.objects.order_by("pk").values()) == before
        assert stored(foreign) == {}

    def test_key_of_the_attempt_itself_changes_nothing(self, what: str) -> None:
        first = make_submitted()
        before = Assessment.objects.values().get(), stored(first)
        assert make_browser(first).post(url(first, what), {"key": first.pk}).headers["Location"] == hub(first.pk)
        assert (Assessment.objects.values().get(), stored(first)) == before

    def test_before_handing_in_it_leads_to_the_hub(self, what: str) -> None:
        draft = make_assessment(answers_of("bob-breakfix"))
        browser = make_browser(draft)
        for response in (browser.get(url(draft, what)), browser.post(url(draft, what), {"key": uuid4()})):
            assert response.headers["Location"] == hub(draft.pk)
        assert Assessment.objects.count() == 1

    def test_staff_may_begin_it(self, what: str) -> None:
        first = make_submitted()
        assert begin(make_colleague_of_all(), first, what).shop == first.shop

    def test_a_stranger_begins_nothing(self, client: Client, what: str) -> None:
        foreign = make_submitted()
        for browser in (client, make_browser(make_assessment())):
            for method in (browser.get, browser.post):
                found = [
                    method(reverse(f"questions:{what}", args=[key]), {"key": str(uuid4())})
                    for key in (foreign.pk, uuid4())
                ]
                assert [response.status_code for response in found] == [404, 404]
                assert found[0].content == found[1].content
        assert Assessment.objects.count() == 2

    def test_without_the_pages_token_nothing_is_begun(self, what: str) -> None:
        first = make_submitted()
        browser = make_browser(first, enforce_csrf_checks=True)
        assert browser.post(url(first, what), {"key": uuid4()}).status_code == 403
        assert Assessment.objects.count() == 1

    @pytest.mark.parametrize(("method", "status"), [("head", 200), ("put", 405), ("patch", 405), ("delete", 405)])
    def test_another_method_begins_nothing(self, what: str, method: str, status: int) -> None:
        first = make_submitted()
        assert getattr(make_browser(first), method)(url(first, what)).status_code == status
        assert Assessment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rendered")
@BOTH
def test_two_clicks_at_once_begin_one(what: str) -> None:
    first = make_submitted()
    browsers, key = [make_browser(first) for _ in range(2)], uuid4()

    def click(browser: Client) -> str:
        try:
            return browser.post(url(first, what), {"key": key}).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, browsers, timeout=60)) == [hub(key)] * 2
    assert Assessment.objects.count() == 2
    assert stored(Assessment.objects.get(pk=key)) == (stored(first) if what == "correct" else {})
