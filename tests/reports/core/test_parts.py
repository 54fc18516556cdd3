"""A section's part of the report: findings in the order they are read, and the next steps that leave most open."""

from dataclasses import replace

from reports.core.parts import SectionPart
from reports.pdf.document import example

SECTIONS = example("bob-breakfix").sections


def test_findings_go_from_what_works_to_what_is_not_known() -> None:
    order = ["strength", "plain", "cost", "unknown"]
    for section in SECTIONS:
        tones = [order.index(line.tone) for line in section.findings]
        assert tones == sorted(tones)
        assert {line.id for line in section.findings} == {line.id for line in section.lines if line.finding}


def test_next_steps_are_those_that_leave_most_open() -> None:
    for section in SECTIONS:
        open_lines = sorted((line for line in section.lines if line.step_points), key=lambda line: -line.loss)
        assert [line.id for line in section.next_steps] == [
            line.id for line in open_lines[: 1 if len(section.findings) > 3 else 2]
        ]


def test_section_with_little_to_say_has_two_steps() -> None:
    full = next(each for each in SECTIONS if sum(bool(line.step_points) for line in each.lines) >= 3)
    lines = tuple(line for line in full.lines if line.step_points)[:3]
    small: SectionPart = replace(full, lines=lines)
    assert len(small.findings) == 3
    assert len(small.next_steps) == 2
