"""What the PDF says and draws in its own way."""

import datetime

from defusedxml.ElementTree import fromstring

from reports.pdf.document import example
from reports.templatetags.document_words import MOST_LINES, SIDE, WIDTH, compact, day, rows, section_meter, wide_line

REPORT = example("hybrid-on-purpose")


def test_annex_has_a_row_for_each_answer() -> None:
    found = rows(REPORT)
    assert [section.id for section, _rows in found] == [section.id for section in REPORT.sections]
    assert [len(lines) for _section, lines in found] == [len(section.lines) for section in REPORT.sections]


def test_day_is_read_from_its_iso_form() -> None:
    assert day("2026-11-29") == datetime.date(2026, 11, 29)


def test_text_keeps_its_lines_unless_they_would_fill_pages() -> None:
    few, many = "\n".join("abc"), "\n".join("x" * (MOST_LINES + 1))
    assert compact(few) == few
    assert compact(many) == " ".join("x" * (MOST_LINES + 1))


def test_charts_are_as_wide_as_their_place() -> None:
    section = next(each for each in REPORT.sections if each.readiness)
    assert section.readiness is not None
    made = {
        WIDTH: (wide_line(REPORT, "readiness"), wide_line(REPORT, "strain")),
        SIDE: (section_meter(REPORT, section, section.readiness),),
    }
    for width, charts in made.items():
        for chart in charts:
            assert fromstring(chart).get("viewBox").split()[2] == str(width)
    assert "Strain" in made[WIDTH][1]
