"""The annex leads from every answer to its sources, by their numbers in one list."""

from django.template.loader import render_to_string

from questions.core.question import Source, Trust
from questions.core.scoring import score
from reports.core.annex import annex
from reports.core.report import build_report
from reports.pdf.document import example
from tests.builders import SOURCE, make_question, make_questionnaire, make_section

BOOK = Source("A book says so.", "A book", "2020", Trust.EXPERT)
SURVEY = Source("Half of them do.", "A survey", "2021", Trust.SURVEY)


def test_rows_name_their_sources_by_number_and_our_own_reading() -> None:
    questionnaire = make_questionnaire(
        make_section("one", make_question("a", sources=(SURVEY, BOOK)), make_question("b", sources=())),
        make_section("two", make_question("c", sources=(SOURCE, BOOK))),
    )
    report = build_report(questionnaire, {}, score(questionnaire, {}), shop="", date="")
    assert (SOURCE.trust, report.outside_sources) == (Trust.OURS, (SURVEY, BOOK))
    assert [
        (section.id, [(row.line.id, row.numbers, row.ours) for row in rows]) for section, rows in annex(report)[:2]
    ] == [("one", [("a", (1, 2), False), ("b", (), False)]), ("two", [("c", (2,), True)])]


def test_a_large_number_has_its_thousands_set_apart() -> None:
    html = render_to_string("reports/pdf/annex.html", {"report": example("bob-breakfix")})
    assert "310,000 a year, in your currency" in html
