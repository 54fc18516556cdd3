"""What a questionnaire sets for itself is read strictly; what it leaves out is as it was before there were keys."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from questions.core.loader import load
from questions.core.rules import Rules, Sums
from questions.core.scorecard import Verdict
from questions.core.scoring import score
from questions.core.tables import ContentError
from tests.builders import (
    CONTENT,
    ROOT,
    answer_all,
    make_commitment,
    make_content,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    newest,
)

RULES = """
[rules]
readiness-needed = 70
strain-needed = 71
commitment-needed = 72
most-steps = 6
steps-this-week = 2
few-steps = 4
every-level = false
gates-of-goal = true
numbers-when-known = true
ordered-steps = false
most-span = 2
"""
SUMS = """
[sums]
rate = "rate"
weeks = 45
full-week = 38
least-hours-a-call = 1
most-hours-a-call = 2.5
uncharged = { nothing = 1, usual = 0.25 }
"""


def messages(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_rules_and_sums_are_read(tmp_path: Path) -> None:
    folder = make_content(
        tmp_path, questionnaire=CONTENT["questionnaire.toml"] + RULES, wish=CONTENT["wish.toml"] + SUMS
    )
    found = load(folder)
    assert found.rules == Rules(70, 71, 72, 6, 2, 4, False, True, True, False, 2)
    assert found.sums == Sums(
        rate="rate",
        weeks=45,
        full_week=38,
        least_hours_a_call=1,
        most_hours_a_call=2.5,
        uncharged=(("nothing", 1), ("usual", 0.25)),
    )


def test_every_rule_and_every_part_of_the_sums_has_a_key() -> None:
    names = {field.name.replace("_", "-") for field in fields(Rules)}
    assert [name for name in names if f"\n{name} = " not in RULES] == []


@pytest.mark.parametrize("version", ["2026.1", "2026.2"])
def test_published_versions_have_the_rules_of_their_day(version: str) -> None:
    found = load(ROOT / "questions" / "content" / "is-it-working" / version)
    assert found.rules == Rules(80, 80, 60, 9, 3)
    assert (found.sums, found.sums.weeks, found.sums.full_week) == (Sums(), 48, 40)
    assert (found.sums.least_hours_a_call, found.sums.most_hours_a_call) == (0.5, 1.5)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("[rules]\nmost-step = 6\n", "questionnaire.toml: rules.most-step: unknown key"),
        ('[rules]\nmost-steps = "6"\n', "questionnaire.toml: rules.most-steps: must be a whole number, not '6'"),
        ("[rules]\nmost-steps = true\n", "questionnaire.toml: rules.most-steps: must be a whole number, not True"),
        ("[rules]\nevery-level = 1\n", "questionnaire.toml: rules.every-level: must be true or false, not 1"),
        (
            "[rules]\nordered-steps = true\n",
            "questionnaire.toml: rules.ordered-steps: needs every-level, which says by when each action can be done",
        ),
        ("[rules]\nmost-span = -1\n", "questionnaire.toml: rules.most-span: must not be below 0"),
    ],
)
def test_a_rule_is_read_strictly(tmp_path: Path, rules: str, expected: str) -> None:
    folder = make_content(tmp_path, questionnaire=CONTENT["questionnaire.toml"] + rules)
    assert messages(folder) == [f"small/1.0/{expected}"]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ("[sums]\nweek = 6\n", "sums.week: unknown key"),
        ("[sums]\nuncharged = { nothing = 'x' }\n", "sums.uncharged.nothing: must be a number, not 'x'"),
        ("[sums]\nweeks = 0\n", "sums.weeks: must be above 0"),
        ("[sums]\nrounded = 'yes'\n", "sums.rounded: must be true or false, not 'yes'"),
        (
            "[sums]\nleast-billable = 70\nmost-billable = 60\n",
            "sums.least-billable: must be at least 0 and at most most-billable, a percentage",
        ),
        (
            "[sums]\nleast-uncharged = { nothing = 2 }\n",
            "sums.least-uncharged: must be at least 0 and at most the share in uncharged",
        ),
        ("[sums]\nearlier = 'gone'\n", "sums.earlier: no number question is called 'gone'"),
        ("[sums]\npeople = 'gone'\n", "sums.people: no number question is called 'gone'"),
    ],
)
def test_sums_are_read_strictly(tmp_path: Path, sums: str, expected: str) -> None:
    folder = make_content(tmp_path, wish=CONTENT["wish.toml"] + sums)
    assert messages(folder) == [f"small/1.0/wish.toml: section wish: {expected}"]


@pytest.mark.parametrize(("needed", "verdict"), [(50, Verdict.COMPOSED), (51, Verdict.INCOMPLETE)])
def test_a_verdict_needs_what_the_rules_say(needed: int, verdict: Verdict) -> None:
    section = make_section(
        "one", make_question("a"), make_question("b"), make_strain("wear", "a"), make_commitment("time")
    )
    small = make_questionnaire(section, rules=replace(Rules(), readiness_needed=needed))
    assert score(small, answer_all(small, 3, goal="stay", b="unknown")).verdict is verdict


class TestAdded:
    """Keys for a published version, whose own files must stay as they are."""

    def added(self, folder: Path, text: str) -> Path:
        version = make_content(folder)
        (version.parent / "added.toml").write_text(text, encoding="utf-8")
        return version

    def test_they_hold_for_the_version_that_is_named(self, tmp_path: Path) -> None:
        folder = self.added(tmp_path, '["1.0"]\ngates-in-words = "Words"\n["2.0"]\ngates-in-words = "Others"\n')
        before = load(make_content(tmp_path / "before"))
        assert (before.gates_in_words, load(folder).gates_in_words) == ("", "Words")
        assert load(folder).checksum == before.checksum

    def test_a_goal_has_a_short_name_or_the_words_of_its_option(self, tmp_path: Path) -> None:
        version = load(self.added(tmp_path, '["1.0"]\ngoal-names = { stay = "Stays" }\n'))
        long = load(make_content(tmp_path / "before"))
        option = long.question[long.goal].option["stay"].text
        assert (version.goal_name("stay"), long.goal_name("stay")) == ("Stays", option)
        assert (version.goal_name(None), version.goal_name("nowhere")) == ("", "")
        refused = messages(self.added(tmp_path / "other", '["1.0"]\ngoal-names = { away = "Away" }\n'))
        assert refused == ["small/1.0/questionnaire.toml: goal-names.away: no goal is called 'away'"]

    def test_they_never_take_the_place_of_a_versions_own(self, tmp_path: Path) -> None:
        folder = self.added(tmp_path, '["1.0"]\ntitle = "Another"\n')
        assert messages(folder) == ["small/added.toml: 1.0.title: stands in 1.0/questionnaire.toml already"]

    def test_they_are_read_strictly(self, tmp_path: Path) -> None:
        folder = self.added(tmp_path, '["1.0"]\ntone = "Words"\n')
        assert messages(folder) == ["small/1.0/questionnaire.toml: tone: unknown key"]

    def test_a_file_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        [found] = messages(self.added(tmp_path, '["1.0"'))
        assert found.startswith("small/added.toml: (whole file): ")


@pytest.mark.parametrize(("most", "few", "fault"), [(9, 6, False), (9, 9, False), (6, 9, True), (9, 0, True)])
def test_who_has_little_time_gets_no_more_steps_than_others(most: int, few: int, *, fault: bool) -> None:
    rules = Rules(most_steps=most, few_steps=few, ordered_steps=True, every_level=True)
    assert (("few-steps", "must be at least 1 and at most most-steps") in rules.faults()) is fault


def test_rules_and_sums_of_2026_3() -> None:
    assert newest().rules == Rules(
        few_steps=6,
        every_level=True,
        gates_of_goal=True,
        numbers_when_known=True,
        ordered_steps=True,
        most_span=2,
    )
    assert newest().sums == Sums(least_uncharged=(("nothing", 0.5),), least_billable=25, most_billable=60, rounded=True)
