"""Which sentence of a verdict goes where, and what is stressed in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answer
from questions.core.scoring import score
from questions.library import library
from reports.core.ordering import costs
from reports.core.report import Report, build_report
from reports.templatetags import result_words


def report(name: str, **changes: Answer) -> Report:
    asked = library()["is-it-working", "2026.3"]
    given = read_persona(examples("2026.3")[name], asked).answers
    answers = {**given, **{key.replace("_", "-"): each for key, each in changes.items()}}
    return build_report(asked, answers, score(asked, answers), shop="Shop", date="2026-11-29")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("You work 72 hours a week.", "You work <b>72</b> hours a week."),
        ("It's 80%, or about 1,500.", "It&#x27;s <b>80%</b>, or about <b>1,500</b>."),
        ("12 <b> & 3", "<b>12</b> &lt;b&gt; &amp; <b>3</b>"),
        ("No calls.", "No calls."),
    ],
)
def test_numbers_are_stressed_and_everything_else_is_escaped(text: str, shown: str) -> None:
    assert result_words.numbers_stressed(text) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two. Three:", ("One.", "Two.", "Three")),
        ('You said "I don\'t know." Look it up:', ('You said "I don\'t know."', "", "Look it up")),
        ("One. Two.", ("One.", "Two.", "")),
        ("Only one", ("Only one", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_text_falls_into_a_heading_a_line_and_what_leads_on(text: str, parts: tuple[str, str, str]) -> None:
    found = result_words.first_sentence(text), result_words.before_leading_on(text), result_words.leading_on(text)
    assert found == parts


def test_a_page_without_indents_has_the_same_words() -> None:
    assert (
        result_words.without_indents("<p>\n    One <b>two</b>\n\n  <i>three</i></p>")
        == "<p>\nOne <b>two</b>\n<i>three</i></p>"
    )


def test_the_verb_of_a_step_is_stressed() -> None:
    assert result_words.verb_stressed("Give <it> back.") == '<b class="verb">Give</b> &lt;it&gt; back.'
    assert result_words.verb_stressed("Stop") == '<b class="verb">Stop</b>'


def test_sections_are_weakest_first_and_the_first_step_comes_from_one_of_them() -> None:
    for name in ("bob-breakfix", "willing-beginner", "managed-ordinary"):
        about = report(name)
        rows = result_words.by_need(about)
        points = [row.section.readiness.points or 0 for row in rows if row.section.readiness]
        assert points == sorted(points)
        [start] = [row.section for row in rows if row.start]
        assert about.steps[0].question in {line.id for line in start.lines}


def test_a_section_without_a_score_is_there_if_the_first_step_comes_from_it() -> None:
    about = report("willing-beginner", agreement_depth="response-times", flat_fee_tomorrow="refuse")
    titles = {row.section.title: row.start for row in result_words.by_need(about)}
    assert titles.get("The will to change") is True


def test_fewer_answers_are_missing_the_more_is_known() -> None:
    few = report("willing-beginner", **dict.fromkeys(("procedures", "exit", "standards"), UNKNOWN))
    asked = library()["is-it-working", "2026.3"]
    every = report("willing-beginner", **{each.id: UNKNOWN for each in asked.questions() if each.scored})
    assert 1 <= result_words.answers_short(few, "readiness") < result_words.answers_short(every, "readiness")


def test_a_range_over_three_parts_is_not_drawn() -> None:
    scale = replace(report("bob-breakfix").readiness, points=None)
    assert [result_words.can_be_drawn(replace(scale, span=("A", "B", "C")[:most])) for most in range(4)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_calm_shop_without_money_has_its_own_numbers() -> None:
    about = report("content-residential")
    first = result_words.own_numbers(about)[0]
    assert (first.number, first.unit) == ("38", "hours a week")
    assert [line.id for line in result_words.unpriced(about)] == ["hourly-rate", "yearly-revenue"]
    assert result_words.unpriced(report("bob-breakfix")) == []


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("bob-breakfix", {}, "it holds your result back"),
        ("willing-beginner", {"agreement_depth": "nothing"}, "left as it is, it would hold back a better result"),
        ("burning-but-able", {}, "nothing costs you more"),
        ("managed-ordinary", {"managed_share": 40}, "it's what's missing for Managed"),
        ("willing-beginner", {}, "your goal needs it next"),
        ("hybrid-on-purpose", {}, "it brings the most for the work"),
        ("content-residential", {}, ""),  # an optional step is not the first of anything
        ("strategic-partner", {}, ""),  # there is none
    ],
)
def test_why_the_first_step_is_the_first(name: str, changes: dict[str, Answer], said: str) -> None:
    assert result_words.why_first(report(name, **changes)) == said


def test_a_first_step_that_eases_less_than_the_costliest_answer_does_not_say_that_it_costs_most() -> None:
    burning = report("burning-but-able")
    first, *others = burning.steps
    other = replace(burning, steps=(replace(first, cause=costs(burning.card)[1]), *others))
    assert result_words.why_first(other) == "a lighter week comes before the rest"
