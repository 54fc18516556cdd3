"""The differences of two versions as lines: all of them, by the keys that the files have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from questions.authoring.difference_lines import difference_lines
from questions.core.differences import Differences
from questions.core.question import Knot, Option, Question
from questions.core.questionnaire import Questionnaire, Section
from tests.builders import (
    OPTIONS,
    make_commitment,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    newest,
    real_questionnaire,
)

PLAIN = make_questionnaire(
    make_section("work", make_question("a"), make_number("b"), make_strain("c", "a")),
    make_section("rest", make_question("d"), make_commitment("e")),
)


def option(worth: int, **changes: Any) -> tuple[Option, ...]:
    return tuple(replace(each, **changes) if each.points == worth else each for each in OPTIONS)


def version(questionnaire: Questionnaire = PLAIN, **questions: dict[str, Any] | None) -> Questionnaire:
    """The next version, with these questions changed; None removes one."""

    def kept(section: Section) -> tuple[Question, ...]:
        changed = [(question, questions.get(question.id, {})) for question in section.questions]
        return tuple(replace(question, **changes) for question, changes in changed if changes is not None)

    sections = tuple(replace(section, questions=kept(section)) for section in questionnaire.sections)
    return replace(questionnaire, version="2", checksum="other", sections=sections)


def test_the_lines_tell_all_of_it() -> None:
    work, rest, wish = version(
        a={"help": "Count all.", "options": option(4, finding="Well done.")},
        b={"knots": (Knot(0, 0), Knot(40, 4)), "why": "Because."},
        c={"weight": 2.0},
        d=None,
    ).sections
    moved = replace(rest, weight=2.0, questions=(work.questions[2], make_question("f"), *rest.questions))
    new = replace(PLAIN, version="2", sections=(replace(work, questions=work.questions[:2]), moved, wish))
    assert "\n".join(difference_lines(Differences(PLAIN, new))) == LINES


def test_what_2026_3_changes_fits_on_80_columns_but_for_addresses() -> None:
    long = [line for line in difference_lines(Differences(real_questionnaire(), newest())) if len(line) > 80]
    assert all("http" in line for line in long)


LINES = """\
From small/1, draft
to   small/2, draft

Added
  f, in Rest
    f?

Removed
  d, in Rest
    d?

Moved
  c: from Work to Rest

Reworded: answers can still be compared
  a
    help
      - help for a
      + Count all.
    options
      - p4 | worth 4 | 4 | finding 4
      + p4 | worth 4 | 4 | Well done.

Changed in what is asked or scored: answers cannot be compared
  b
    knots
      - 50 | 2
      - 100 | 4
      + 40 | 4
    why
      - why b
      + Because.

Weight changed
  c: 1, now 2

Changed outside the questions
  rest.weight
    - 1
    + 2

Answers that can be compared: 4 of 6 questions
  a, c, e, goal

Section scores that can be compared
  none

Overall scores
  readiness   cannot be compared, because of b, d, f, rest
  strain      cannot be compared, because of c
  commitment  can be compared
  stage       cannot be compared"""


def test_a_table_of_the_content_is_told_by_its_keys() -> None:
    verdict = replace(PLAIN.verdict, keep="Keep it.", headlines={**PLAIN.verdict.headlines, ("none", "calm"): "Calm."})
    lines = list(difference_lines(Differences(PLAIN, replace(PLAIN, verdict=verdict))))
    start = lines.index("  verdict")
    assert lines[start : start + 5] == [
        "  verdict",
        "    - keep: keep it",
        "    - headlines: none.calm: none and calm",
        "    + keep: Keep it.",
        "    + headlines: none.calm: Calm.",
    ]


def test_another_order_is_told_as_one() -> None:
    lines = list(difference_lines(Differences(PLAIN, version(a={"options": OPTIONS[::-1]}))))
    assert lines[lines.index("    options") + 1] == "      in another order"
