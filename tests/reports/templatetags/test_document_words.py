"""What the annex says in its own way."""

import datetime

from reports.pdf.document import example
from reports.templatetags.document_words import MOST_LINES, compact, day, rows

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
