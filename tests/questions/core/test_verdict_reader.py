"""What a verdict is composed of: with the owner's own numbers, or in the older texts."""

from __future__ import annotations

import tomllib

import pytest

from questions.core.questionnaire import Headline, HeadlineText, Need, Telling, VerdictTexts
from questions.core.tables import ContentProblem, Place, Table
from questions.core.verdict_reader import read_verdict

OLD = """
incomplete = "Too little."
because-calm = "Two that carry it:"
because-strained = "One that costs:"
keep = "Keep it."
headlines = { low = { calm = "Low and calm." } }
goals = { grow = { there = "All {met}." } }
openings = { weak = "Start:" }
"""
NEW = """
incomplete = "Too little."
incomplete-one = "One is missing."
keep = "Keep it."
optional = "If you like:"
because-unknown = "you don't know this yet"
and = "and"
costs = "Costs:"
going = "Going for you:"
going-for-you = { grow = "you want to grow" }
first-step = { gate = "First" }
goals = { grow = { there = "All {met}." } }
openings = { weak = "Start:" }

[headlines.low.calm]
texts = [{ text = "{hours} hours.", least = [["share", 1]] }, { text = "{calls} calls." }]
without = "Quiet."
line = "Low and calm."
lines = { grow = "Low, calm and growing." }
"""


def read(text: str) -> tuple[VerdictTexts, list[tuple[str, str]]]:
    problems: list[ContentProblem] = []
    found = read_verdict(Table(tomllib.loads(text), Place("verdict.toml", "", "", problems)))
    return found, [(each.key, each.message) for each in problems]


def test_the_older_texts() -> None:
    texts, problems = read(OLD)
    assert problems == []
    assert texts == VerdictTexts(
        incomplete="Too little.",
        because_calm="Two that carry it:",
        because_strained="One that costs:",
        keep="Keep it.",
        headlines={("low", "calm"): "Low and calm."},
        goals={("grow", "there"): "All {met}."},
        openings={"weak": "Start:"},
    )


def test_texts_with_numbers() -> None:
    texts, problems = read(NEW)
    assert problems == []
    assert texts == VerdictTexts(
        incomplete="Too little.",
        because_calm="",
        because_strained="",
        keep="Keep it.",
        headlines={("low", "calm"): "Low and calm."},
        goals={("grow", "there"): "All {met}."},
        openings={"weak": "Start:"},
        telling=Telling(
            incomplete_one="One is missing.",
            optional="If you like:",
            because_unknown="you don't know this yet",
            joining="and",
            costs="Costs:",
            going="Going for you:",
            going_for_you={"grow": "you want to grow"},
            first_step={"gate": "First"},
            headlines={
                ("low", "calm"): Headline(
                    texts=(HeadlineText("{hours} hours.", (Need("share", 1),)), HeadlineText("{calls} calls.")),
                    without="Quiet.",
                    line="Low and calm.",
                    lines={"grow": "Low, calm and growing."},
                )
            },
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('going = "Going for you:"\n', "", ("going", "is missing")),
        ('without = "Quiet."\n', "", ("headlines.low.calm.without", "is missing")),
        ('{ text = "{calls} calls." }', "{ word = 1 }", ("headlines.low.calm.texts[2].word", "unknown key")),
        ('incomplete-one = "One is missing."\n', "", ("incomplete-one", "is missing")),
        ('keep = "Keep it."', 'keep = "Keep it."\nmore = "x"', ("more", "unknown key")),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, expected: tuple[str, str]) -> None:
    assert expected in read(NEW.replace(old, new))[1]
