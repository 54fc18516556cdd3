"""One answer saved as it is given: by the page's script, with what the page showed before."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Kind, Question
from questions.core.questionnaire import Section
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

pytestmark = pytest.mark.django_db
TIME = "your-time"
ASKED = [(section, question) for section in questionnaire().sections for question in section.questions]


def section_of(name: str) -> str:
    return next(section.id for section, question in ASKED if question.id == name)


def url(assessment: Assessment, name: str, section: str = "") -> str:
    return reverse("questions:answer", args=[assessment.pk, section or section_of(name), name])


def page_url(assessment: Assessment, name: str) -> str:
    return reverse("questions:section", args=[assessment.pk, section_of(name)])


def stored(assessment: Assessment) -> dict[str, Any]:
    return dict(Answer.objects.filter(assessment=assessment).values_list("question", "value"))


class Tab:
    """A page that stays open: what its script sends of one question, and what the answer changes in the page."""

    def __init__(self, browser: Client, assessment: Assessment, name: str) -> None:
        self.browser, self.assessment, self.name = browser, assessment, name
        page = Page(browser.get(page_url(assessment, name)))
        parts = (name, f"{name}-instead", f"initial-{name}", f"initial-{name}-instead")
        self.all = page.form()
        self.fields = {part: self.all[part] for part in parts if part in self.all}

    def give(self, *values: str, beside: list[str] | None = None) -> Any:
        """Change the question's own field, and the boxes beside it if any are named."""
        self.fields[self.name] = list(values)
        if beside is not None:
            self.fields[f"{self.name}-instead"] = beside
        response = self.browser.post(url(self.assessment, self.name), self.fields)
        if response.status_code == 200:
            self._put_in(response)
        return response

    def _put_in(self, response: Any) -> None:
        """What the page says it was shown with is swapped for what the answer brought."""
        page = fragment(response)
        number = questionnaire().question[self.name].kind is Kind.NUMBER
        doubted = "resale-share" in questionnaire().section[section_of(self.name)].ids  # with managed-share above all
        swapped = [f"was-{self.name}", "left"]
        swapped += ["doubt-resale-share"] if doubted else []
        swapped += [f"read-{self.name}"] if number else []
        assert [each.get("id") for each in page.all("*[@data-part='place']")] == swapped
        self.fields = {name: value for name, value in self.fields.items() if not name.startswith("initial-")}
        for field in page.all("input"):
            self.fields.setdefault(field.get("name", ""), []).append(field.get("value", ""))

    def send_all(self) -> Any:
        """The form's own button, which sends every question of the section."""
        others = {
            name: value
            for name, value in self.all.items()
            if name.removeprefix("initial-").removesuffix("-instead") != self.name
        }
        return self.browser.post(page_url(self.assessment, self.name), {**others, **self.fields})


def fragment(response: Any) -> Page:
    return Page(HttpResponse(b"<body><main>" + response.content + b"</main></body>"))


def tab(name: str, answers: dict[str, Any] | None = None, again: dict[str, Any] | None = None) -> Tab:
    """A page of an assessment with these answers or, with `again`, of a retake of one with those."""
    first = make_assessment(answers if again is None else again, submitted=AT if again else None)
    assessment = first.retake(key=uuid4()) if again else first
    return Tab(make_browser(assessment), assessment, name)


def given(question: Question) -> tuple[str, Any]:
    """Something to answer, as it is typed and as it is stored."""
    if question.kind is Kind.NUMBER:
        return str(question.maximum), question.maximum
    if question.kind is Kind.TEXT:
        return "🛠 <b>\u202e", "🛠 <b>"
    name = question.options[-1].id
    return name, [name] if question.kind is Kind.CHOICES else name


