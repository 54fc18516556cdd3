"""What differs between two versions, and which answers and scores may still be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questions.core.differences import Differences, comparable, words
from questions.core.question import Effort, Kind, Knot, Measure, Option, Question, Range
from questions.core.questionnaire import Ceiling, Questionnaire, Section
from tests.builders import (
    ACTION,
    OPTIONS,
    SOURCE,
    make_commitment,
    make_cuts,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    newest,
    real_questionnaire,
)

CHOICE = make_question("choice", text="Who checks, today?", not_applicable="Nobody else works here")
NUMBER = make_number("number", ranges=(Range(0, 9, "few"),))
PLAIN = make_questionnaire(
    make_section("work", make_question("a"), make_number("b"), make_strain("c", "a")),
    make_section("rest", make_question("d"), make_commitment("e")),
)


def option(worth: int, **changes: Any) -> tuple[Option, ...]:
    return tuple(replace(each, **changes) if each.points == worth else each for each in OPTIONS)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"help": "Another example."},
        {"why": "Another reason."},
        {"unknown": "Nobody knows."},
        {"weight": 3.0},
        {"result": True},
        {"practices": ("a",)},
        {"action": replace(ACTION, effort=Effort.SMALL)},
        {"sources": (SOURCE, SOURCE)},
        {"options": option(2, finding="another finding")},
        {"options": OPTIONS[::-1]},
        {"options": option(2, text="Worth 2.")},
        {"text": "Who checks today"},
        {"text": "WHO  checks: today?"},
        {"window": "Today."},
    ],
)
def test_an_answer_means_the_same_whatever_is_said_around_the_question(changes: dict[str, Any]) -> None:
    assert comparable(CHOICE, replace(CHOICE, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "another"},
        {"kind": Kind.CHOICES},
        {"measure": Measure.STRAIN},
        {"measure": None},
        {"text": "Who chekcs, today?"},
        {"text": "Who checks, not today?"},
        {"window": "this week"},
        {"not_applicable": "Only I work here"},
        {"not_applicable": ""},
        {"options": option(2, text="worth 2.5")},
        {"options": option(2, id="p9")},
        {"options": option(2, points=3)},
        {"options": OPTIONS[1:]},
        {"options": (*OPTIONS, Option("p5", "worth 5", 4))},
    ],
)
def test_a_change_in_what_is_asked_or_earned_changes_the_meaning(changes: dict[str, Any]) -> None:
    changed = replace(CHOICE, **changes)
    assert not comparable(CHOICE, changed)
    assert not comparable(changed, CHOICE)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"maximum": 90}, True),
        ({"minimum": 1}, True),
        ({"ranges": ()}, True),
        ({"unit": "Percent"}, True),
        ({"unit": "hours"}, False),
        ({"knots": (Knot(0, 0), Knot(100, 4))}, False),
    ],
)
def test_a_number_means_its_unit_and_what_it_earns(changes: dict[str, Any], same: bool) -> None:
    assert comparable(NUMBER, replace(NUMBER, **changes)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("its own", "it's own", True),
        ("it\u2019s", "it's", True),
        ("after-hours", "after hours", True),
        ("2\u20133 days", "2-3 days", True),
        ("30%", "30 %", True),
        ("30 %", "30", False),
        ("1.5 times", "15 times", False),
        ("2-3 days", "2.3 days", False),
        ("< 30", "> 30", False),
        ("$ 5", "€ 5", False),
        ("now", "not", False),
    ],
)
def test_texts_are_compared_by_words_numbers_and_signs(one: str, other: str, same: bool) -> None:
    assert (words(one) == words(other)) is same


def version(questionnaire: Questionnaire = PLAIN, **questions: dict[str, Any] | None) -> Questionnaire:
    """The next version, with these questions changed; None removes one."""

    def kept(section: Section) -> tuple[Question, ...]:
        changed = [(question, questions.get(question.id, {})) for question in section.questions]
        return tuple(replace(question, **changes) for question, changes in changed if changes is not None)

    sections = tuple(replace(section, questions=kept(section)) for section in questionnaire.sections)
    return replace(questionnaire, version="2", checksum="other", sections=sections)


def with_section(name: str, **changes: Any) -> Questionnaire:
    sections = tuple(replace(each, **changes) if each.id == name else each for each in PLAIN.sections)
    return replace(PLAIN, sections=sections)


def test_nothing_differs_between_the_same() -> None:
    for each in (PLAIN, real_questionnaire()):
        found = Differences(each, replace(each, version="2", checksum="other", published=True))
        assert (found.added, found.removed, found.moved, found.settings) == ((), (), (), ())
        assert (found.reworded, found.changed, found.reweighted) == ((), (), ())
        assert found.comparable == tuple(each.questions())
        assert found.comparable_sections == tuple(section for section in each.sections if section.weight)
        assert [found.in_the_way(measure) for measure in Measure] == [(), (), ()]
        assert found.same_stages


def test_added_and_removed_are_what_only_one_asks() -> None:
    found = Differences(PLAIN, version(a=None))
    assert [each.id for each in found.removed] == ["a"]
    assert [each.id for each in Differences(found.new, PLAIN).added] == ["a"]
    assert [each.id for each in found.comparable] == ["b", "c", "d", "e", "goal"]


def test_a_question_is_reworded_or_changed_by_its_fields() -> None:
    found = Differences(PLAIN, version(a={"help": "more"}, d={"text": "other", "help": "more"}, e={"weight": 2.0}))
    assert [(each.new.id, each.meaning, each.wording) for each in found.reworded] == [("a", (), ("help",))]
    assert [(each.new.id, each.meaning, each.wording) for each in found.changed] == [("d", ("text",), ("help",))]
    assert [(each.new.id, each.old.weight, each.new.weight) for each in found.reweighted] == [("e", 1.0, 2.0)]


def test_a_question_moves_within_its_section_or_to_another() -> None:
    a, b, c = PLAIN.section["work"].questions
    within = Differences(PLAIN, with_section("work", questions=(b, c, a)))
    assert [(each.question.id, each.old.id, each.new.id) for each in within.moved] == [("a", "work", "work")]
    across = replace(
        PLAIN,
        sections=(
            replace(PLAIN.sections[0], questions=(a, b)),
            replace(PLAIN.sections[1], questions=(c, *PLAIN.sections[1].questions)),
            PLAIN.sections[2],
        ),
    )
    found = Differences(PLAIN, across)
    assert [(each.question.id, each.old.id, each.new.id) for each in found.moved] == [("c", "work", "rest")]


@pytest.mark.parametrize(
    ("new", "keys"),
    [
        (with_section("work", title="Labour", weight=2.0), ["work.title", "work.weight"]),
        (replace(PLAIN, title="Large"), ["title"]),
        (replace(PLAIN, stages=make_cuts(none=0, some=30)), ["stages"]),
        (replace(PLAIN, strain_bands=make_cuts(calm=0)), ["strain-bands"]),
        (replace(PLAIN, verdict=replace(PLAIN.verdict, keep="as it is")), ["verdict"]),
        (replace(PLAIN, sections=PLAIN.sections[1:]), ["sections"]),
        (replace(PLAIN, sections=PLAIN.sections[::-1]), ["sections"]),
    ],
)
def test_what_differs_outside_the_questions_is_told_by_its_key(new: Questionnaire, keys: list[str]) -> None:
    assert [each.key for each in Differences(PLAIN, new).settings] == keys


@pytest.mark.parametrize(
    ("new", "readiness", "strain", "commitment"),
    [
        (version(a={"help": "more"}), (), (), ()),
        (version(a=None), ("a",), (), ()),
        (version(a={"weight": 2.0}), ("a",), (), ()),
        (version(a={"measure": Measure.STRAIN}), ("a",), ("a",), ()),
        (version(c={"text": "other"}), (), ("c",), ()),
        (version(e={"weight": 2.0}), (), (), ("e",)),
        (with_section("rest", weight=2.0), ("rest",), (), ()),
        (with_section("rest", title="Rest of it"), (), (), ()),
    ],
)
def test_an_overall_score_is_comparable_while_the_same_feeds_it_with_the_same_weights(
    new: Questionnaire, readiness: tuple[str, ...], strain: tuple[str, ...], commitment: tuple[str, ...]
) -> None:
    for found in (Differences(PLAIN, new), Differences(new, PLAIN)):
        assert tuple(found.in_the_way(measure) for measure in Measure) == (readiness, strain, commitment)


def test_a_question_in_another_section_is_in_the_way_of_readiness_alone() -> None:
    work, rest, wish = PLAIN.sections
    a, b, c = work.questions
    moved = replace(rest, questions=(a, c, *rest.questions))
    found = Differences(PLAIN, replace(PLAIN, sections=(replace(work, questions=(b,)), moved, wish)))
    assert found.in_the_way(Measure.READINESS) == ("a",)
    assert found.in_the_way(Measure.STRAIN) == ()
    assert found.comparable_sections == ()


def test_a_section_is_comparable_while_the_same_feeds_its_readiness() -> None:
    found = Differences(PLAIN, version(a={"text": "other"}, c={"text": "other"}, e=None))
    assert [section.id for section in found.comparable_sections] == ["rest"]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"stages": make_cuts(none=0, some=25, half=45, most=65, all=85)}, True),
        ({"stages": make_cuts(none=0, some=26, half=45, most=65, all=85)}, False),
        ({"ceiling": Ceiling("b", 50, "some", "Low.")}, False),
    ],
)
def test_stages_are_the_same_while_cuts_and_ceiling_are(changes: dict[str, Any], same: bool) -> None:
    assert Differences(PLAIN, replace(PLAIN, **changes)).same_stages is same


FIRST = replace(CHOICE, origin="small/1")
AGAIN = replace(CHOICE, origin="small/2", same_as="small/1")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"text": "Who reads it again?"}, True),
        ({"window": "This year", "not_applicable": "I work alone"}, True),
        ({"options": option(2, text="Another word for it")}, True),
        ({"not_applicable": ""}, False),
        ({"options": OPTIONS[:4]}, False),
        ({"measure": Measure.STRAIN}, False),
        ({"text": "Who reads it again?", "same_as": "small/0"}, False),
        ({"text": "Who reads it again?", "same_as": ""}, False),
    ],
)
def test_a_question_in_other_words_is_the_same_where_the_content_says_so(changes: dict[str, Any], same: bool) -> None:
    assert comparable(FIRST, replace(AGAIN, **changes)) is same


def test_versions_that_ask_the_same_as_one_before_ask_the_same_as_each_other() -> None:
    third = replace(AGAIN, origin="small/3", text="Who reads it again?")
    assert comparable(AGAIN, third)


def test_a_copy_under_another_name_differs_in_nothing() -> None:
    copied = replace(AGAIN, same_as="copied/1", origin="copied/2")
    old, new = (make_questionnaire(make_section("one", each)) for each in (AGAIN, copied))
    assert (AGAIN.same_as, Differences(old, new).reworded) == ("small/1", ())


def test_where_no_version_is_named_words_decide() -> None:
    assert not comparable(FIRST, replace(FIRST, text="Who reads it again?", origin="small/2"))


def test_what_2026_3_keeps_of_2026_2() -> None:
    found = Differences(real_questionnaire(), newest())
    assert len(found.comparable) == 35
    assert {question.id for question in newest().questions()} - {question.id for question in found.comparable} == {
        "dread",
        "second-guessing",
        "weekends",
        "real-break",
        "decisions",
        "energy",
        "who-answers",
        "monday-repeat",
        "automation",
        "agreement-depth",
        "home-users",
        "team-strain",
        "getting-ahead",
        "exit",
        "credentials",
        "documentation",
        "contact-rhythm",
        "bad-news",
        "standards",
        "old-systems",
        "objections",
        "revenue-two-years-ago",
    }
    assert found.in_the_way(Measure.COMMITMENT) == ("flat-fee-tomorrow",)
    assert [question.id for question in found.added] == [
        "energy",
        "documentation",
        "old-systems",
        "revenue-two-years-ago",
    ]
    assert [question.id for question in found.removed] == ["departures", "on-not-in", "new-value"]
    assert [section.id for section in found.comparable_sections] == []
