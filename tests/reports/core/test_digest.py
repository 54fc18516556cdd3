"""A digest of a report: another as soon as anything in it differs, and which part it was."""

from dataclasses import replace

from reports.core.digest import part_digests, report_digest
from reports.pdf.document import example

REPORT = example("bob-breakfix")


def test_digest_is_the_same_for_the_same_report() -> None:
    assert len(report_digest(REPORT)) == 64
    assert report_digest(REPORT) == report_digest(replace(REPORT))


def test_digest_differs_with_each_part() -> None:
    others = [replace(REPORT, shop="Another"), replace(REPORT, date="2026-11-29"), replace(REPORT, paper="Letter")]
    assert len({report_digest(each) for each in (REPORT, *others)}) == 4


def test_parts_tell_which_one_it_was() -> None:
    before, after = part_digests(REPORT), part_digests(replace(REPORT, shop="Another", paper="Letter"))
    assert {name for name, digest in after.items() if before[name] != digest} == {"shop", "paper"}
    assert {len(digest) for digest in before.values()} == {12}