class TestSave:
    @pytest.mark.parametrize(("section", "question"), ASKED, ids=[question.id for _, question in ASKED])
    def test_each_question_is_saved_alone_and_the_page_is_told(self, section: Section, question: Question) -> None:
        typed, value = given(question)
        page = tab(question.id)
        response = page.give(typed)
        assert response.status_code == 200
        needed = sum(questionnaire().must_answer(each) for each in questionnaire().questions())
        left = f"{int(questionnaire().must_answer(question))} of {needed} questions answered, about 12 minutes left"
        read = f"We read: {value:,}" if question.kind is Kind.NUMBER and value >= 1000 else ""
        assert fragment(response).words == f"Saved. {read} {left} {read}" if read else f"Saved {left}"
        assert stored(page.assessment) == {question.id: value}
        assert page.send_all().status_code == 302
        assert stored(page.assessment) == {question.id: value}

    def test_saved_answer_can_be_changed_and_taken_away_again(self) -> None:
        page = tab("hours-worked")
        for typed, found in (("40", 40), ("50", 50), ("", None), ("60", 60)):
            assert page.give(typed).status_code == 200
            assert stored(page.assessment) == ({"hours-worked": found} if found else {})

    def test_sent_twice_it_is_stored_once(self) -> None:
        page = tab("hours-worked")
        first = dict(page.fields) | {"hours-worked": ["40"]}
        assert [page.browser.post(url(page.assessment, "hours-worked"), first).status_code for _ in range(2)] == [
            200
        ] * 2
        assert stored(page.assessment) == {"hours-worked": 40}

    def test_what_was_not_changed_is_not_stored_over_what_another_tab_stored(self) -> None:
        page = tab("hours-worked", {"hours-worked": 72})
        page.assessment.record({"hours-worked": 40}, at=AT)
        assert page.give("72").status_code == 200
        assert stored(page.assessment) == {"hours-worked": 40}

    def test_other_questions_in_the_same_body_are_ignored(self) -> None:
        assessment = make_assessment()
        sent = {"hours-worked": "40", "without-you": "a-day", "goal": "sell"}
        assert make_browser(assessment).post(url(assessment, "hours-worked"), sent).status_code == 200
        assert stored(assessment) == {"hours-worked": 40}

    def test_nothing_sent_changes_nothing(self) -> None:
        assessment = make_assessment({"hours-worked": 40})
        assert make_browser(assessment).post(url(assessment, "hours-worked")).status_code == 200
        assert Answer.objects.get().changed == AT

    def test_i_do_not_know_after_a_number_stays_when_the_whole_page_is_sent(self) -> None:
        """The number still stands in its field; the box was ticked after it."""
        page = tab("after-hours-calls", {"after-hours-calls": 7})
        assert page.give("7", beside=[UNKNOWN]).status_code == 200
        assert stored(page.assessment) == {"after-hours-calls": UNKNOWN}
        assert page.send_all().status_code == 302
        assert stored(page.assessment) == {"after-hours-calls": UNKNOWN}

    def test_number_after_i_do_not_know_stays_when_the_whole_page_is_sent(self) -> None:
        page = tab("after-hours-calls", {"after-hours-calls": UNKNOWN})
        assert page.give("7").status_code == 200
        assert page.send_all().status_code == 302
        assert stored(page.assessment) == {"after-hours-calls": 7}

    def test_staff_may_fill_in_together(self) -> None:
        assessment = make_assessment()
        assert make_colleague_of_all().post(url(assessment, "hours-worked"), {"hours-worked": "40"}).status_code == 200
        assert stored(assessment) == {"hours-worked": 40}


