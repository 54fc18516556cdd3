"""A digest of a report: another as soon as anything in it differs, and which part it was."""

from dataclasses import fields, replace

from questions.core.personas import examples, read_persona
from questions.core.rules import Rules, Sums
from reports.core.digest import Document, document_key, part_digests, report_digest
from reports.core.report import Report
from reports.pdf.document import report_of_persona
from tests.builders import real_questionnaire

REPORT = report_of_persona(read_persona(examples("2026.2")["bob-breakfix"], real_questionnaire()), real_questionnaire())
KNOWN = "b73a2a27b5df3682d407ffdd02a44416dfb8897cf43295ea1fc909a61512b583"


def test_digest_is_the_same_for_the_same_report() -> None:
    assert len(report_digest(REPORT)) == 64
    assert report_digest(REPORT) == report_digest(replace(REPORT))


def test_digest_differs_with_each_part() -> None:
    others = [replace(REPORT, shop="Another"), replace(REPORT, date="2026-11-29"), replace(REPORT, paper="Letter")]
    assert len({report_digest(each) for each in (REPORT, *others)}) == 4


def test_key_of_a_document_is_another_for_each_document_and_report() -> None:
    keys = {document_key(each, document) for each in (REPORT, replace(REPORT, shop="Another")) for document in Document}
    assert len(keys | {report_digest(REPORT)}) == 5


def test_parts_tell_which_one_it_was() -> None:
    before, after = part_digests(REPORT), part_digests(replace(REPORT, shop="Another", paper="Letter"))
    assert {name for name, digest in after.items() if before[name] != digest} == {"shop", "paper"}
    assert {len(digest) for digest in before.values()} == {12}


def test_fields_that_came_later_leave_the_digest_of_a_report_as_it_was() -> None:
    """It names the documents that are stored: as long as a report says the same, it is the same one."""
    assert report_digest(REPORT) == KNOWN


def test_what_follows_from_the_version_alone_makes_no_other_report() -> None:
    lines = tuple(replace(line, sums=Sums(weeks=45)) for line in REPORT.money)
    assert lines
    other = replace(REPORT, rules=Rules(most_steps=5), gates_in_words="Others", gate_titles=(), money=lines)
    assert report_digest(other) == report_digest(REPORT)
    told = {each.name for each in fields(Report)} - {"rules", "gates_in_words", "gate_titles", "zone", "sums"}
    told -= {"needs"}
    told -= {"look_up", "answered_by", "locale", "watch", "tickets", "from_tickets", "opinions"}
    assert set(part_digests(REPORT)) == told
