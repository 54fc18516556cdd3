"""The list of sections and the words about how far it has come."""

import re

import pytest
from django.utils import translation

from questions.library import asked_today
from questions.outline import left, outline
from questions.progress import Progress
from tests.makers import answers_of

ASKED = asked_today()
NUMBERS = re.compile(r"(\d+) of (\d+)")


@pytest.mark.parametrize("given", [0, 3, 100])
def test_each_line_has_its_own_numbers(given: int) -> None:
    answers = dict([*answers_of("bob-breakfix").items()][:given])
    progress = Progress.of(ASKED, answers)
    for here in progress.sections:
        lines = str(outline(progress, here, "/a/x&y/")).split("<li>")[1:]
        assert len(lines) == len(progress.sections)
        for each, line in zip(progress.sections, lines, strict=True):
            assert f'href="/a/x&amp;y/s/{each.section.id}/"' in line
            assert ('aria-current="page"' in line) is (each is here)
            assert ("list-done" in line) is (each.needed > 0 and each.done)
            shown = each.needed > 0 and (each.answered > 0 or each is here)
            assert NUMBERS.findall(line) == ([(str(each.answered), str(each.needed))] if shown else [])


def test_how_much_is_left_is_said_anew_with_each_answer() -> None:
    few, more = (Progress.of(ASKED, dict([*answers_of("bob-breakfix").items()][:given])) for given in (2, 9))
    assert f"{few.answered} of {few.needed} questions answered" in left(few, few.sections[0])
    assert f"{more.answered} of {more.needed} questions answered" in left(more, more.sections[0])
    assert f'data-here="{few.sections[0].answered} of {few.sections[0].needed}"' in left(few, few.sections[0])
    assert "data-here" not in left(few, None)
    assert 'data-part="place"' in left(few, None, again=True)
    assert 'data-part="place"' not in left(few, None)


def test_numbers_are_written_as_the_viewers_language_does() -> None:
    progress = Progress.of(ASKED, {})
    with translation.override("en-gb"):
        british = left(progress, None)
    with translation.override("en-us"):
        assert left(progress, None) == british