class TestStillTrue:
    """A retake begins empty and offers each last answer."""

    @pytest.mark.parametrize("name", ["hours-worked", "objections", "the-dream"])
    def test_last_answer_is_one_tap_and_stays_when_the_whole_page_is_sent(self, name: str) -> None:
        before = answers_of("bob-breakfix", the_dream="Freedom\n<b>", objections=("other", "area-different"))
        page = tab(name, again=before)
        assert stored(page.assessment) == {}
        typed = [] if name == "objections" else [""]
        assert page.give(*typed, beside=["still"]).status_code == 200
        value = before[name]
        kept = {name: list(value) if isinstance(value, tuple) else value}
        assert stored(page.assessment) == kept
        assert page.send_all().status_code == 302
        assert stored(page.assessment) == kept

    def test_tick_taken_back_takes_the_answer_away(self) -> None:
        page = tab("hours-worked", again=answers_of("bob-breakfix"))
        page.give("", beside=["still"])
        assert page.give("", beside=[]).status_code == 200
        assert stored(page.assessment) == {}

    def test_number_typed_after_the_tick_counts(self) -> None:
        page = tab("hours-worked", again=answers_of("bob-breakfix"))
        page.give("", beside=["still"])
        assert page.give("40").status_code == 200
        assert stored(page.assessment) == {"hours-worked": 40}
        assert page.send_all().status_code == 302
        assert stored(page.assessment) == {"hours-worked": 40}

    def test_still_true_is_no_answer_where_there_was_none(self) -> None:
        for assessment in (make_assessment(), make_assessment({"hours-worked": 40})):
            before = stored(assessment)
            sent = {"hours-worked": "", "hours-worked-instead": ["still"]}
            assert make_browser(assessment).post(url(assessment, "hours-worked"), sent).status_code == 422
            assert stored(assessment) == before

    def test_not_known_last_time_is_not_offered(self) -> None:
        page = tab("after-hours-calls", again=answers_of("bob-breakfix", after_hours_calls=UNKNOWN))
        assert page.give("", beside=["still"]).status_code == 422
        assert stored(page.assessment) == {}

    def test_the_attempt_it_looks_back_on_stays_as_it_was(self) -> None:
        page = tab("hours-worked", again=answers_of("bob-breakfix"))
        page.give("40")
        assert page.assessment.previous is not None
        assert stored(page.assessment.previous)["hours-worked"] == 72


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("hours-worked", each) for each in ("many", "-1", "100000", "1e1", "9" * 5000, "<script>")]
        + [("without-you", each) for each in ("no-such-option", "\x00", "still", NOT_APPLICABLE)]
        + [("the-dream", "x" * 1001), ("objections", "no-such-option"), ("goal", UNKNOWN)],
    )
    def test_bad_answer_is_said_to_be_one_and_leaves_the_stored_one(self, name: str, value: str) -> None:
        before = answers_of("bob-breakfix")
        page = tab(name, before)
        rows = stored(page.assessment)
        response = page.give(value)
        assert response.status_code == 422
        assert words(fragment(response).all("span[@class='error']")[0])
        # What was read of an earlier number is gone, and nothing else is changed in the page.
        swapped = fragment(response).all("*[@data-part='place']")
        assert [(each.get("id"), words(each)) for each in swapped] == [(f"read-{name}", "")] * (name == "hours-worked")
        assert b"<script>" not in response.content
        assert stored(page.assessment) == rows

    def test_number_and_box_both_given_at_once_are_asked_back(self) -> None:
        page = tab("after-hours-calls")
        assert page.give("7", beside=[UNKNOWN]).status_code == 422
        assert stored(page.assessment) == {}

    def test_a_megabyte_is_refused(self) -> None:
        assessment = make_assessment()
        response = make_browser(assessment).post(url(assessment, "the-dream"), {"the-dream": "x" * 1_000_000})
        assert response.status_code == 413
        assert stored(assessment) == {}

    def test_after_handing_in_nothing_is_saved_and_it_says_so(self) -> None:
        page = tab("hours-worked", answers_of("bob-breakfix"))
        page.assessment.submit(at=AT)
        before = stored(page.assessment)
        response = page.give("20")
        assert response.status_code == 409
        assert "have been submitted" in fragment(response).words
        assert stored(page.assessment) == before

    def test_without_the_pages_token_nothing_is_saved(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment, enforce_csrf_checks=True)
        assert browser.post(url(assessment, "hours-worked"), {"hours-worked": "40"}).status_code == 403
        assert stored(assessment) == {}

    def test_the_pages_token_may_come_in_a_header(self) -> None:
        assessment = make_assessment()
        browser = make_browser(assessment, enforce_csrf_checks=True)
        page = Page(browser.get(page_url(assessment, "hours-worked")))
        header = {"x-csrftoken": page.form()["csrfmiddlewaretoken"][0]}
        response = browser.post(url(assessment, "hours-worked"), {"hours-worked": "40"}, headers=header)
        assert response.status_code == 200


@pytest.mark.parametrize(
    ("section", "name"),
    [("no-such-section", "hours-worked"), (TIME, "no-such-question"), ("will-to-change", "hours-worked"), (TIME, TIME)],
)
def test_question_that_is_not_in_the_section_is_not_found(section: str, name: str) -> None:
    assessment = make_assessment()
    sent = {name: "40", "hours-worked": "40"}
    assert make_browser(assessment).post(url(assessment, name, section), sent).status_code == 404
    assert stored(assessment) == {}


def test_a_stranger_saves_nothing(client: Client) -> None:
    foreign = make_assessment()
    for browser in (client, make_browser(make_assessment())):
        found = [
            browser.post(reverse("questions:answer", args=[key, TIME, "hours-worked"]), {"hours-worked": "40"})
            for key in (foreign.pk, uuid4())
        ]
        assert [response.status_code for response in found] == [404, 404]
        assert found[0].content == found[1].content
    assert stored(foreign) == {}


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_another_method_saves_nothing(method: str) -> None:
    assessment = make_submitted()
    before = stored(assessment)
    assert getattr(make_browser(assessment), method)(url(assessment, "hours-worked")).status_code == 405
    assert stored(assessment) == before


def test_saving_takes_six_queries_and_in_a_retake_eight() -> None:
    """In service BEGIN and COMMIT come with saving."""
    first, again = tab("hours-worked"), tab("hours-worked", again=answers_of("bob-breakfix"))
    assert len(queries(lambda: first.give("40"))) == 6
    assert len(queries(lambda: again.give("40"))) == 8
