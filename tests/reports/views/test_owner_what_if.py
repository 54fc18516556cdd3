"""What if one answer were different: computed by the server, stored nowhere."""

import pytest
from django.urls import reverse

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Kind, Question
from questions.core.scoring import score
from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_submitted,
    questionnaire,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
SCORED = [question for question in questionnaire().questions() if question.scored]


def url(assessment: Assessment) -> str:
    return reverse("reports:what-if", args=[assessment.pk])


def best(question: Question) -> str:
    if question.kind is Kind.NUMBER:
        return str(question.minimum if question.knots[0].points else question.maximum)
    return next(option.id for option in question.options if option.points == 4)


def told(page: Page) -> dict[str, tuple[str, str]]:
    """Each measure with its numbers now and then."""
    cells = [[words(cell) for cell in row] for row in page.all("tbody/tr")]
    return {name: (now, then) for name, now, then in cells}


def answered(page: Page) -> dict[str, str]:
    """What each question's field holds."""
    texts = {each.get("id", ""): each.get("value", "") for each in page.all("input[@name='answer']")}
    chosen = {
        each.get("id", ""): next((one.get("value", "") for one in each if one.get("selected") is not None), "")
        for each in page.all("select[@name='answer']")
    }
    return {name.removeprefix("answer-"): value for name, value in (texts | chosen).items()}


def test_it_starts_with_the_three_answers_that_move_most() -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(url(assessment)))
    movers = [line.id for line in report_of(assessment).movers]
    assert [each.get("value") for each in page.all("input[@name='question']")] == movers
    assert answered(page) == {name: str(assessment.responses[name]) for name in movers}
    assert not page.all("table")


def test_form_begins_with_ones_own_answer_and_keeps_what_was_tried() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    for name in ("dread", "hours-worked"):
        page = Page(browser.get(url(assessment), {"question": name}))
        assert answered(page) == {name: str(assessment.responses[name])}
    page = Page(browser.get(url(assessment), {"question": "hours-worked", "answer": "900"}))
    assert answered(page) == {"hours-worked": "900"}


def test_several_answers_are_tried_at_once_and_another_question_is_added() -> None:
    assessment = make_submitted()
    asked = {"question": ["real-break", "hours-worked", "dread"], "answer": ["last-six-months", "40"]}
    page = Page(make_browser(assessment).get(url(assessment), asked))
    then = score(questionnaire(), {**assessment.responses, "real-break": "last-six-months", "hours-worked": 40})
    assert told(page)["Strain"][1].split(" ")[0] == str(then.strain.points)
    own = assessment.responses["dread"]
    assert answered(page) == {"real-break": "last-six-months", "hours-worked": "40", "dread": own}
    assert len(page.all("circle[@class='was']")) == 1  # where strain was; readiness did not move


def test_page_offers_every_scored_question() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.status_code == 200
    offered = [each.get("value") for each in Page(response).all("optgroup/option")]
    assert offered == [question.id for question in SCORED]


@pytest.mark.parametrize("question", SCORED, ids=[question.id for question in SCORED])
def test_each_question_can_be_tried_with_its_best_answer(question: Question) -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    page = Page(browser.get(url(assessment), {"question": question.id, "answer": best(question)}))
    now = assessment.score()
    number = question.kind is Kind.NUMBER
    answer = int(best(question)) if number else best(question)
    then = score(questionnaire(), {**assessment.responses, question.id: answer})
    for name, before, after in (
        ("Readiness", now.readiness.points, then.readiness.points),
        ("Strain", now.strain.points, then.strain.points),
        ("Commitment", now.commitment.points, then.commitment.points),
    ):
        assert told(page)[name][0].split(" ")[0] == str(before)
        assert told(page)[name][1].split(" ")[0] == str(after)
    assert answered(page) == {question.id: best(question)}


