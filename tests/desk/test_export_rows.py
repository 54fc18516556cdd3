"""Assessments as tables: what stands in a row, that spreadsheets read it, and that many cost no more queries."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from clients.models.shops import Shop
from clients.models.tags import Tag
from desk import spreadsheets
from desk.export_rows import one_row_each, one_row_per_answer
from desk.spreadsheets import Sheet, as_csv, write_xlsx
from questions.core.question import UNKNOWN
from questions.models.assessment import Assessment
from reports.models.review import Review
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    with_strain_unknown,
)
from tests.pages import queries

pytestmark = pytest.mark.django_db

TOLD = ("Verdict", "Stage", "Held by")


def read(sheet: Sheet) -> list[dict[str, str]]:
    text = "".join(as_csv(sheet))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def rows_of(make: Any) -> list[dict[str, str]]:
    return read(make(Assessment.objects.order_by("started", "pk")))


def test_row_of_an_assessment_says_what_its_result_says() -> None:
    firm = make_firm()
    user = make_member(firm, name="carl")
    shop = make_shop("Breakfix", firm=firm, owner="Bob", email="bob@example.com", people=2, in_charge=user)
    shop.describe({"phone": "555 0123", "review_due": AT.date()}, who=user)
    shop.tags.add(*(Tag.objects.create(firm=firm, name=name) for name in ("north", "new")))
    assessment = make_submitted(shop=shop)
    Assessment.objects.update(answered_with=user, started=AT, changed=AT)
    Review.write({"assessment": assessment}, {"state": "in-review"}, version=0, by=user)
    (row,) = rows_of(one_row_each)
    goal = assessment.questionnaire.question["goal"].option[str(answers_of("bob-breakfix")["goal"])]
    sections = {name: value for name, value in row.items() if name.endswith(": readiness, 0 to 100")}
    assert {name: value for name, value in row.items() if name not in sections} == {
        "Shop": "Breakfix",
        "Owner": "Bob",
        "Email address": "bob@example.com",
        "Phone": "555 0123",
        "People": "2",
        "Tags": "new, north",
        "In charge": "carl",
        "Next review": "2026-11-20",
        "Questionnaire": assessment.slug,
        "Version": assessment.version,
        "Started": "2026-11-20 09:30",
        "Last change": "2026-11-20 09:30",
        "Submitted": "2026-11-20 09:30",
        "Time zone": "UTC",
        "State": "submitted",
        "State since": "2026-11-20 09:30",
        "Answers": str(len(answers_of("bob-breakfix"))),
        "Verdict": "held by a gate",
        "Stage": "Break/fix",
        "Held by": "; ".join(
            gate.title for gate in assessment.questionnaire.gates if gate.id in assessment.score().gates
        ),
        "Goal": goal.text,
        "Readiness, 0 to 100": str(assessment.readiness),
        "Readiness, lowest": str(assessment.score().readiness.interval[0]),
        "Readiness, highest": str(assessment.score().readiness.interval[1]),
        "Strain, 0 to 100": str(assessment.strain),
        "Strain, lowest": str(assessment.score().strain.interval[0]),
        "Strain, highest": str(assessment.score().strain.interval[1]),
        "Strain in a word": "Burning",
        "Commitment, 0 to 100": str(assessment.score().commitment.points),
        "Commitment in a word": "Weak",
        "Scored answers known, %": str(assessment.score().readiness.known),
        "Review": "in review",
        "Answered by": "",
        "Answered with": "carl",
        "Assessment": str(assessment.pk),
    }
    assert list(sections.values()) == [str(part.points) for part in assessment.score().sections]


def test_row_of_an_open_assessment_has_no_score_and_one_without_a_verdict_no_number() -> None:
    make_assessment({"dread": UNKNOWN})
    make_submitted()
    Assessment.objects.filter(submitted=None).update(started=AT)
    first, second = rows_of(one_row_each)
    empty = [name for name, value in first.items() if not value]
    assert {"Submitted", "Verdict", "Stage", "Readiness, 0 to 100", "Readiness, lowest", "Review"} <= set(empty)
    assert first["Answers"] == "1"
    assert second["Review"] == "new"
    assert (first["State"], first["State since"], second["State"]) == ("answering", "2026-11-20 09:30", "submitted")


def test_a_number_of_which_too_little_is_known_is_a_range() -> None:
    make_assessment(with_strain_unknown(), submitted=AT)
    (row,) = rows_of(one_row_each)
    told = {name: value for name, value in row.items() if name.startswith(("Readiness, ", "Strain")) or name in TOLD}
    assert told == {
        "Verdict": "too little known",
        "Stage": "",
        "Held by": "Passwords; The flat fee you'd turn down",
        "Readiness, 0 to 100": "8",
        "Readiness, lowest": "8",
        "Readiness, highest": "8",
        "Strain, 0 to 100": "",
        "Strain, lowest": "66",
        "Strain, highest": "97",
        "Strain in a word": "",
    }
    assert (row["Your time: readiness, 0 to 100"], row["After hours: readiness, 0 to 100"]) == ("0", "6")


def test_rows_of_answers_stand_in_the_order_of_the_questions() -> None:
    answers = answers_of("bob-breakfix", dread=UNKNOWN)
    assessment = make_assessment(answers, submitted=AT)
    rows = rows_of(one_row_per_answer)
    asked = [question.id for question in assessment.questionnaire.questions() if question.id in answers]
    assert [row["Question"] for row in rows] == asked
    by_id = {row["Question"]: row for row in rows}
    scored = {each.question: each for each in assessment.score().scored}
    question = assessment.questionnaire.question["hours-worked"]
    hours = answers["hours-worked"]
    assert by_id["hours-worked"] == {
        "Shop": assessment.shop.name,
        "Submitted": "2026-11-20 09:30",
        "Time zone": "UTC",
        "Version": assessment.version,
        "Section": "Your time",
        "Question": "hours-worked",
        "Question's text": question.text,
        "Response": "answered",
        "Answer": f"{hours} {question.unit}",
        "Answer's code": str(hours),
        "Points, 0 to 4": str(scored["hours-worked"].points),
        "Weight": str(scored["hours-worked"].weight),
        "Feeds": scored["hours-worked"].measure.value,
        "Assessment": str(assessment.pk),
    }
    assert (by_id["dread"]["Response"], by_id["dread"]["Points, 0 to 4"]) == ("I don't know", "")
    for name, row in by_id.items():
        given = scored[name].points if name in scored else None
        assert row["Points, 0 to 4"] == ("" if given is None else str(given))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "=cmd|' /C calc'!A0"])
def test_csv_marks_what_a_spreadsheet_would_take_for_a_formula(text: str) -> None:
    assert read(Sheet("x", ["a", "b", "c"], iter([[text, -1, f"x{text}"]]))) == [
        {"a": f"'{text}", "b": "-1", "c": f"x{text}"}
    ]


def test_csv_keeps_every_other_text_as_it_is() -> None:
    texts = ['"quoted", with; comma', "two\nlines", "\u202eمتجر\u202c", "👩🏽‍🔧", "<b>", ""]
    assert [row["a"] for row in read(Sheet("x", ["a"], iter([[text] for text in texts if text])))] == texts[:-1]


def test_xlsx_holds_texts_as_texts_numbers_as_numbers_and_dates_as_dates() -> None:
    file = BytesIO()
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    write_xlsx(
        Sheet("Answers", ["a", "b", "c", "d"], iter([["=1+1", 2.5, at, None], ["http://x.y", -1, at, ""]])), file
    )
    with ZipFile(file) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- of our own making
        assert "xl/worksheets/sheet2.xml" not in parts.namelist()
    name = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert sheet.findall(".//f", name) == []
    cells = {cell.get("r"): (cell.get("t", "n"), "".join(cell.itertext())) for cell in sheet.findall(".//c", name)}
    assert cells["A2"] == ("inlineStr", "=1+1")
    assert cells["B2"] == ("n", "2.5")
    assert cells["C2"] == ("n", "46346.39583333334")
    assert cells["A3"] == ("inlineStr", "http://x.y")
    assert "D2" not in cells


def test_xlsx_goes_on_to_another_sheet_where_one_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    file = BytesIO()
    write_xlsx(Sheet("Answers", ["a"], iter([[number] for number in range(5)])), file)
    with ZipFile(file) as parts:
        assert sum(name.startswith("xl/worksheets/") for name in parts.namelist()) == 3


@pytest.mark.parametrize(("make", "most"), [(one_row_each, 4), (one_row_per_answer, 3)])
def test_export_takes_as_many_queries_for_thirty_as_for_three(make: Any, most: int) -> None:
    firm = make_firm()
    for _ in range(3):
        make_submitted(shop=make_shop(firm=firm))
    few = queries(lambda: rows_of(make))
    copies = Shop.objects.bulk_create(Shop(name=f"{n}", firm=firm) for n in range(27))
    pattern = make_submitted(shop=copies[0])
    Assessment.objects.bulk_create(
        Assessment(
            shop=shop,
            slug=pattern.slug,
            version=pattern.version,
            scorecard=pattern.scorecard,
            checksum=pattern.checksum,
            submitted=AT,
        )
        for shop in copies
    )
    assert len(few) == len(queries(lambda: rows_of(make))) <= most


def test_export_of_nothing_has_its_header() -> None:
    assert rows_of(one_row_each) == rows_of(one_row_per_answer) == []
    file = BytesIO()
    write_xlsx(one_row_each(Assessment.objects.all()), file)
    assert file.getvalue()[:2] == b"PK"
