"""Whatever questionnaire passes the check works everywhere: the smallest and the oddest, through every page and file.

What differs between questionnaires has to come from them: a page that counts on our own fails here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from pypdf import PdfReader

from clients.models.firms import Firm
from desk.views.clients.tabs import TABS
from questions.authoring.crowd import draw
from questions.authoring.showing import show
from questions.authoring.stress_lines import stress_lines
from questions.core.personas import Persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Verdict
from questions.core.scoring import score
from questions.library import asked_today, library
from questions.models.assessment import Assessment
from reports.core.report import Report, build_report
from reports.pdf import handouts
from reports.pdf.document import html_of, render
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, signed_in
from tests.oddities import FILES, write
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
KINDS = ("worst", "middle", "best", "unknown")


@pytest.fixture(scope="module", params=FILES)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Questionnaire]:
    """The questionnaire of whoever begins today."""
    folder = tmp_path_factory.mktemp(request.param)
    write(folder, request.param)
    with override_settings(QUESTIONNAIRE_DIRS=[folder], QUESTIONNAIRE=request.param):
        library.cache_clear()
        handouts._questionnaire.cache_clear()
        yield asked_today()
    library.cache_clear()
    handouts._questionnaire.cache_clear()


def answers_to(questionnaire: Questionnaire, kind: str, *, goal: int = 0) -> Answers:
    """An answer to everything; "I don't know" and "doesn't apply" where they are offered, for the kind `unknown`."""
    found = {each.id: _answer(each, kind) for each in questionnaire.questions()}
    goals = questionnaire.goals
    return found | {questionnaire.goal: goals[goal % len(goals)].id}


def _answer(question: Question, kind: str) -> Answer:
    if kind == "unknown" and question.scored:
        return NOT_APPLICABLE if question.not_applicable else UNKNOWN
    if question.kind is Kind.TEXT:
        return "Straße <b>&amp;</b> {met} %s\n" * 20
    if question.kind is Kind.NUMBER:
        if not question.knots:
            return {"worst": question.minimum, "best": question.maximum}.get(kind, 0)
        ordered = sorted(question.knots, key=lambda knot: knot.points)
        return {"worst": ordered[0].at, "best": ordered[-1].at}.get(kind, ordered[len(ordered) // 2].at)
    ranked = [option.id for option in sorted(question.options, key=lambda option: option.points or 0)]
    picked = {"worst": ranked[0], "best": ranked[-1]}.get(kind, ranked[len(ranked) // 2])
    return tuple(question.option) if question.kind is Kind.CHOICES else picked


def submitted(questionnaire: Questionnaire, firm: Firm | None = None) -> list[Assessment]:
    """A shop that has answered for each kind."""
    found = []
    for place, kind in enumerate(KINDS):
        assessment = Assessment.objects.start(questionnaire, shop=make_shop(kind, firm=firm))
        assessment.record(answers_to(questionnaire, kind, goal=place), at=AT)
        assessment.submit(at=AT)
        found.append(assessment)
    return found


def opened(browser: Client, address: str, **query: Any) -> Page:
    response = browser.get(address, query)
    assert response.status_code == 200, address
    return Page(response)


def as_typed(question: Question, answer: Answer) -> tuple[str, Any]:
    """The field and what a browser sends for this answer."""
    beside = answer == UNKNOWN and question.kind is Kind.NUMBER
    return question.id + ("-instead" if beside else ""), list(answer) if isinstance(answer, tuple) else str(answer)


@pytest.mark.parametrize("kind", KINDS)
def test_an_owner_answers_it_and_hands_it_in(asked: Questionnaire, kind: str) -> None:
    browser = Client()
    landing = opened(browser, reverse("questions:landing"))
    assert asked.title in landing.words
    assessment = Assessment.objects.start(asked, shop=make_shop())
    browser = make_browser(assessment)
    opened(browser, reverse("questions:hub", args=[assessment.pk]))
    answers = answers_to(asked, kind)
    for section in asked.sections:
        address = reverse("questions:section", args=[assessment.pk, section.id])
        page = opened(browser, address)
        shown = [words(label) for label in page.all("label/span")]
        texts = [" ".join(option.text.split()) for question in section.questions for option in question.options]
        assert [text for text in shown if text in texts] == texts
        sent = dict(as_typed(question, answers[question.id]) for question in section.questions)
        assert browser.post(address, sent).status_code == 302
        opened(browser, reverse("questions:check-section", args=[assessment.pk, section.id]))
        opened(browser, reverse("reports:so-far", args=[assessment.pk]))
    opened(browser, reverse("questions:check", args=[assessment.pk]))
    assert browser.post(reverse("questions:submit", args=[assessment.pk])).status_code == 302
    after = Assessment.objects.get(pk=assessment.pk)
    stored = {name: answer.strip() if isinstance(answer, str) else answer for name, answer in answers.items()}
    assert after.submitted
    assert after.responses == stored
    opened(browser, reverse("reports:result", args=[assessment.pk]))


def test_every_page_of_a_result_opens(asked: Questionnaire, rendered: list[Report]) -> None:
    every = submitted(asked)
    browser = make_browser(*every)
    for assessment in every:
        for name in ("result", "share", "delete", "what-if"):
            opened(browser, reverse(f"reports:{name}", args=[assessment.pk]))
        for name in ("again", "correct", "elsewhere"):
            opened(browser, reverse(f"questions:{name}", args=[assessment.pk]))
        data = browser.get(reverse("reports:data", args=[assessment.pk])).content
        assert asked.slug in json.dumps(json.loads(data))
        for name in ("pdf", "annex"):
            response: Any = browser.get(reverse(f"reports:{name}", args=[assessment.pk]))
            assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert len(rendered) == 2 * len(every)


def test_every_answer_can_be_tried_instead(asked: Questionnaire) -> None:
    for assessment in submitted(asked):
        browser, address = make_browser(assessment), reverse("reports:what-if", args=[assessment.pk])
        for question in asked.questions():
            if question.scored:
                for kind in ("worst", "middle", "best"):
                    page = opened(browser, address, question=question.id, answer=str(_answer(question, kind)))
                    assert page.all("tbody/tr")


@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_what_changed_is_told_between_any_two(asked: Questionnaire, before: str, after: str) -> None:
    first = Assessment.objects.start(asked, shop=make_shop(firm=make_firm()))
    first.record(answers_to(asked, before), at=AT)
    first.submit(at=AT)
    second = first.retake(key=uuid4())
    second.record(answers_to(asked, after, goal=1), at=AT)
    second.submit(at=AT)
    opened(make_browser(second), reverse("reports:changes", args=[second.pk]))
    opened(signed_in(make_member(second.shop.firm)), reverse("admin:client", args=[second.shop_id]))


def reports_on(asked: Questionnaire) -> Iterator[Report]:
    for place, kind in enumerate(KINDS):
        for goal in range(len(asked.goals)):
            answers = answers_to(asked, kind, goal=goal + place)
            yield build_report(asked, answers, score(asked, answers), shop="Shop", date="2026-11-20")


def test_every_report_can_be_written(asked: Questionnaire) -> None:
    found = list(reports_on(asked))
    assert {report.verdict for report in found} > {Verdict.INCOMPLETE.value}
    for report in found:
        page = html_of(report)
        assert f'lang="{asked.lang}"' in page
        assert "Break/fix" not in page
        assert "Strategic partner" not in page
        assert "Passwords" not in page
        assert len(report.steps) <= asked.rules.most_steps


def test_a_report_and_the_blank_questionnaire_are_documents(asked: Questionnaire) -> None:
    worst = next(reports_on(asked))
    for data in (render(replace(worst, notes=())), handouts.blank(asked)):
        reader = PdfReader(BytesIO(data))
        assert 1 <= len(reader.pages) < 30
        assert str(reader.root_object["/Lang"]) == asked.lang


def test_the_desk_shows_every_shop(asked: Questionnaire) -> None:
    firm = make_firm()
    every = submitted(asked, firm)
    browser = signed_in(make_member(firm))
    for name in ("index", "clients", "compare", "invite", "invitations", "questions_assessment_changelist"):
        opened(browser, reverse(f"admin:{name}"))
    for assessment in every:
        for tab in TABS:
            opened(browser, reverse("admin:client", args=[assessment.shop_id]), tab=tab)
        opened(browser, reverse("admin:compare"), **{"shop": assessment.shop_id, "with": "median"})
    for _ in range(2):
        every += submitted(asked, firm)
    opened(browser, reverse("admin:compare"), shop=[each.shop_id for each in every[:6]])
    opened(browser, reverse("admin:compare"), **{"shop": every[0].shop_id, "with": "median"})
    for cuts, name in ((asked.stages, "stage"), (asked.strain_bands, "band")):
        for each in cuts:
            opened(browser, reverse("admin:clients"), **{name: each.id})


@pytest.mark.parametrize("table", ["assessments", "answers"])
def test_the_desk_hands_out_every_table(asked: Questionnaire, table: str) -> None:
    firm = make_firm()
    submitted(asked, firm)
    browser = signed_in(make_member(firm))
    read: dict[str, bytes] = {}
    for ending in ("csv", "xlsx"):
        response: Any = browser.get(reverse("admin:export"), {"format": f"{table}.{ending}"})
        assert response.status_code == 200
        read[ending] = b"".join(response.streaming_content)
    rows = list(csv.reader(StringIO(read["csv"].decode("utf-8-sig"))))
    expected = len(KINDS) * (1 if table == "assessments" else len(asked.question))
    assert [len(row) for row in rows] == [len(rows[0])] * (1 + expected)
    with ZipFile(BytesIO(read["xlsx"])) as workbook:
        assert workbook.read("xl/worksheets/sheet1.xml").count(b"<row") == 1 + expected


def test_its_author_can_look_at_it_and_try_it(asked: Questionnaire) -> None:
    shops: Mapping[str, Answers] = {kind: answers_to(asked, kind) for kind in KINDS}
    assert asked.title in "\n".join(show(asked, sources=True))
    assert "What one question can do".upper() in "\n".join(stress_lines(asked, shops, draws=3, seed=1))
    out = StringIO()
    call_command("questionnaire", "diff", "is-it-working/2026.2", f"{asked.slug}/{asked.version}", stdout=out)
    assert "cannot be compared" in out.getvalue()


def test_shops_can_be_invented_that_answer_it(asked: Questionnaire) -> None:
    personas = [Persona(kind, kind, "", 1, "", answers_to(asked, kind, goal=n)) for n, kind in enumerate(KINDS)]
    for number in range(60):
        for attempt in draw(asked, personas, seed=1, number=number).attempts:
            wrong = {name: asked.question[name].problem(value) for name, value in attempt.answers.items()}
            assert set(wrong.values()) == {None}
            score(asked, attempt.answers)
