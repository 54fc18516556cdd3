"""A questionnaire in plain text, as the owner reads it and as whoever checks it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questions.authoring.showing import show, wrapped
from questions.core.loader import load
from tests.builders import make_content, real_questionnaire

PLAIN = """\
How is it going?
small/1.0, draft
2 sections, 8 questions of which 4 score, 2 to 3 minutes, language en


1. Work
=======
How is it done?

1.1   What is in writing?
      (Today)
      A page counts.

      ( ) Nothing
      ( ) A line
      ( ) A page
      ( ) Some pages
      ( ) All of it
      ( ) I don't know

1.2   Who checks?
      (This year)
      Anyone but the writer.

      ( ) Everybody
      ( ) Two
      ( ) One
      ( ) Sometimes one
      ( ) Nobody
      ( ) I don't know
      ( ) Nobody else works here

1.3   What share is agreed?
      (Last year)
      A guess will do.

      ____ percent (0 to 100)
      [ ] I don't know

1.4   How loud is it?
      (This week)
      In the shop.

      ( ) Very
      ( ) Rather
      ( ) Somewhat
      ( ) A little
      ( ) Not at all
      ( ) I don't know


2. Wish
=======
What do you want?

2.1   Where to?
      In two years.

      ( ) Nowhere
      ( ) Up

2.2   What worries you?
      Several.

      [ ] Money
      [ ] Time

2.3   What is an hour?
      Usually.

      ____ an hour (1 to 500)

2.4   What did you want?
      In a sentence.

      ____ (a text of up to 1000 characters)"""
FIRST_WITH_SOURCES = """\
1. Work
=======
How is it done?
[counts 1.5 in overall readiness]

1.1   What is in writing?
      (Today)
      A page counts.
      [written: feeds readiness, weight 1]

      ( ) Nothing [0]
      ( ) A line [1]
      ( ) A page [2]
      ( ) Some pages [3]
      ( ) All of it [4]
      ( ) I don't know

      > A page is usual.
        A book, 2020 (trust C, expert)
        https://example.com

"""
NUMBER_WITH_SOURCES = """\
1.3   What share is agreed?
      (Last year)
      A guess will do.
      [share: feeds readiness, weight 2]

      ____ percent (0 to 100)
      [0 earns 0, 20 earns 1, 60 earns 4; on a straight line between them]
      [ ] I don't know

      > Our steps.
        Us, 2026 (trust inference, ours)

"""
REPLY_WITH_SOURCES = """\
2.2   What worries you?
      Several.
      [worries: feeds no score]

      [ ] Money
          > Ask early.
            Us, 2026 (trust inference, ours)
      [ ] Time

"""


def test_it_is_shown_as_the_owner_reads_it(tmp_path: Path) -> None:
    assert "\n".join(show(load(make_content(tmp_path)))) == PLAIN


def test_sources_stand_below_the_points_they_explain(tmp_path: Path) -> None:
    text = "\n".join(show(load(make_content(tmp_path)), sources=True))
    for part in (FIRST_WITH_SOURCES, NUMBER_WITH_SOURCES, REPLY_WITH_SOURCES):
        assert part in text


def test_points_alone_leave_the_sources_out(tmp_path: Path) -> None:
    questionnaire = load(make_content(tmp_path))
    with_sources = [line for line in show(questionnaire, sources=True) if ">" not in line and "2026" not in line]
    points = list(show(questionnaire, points=True))
    assert "      ( ) All of it [4]" in points
    assert set(points) <= set(with_sources)
    assert not [line for line in points if "trust" in line]


@pytest.mark.parametrize("sources", [False, True])
def test_ours_fits_on_80_columns_but_for_addresses(sources: bool) -> None:
    long = [line for line in show(real_questionnaire(), sources=sources) if len(line) > 80]
    assert all(re.fullmatch(r" +https?://\S+", line) for line in long)
    assert sources or not long


def test_ours_is_shown_whole() -> None:
    questionnaire = real_questionnaire()
    words = " ".join(" ".join(show(questionnaire, sources=True)).split())
    for section in questionnaire.sections:
        assert section.title in words
        assert section.lead in words
    for question in questionnaire.questions():
        parts = [question.text, question.window, question.help, question.unit, question.not_applicable]
        parts += [option.text for option in question.options]
        parts += [part for source in question.sources for part in (source.claim, source.name, source.date, source.url)]
        assert [part for part in parts if part not in words] == []


def test_a_line_is_wrapped_under_its_first_word() -> None:
    text = "word " * 20
    assert wrapped(text, "> ") == ["> " + "word " * 14 + "word", "  " + "word " * 4 + "word"]
    assert wrapped("", "> ") == [">"]
