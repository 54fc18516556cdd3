"""Which sections come first, and which three findings each has."""

from dataclasses import replace

from reports.core.answers import Tone
from reports.pdf.printed.choice import by_need, in_threes, start_here, three_findings, to_reach
from tests.reports.pdf.printed.shops import little_known, shop

BOB, PARTNER = shop("bob-breakfix"), shop("strategic-partner")


def test_weakest_section_comes_first_and_those_without_a_number_last() -> None:
    found = [part.readiness.points if part.readiness else None for part in by_need(BOB)]
    known = [points for points in found if points is not None]
    assert found == [*sorted(known), *[None] * (len(found) - len(known))]
    assert len(by_need(little_known())) == 9


def test_pages_have_three_sections() -> None:
    assert [len(page) for page in in_threes(by_need(BOB))] == [3, 3, 3]


def test_three_findings_weigh_most_and_one_of_them_is_a_strength_if_there_is_one() -> None:
    for part in BOB.sections:
        found = three_findings(part, BOB)
        has = any(line.tone is Tone.STRENGTH for line in part.lines if line.finding)
        assert len(found) == min(3, sum(bool(line.finding) for line in part.lines))
        assert any(line.tone is Tone.STRENGTH for line in found) == has


def test_shop_that_can_stay_as_it_is_reads_its_strengths_first() -> None:
    assert PARTNER.positive
    tones = [[line.tone for line in three_findings(part, PARTNER)] for part in PARTNER.sections]
    assert all(found[0] is Tone.STRENGTH for found in tones if Tone.STRENGTH in found)


def test_what_good_looks_like_is_told_of_an_answer_that_is_not_there_yet() -> None:
    for part in BOB.sections:
        line = to_reach(part)
        assert line is None or line.target


def test_start_is_the_section_of_the_first_step() -> None:
    assert start_here(BOB) == "openness"
    assert start_here(replace(BOB, steps=())) == ""
    assert start_here(shop("content-residential")) == ""
