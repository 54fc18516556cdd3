"""The PDF document: its file name, and where it comes from."""

from dataclasses import replace

import pytest

from questions.core.personas import Persona
from reports.core.report import Report
from reports.pdf.document import example, file_name, html_of, report_of_persona
from reports.pdf.rendering import render_pdf
from tests.makers import unknown_everywhere


def report(shop: str) -> Report:
    return report_of_persona(Persona("x", shop, "", 0, "", unknown_everywhere()))


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        ("Bob's Computers", "readiness-report-bobs-computers.pdf"),
        ("", "readiness-report.pdf"),
        ('🛠 \u202e <>:"/\\|?*', "readiness-report.pdf"),
        ("Zoë & Søn GmbH", "readiness-report-zoë-søn-gmbh.pdf"),
        ("متجر", "readiness-report-متجر.pdf"),
        ("a\r\nSet-Cookie: x=y", "readiness-report-a-set-cookie-xy.pdf"),
        ("../../etc/passwd", "readiness-report-etcpasswd.pdf"),
        ("x" * 120, f"readiness-report-{'x' * 60}.pdf"),
        ("x" * 59 + " yz", f"readiness-report-{'x' * 59}.pdf"),
    ],
)
def test_file_name_is_made_of_letters_digits_and_hyphens(shop: str, name: str) -> None:
    assert file_name(report(shop)) == name


def test_file_name_ends_with_the_day_of_submitting() -> None:
    assert file_name(replace(report("Bob's"), date="2026-11-20")) == "readiness-report-bobs-2026-11-20.pdf"


def test_document_may_not_load_a_file_of_another_kind() -> None:
    with pytest.raises(ValueError, match=r"core\.js"):
        render_pdf('<html lang="en"><title>x</title><img alt="x" src="asset:admin/js/core.js"></html>')


def test_example_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        example("no-such-example")


def test_range_of_money_that_is_long_makes_all_sums_small_so_that_it_stays_in_its_column() -> None:
    html = html_of(example("managed-ordinary")).replace("\xa0", " ")
    assert '<div class="ledger little">' in html
    assert '<p class="sum">CA$ 9,400 to 22,000</p>' in html