def test_answer_that_holds_the_verdict_or_lets_it_go_is_told() -> None:
    kept, refused = "Passwords", "The flat fee you'd turn down"
    for name, answer, now, then in (
        ("managed-ordinary", "if-they-insist", "nothing", kept),
        ("bob-breakfix", "same-day-or-held", f"{kept}; {refused}", refused),
    ):
        assessment = make_submitted(name)
        page = Page(make_browser(assessment).get(url(assessment), {"question": "credentials", "answer": answer}))
        assert told(page)["What holds the verdict back"] == (now, then)
    assessment = make_submitted("managed-ordinary")
    page = Page(make_browser(assessment).get(url(assessment), {"question": "hours-worked", "answer": "40"}))
    assert list(told(page)) == ["Readiness", "Strain", "Commitment"]


def test_own_answer_tried_changes_nothing() -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(url(assessment), {"question": "hours-worked", "answer": "72"}))
    assert all(now == then for now, then in told(page).values())


@pytest.mark.parametrize("answer", [UNKNOWN, NOT_APPLICABLE])
def test_i_do_not_know_can_be_tried_by_address(answer: str) -> None:
    assessment = make_submitted()
    name = next(each.id for each in SCORED if each.not_applicable and each.kind is Kind.CHOICE)
    response = make_browser(assessment).get(url(assessment), {"question": name, "answer": answer})
    assert response.status_code == 200
    assert told(Page(response))


def test_nothing_is_stored() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    rows = [list(model._default_manager.order_by("pk").values()) for model in (Assessment, Answer, Access)]
    for answer in ("20", "many", UNKNOWN):
        browser.get(url(assessment), {"question": "hours-worked", "answer": answer})
    assert rows == [list(model._default_manager.order_by("pk").values()) for model in (Assessment, Answer, Access)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("hours-worked", each) for each in ("many", "-1", "100000", "9" * 5000, "4_0", "still")]
    + [("dread", each) for each in ("no-such-option", NOT_APPLICABLE, "still", "<script>alert(1)")],
)
def test_bad_answer_is_said_to_be_one(question: str, answer: str) -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment), {"question": question, "answer": answer})
    page = Page(response)
    assert response.status_code == 422
    assert words(page.by_id("errors"))
    (link,) = page.all("*[@id='errors']//a")
    assert page.by_id((link.get("href") or "")[1:]).get("aria-invalid") == "true"
    assert not page.all("table")
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "name", ["", "no-such-question", "goal", "objections", "the-dream", "\x00", "../etc", "x" * 999]
)
def test_what_is_no_scored_question_shows_the_first_three(name: str) -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment), {"question": name, "answer": "grow"})
    assert response.status_code == 200
    assert {*answered(Page(response))} == {line.id for line in report_of(assessment).movers}


@pytest.mark.parametrize("blank", ["", " ", "\x00"])
def test_a_blank_leaves_ones_own_answer(blank: str) -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(url(assessment), {"question": "hours-worked", "answer": blank}))
    assert answered(page) == {"hours-worked": "72"}
    assert not page.all("table")


def test_own_answer_is_shown_in_words_also_where_it_is_not_known() -> None:
    assessment = make_assessment(answers_of("bob-breakfix", weekends=UNKNOWN), submitted=AT)
    browser = make_browser(assessment)
    assert "Your answer: I don't know" in Page(browser.get(url(assessment), {"question": "weekends"})).words
    assert "Your answer: 72 " in Page(browser.get(url(assessment), {"question": "hours-worked"})).words


def test_with_little_known_it_gives_ranges() -> None:
    assessment = make_assessment(unknown_everywhere(), submitted=AT)
    page = Page(make_browser(assessment).get(url(assessment), {"question": "hours-worked", "answer": "40"}))
    assert told(page)["Readiness"][0] == "0 to 100"


def test_before_handing_in_it_leads_to_the_hub() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("questions:hub", args=[assessment.pk])


def test_it_takes_four_queries() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    asked = {"question": "hours-worked", "answer": "20"}
    assert len(queries(lambda: browser.get(url(assessment), asked))) == 4
