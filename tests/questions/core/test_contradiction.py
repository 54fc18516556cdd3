"""Answers that do not go together: which do, how they are written, and that no score knows of them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from questions.core.contradiction import Condition, Contradiction
from questions.core.differences import Differences, same_scale
from questions.core.loader import load
from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answer, Kind, Option
from questions.core.scoring import score
from questions.core.tables import ContentError
from questions.library import OWN
from tests.builders import INDEX_TOML, make_content, make_number, make_question, make_questionnaire, make_section
from tests.builders import real_questionnaire as current
from tests.questions.core.test_consistency import faults

OLD = load(OWN / "is-it-working" / "2026.1")

PICK = make_question("pick")
SHARE = make_number("share", "pick")
MENU = make_question("menu", kind=Kind.CHOICES, measure=None, action=None, options=(Option("a", "A"), Option("b", "B")))
NOTE = make_question("note", kind=Kind.TEXT, options=(), measure=None, action=None, sources=(), unknown="")
LOW, HIGH = Condition("pick", ("p0", "p1")), Condition("share", low=60)


@pytest.mark.parametrize(
    ("condition", "answer", "holds"),
    [
        (LOW, "p1", True),
        (LOW, "p2", False),
        (LOW, "unknown", False),
        (LOW, "n/a", False),
        (LOW, None, False),
        (Condition("menu", ("b",)), ("a", "b"), True),
        (Condition("menu", ("b",)), ("a",), False),
        (Condition("menu", ("b",)), (), False),
        (HIGH, 60, True),
        (HIGH, 59, False),
        (HIGH, "unknown", False),
        (HIGH, None, False),
        (Condition("share", high=10), 10, True),
        (Condition("share", high=10), 11, False),
        (Condition("share", high=0), 0, True),
        (Condition("share", low=5, high=7), 7, True),
        (Condition("share", low=5, high=7), 8, False),
        (Condition("share", low=5, high=7), 4, False),
    ],
)
def test_condition_holds_for_the_answers_it_names(condition: Condition, answer: Answer | None, holds: bool) -> None:
    assert condition.holds(answer) is holds


def test_contradiction_needs_all_of_its_conditions() -> None:
    both, other = (
        Contradiction("both", "Which?", (LOW, HIGH)),
        Contradiction("other", "?", (LOW, Condition("x", ("y",)))),
    )
    questionnaire = make_questionnaire(make_section("one", PICK, SHARE), contradictions=(both, other))
    assert questionnaire.contradicted({"pick": "p0", "share": 60}) == (both,)
    assert questionnaire.contradicted({"pick": "p0", "share": 59}) == ()
    assert questionnaire.contradicted({"pick": "p0"}) == ()
    assert questionnaire.contradicted({}) == ()


PLACE = "contradictions[c].conditions"


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ((LOW,), "must hold at least two"),
        ((LOW, Condition("pick", ("p2",))), "names the question 'pick' twice"),
        ((LOW, Condition("gone", ("p2",))), "no choice or number question is called 'gone'"),
        ((LOW, Condition("note", ("p2",))), "no choice or number question is called 'note'"),
        ((HIGH, Condition("pick", ("p0", "gone"))), "pick has no option called 'gone'"),
        ((HIGH, Condition("pick")), "pick is a choice: name options, and neither from nor to"),
        ((HIGH, Condition("pick", ("p0",), low=1)), "pick is a choice: name options, and neither from nor to"),
        ((HIGH, Condition("pick", tuple(PICK.option))), "pick is given every option there is"),
        ((LOW, Condition("share")), "share is a number: name from, to or both, and no options"),
        ((LOW, Condition("share", ("p0",), low=1)), "share is a number: name from, to or both, and no options"),
        ((LOW, Condition("share", low=101)), "share from 101 to 100 does not lie between its minimum and maximum"),
        ((LOW, Condition("share", low=7, high=6)), "share from 7 to 6 does not lie between its minimum and maximum"),
        ((LOW, Condition("share", high=101)), "share from 0 to 101 does not lie between its minimum and maximum"),
        ((LOW, Condition("share", low=0)), "share from 0 to 100 is every number there is"),
    ],
)
def test_condition_that_can_mean_nothing_is_a_fault(conditions: tuple[Condition, ...], message: str) -> None:
    questionnaire = make_questionnaire(
        make_section("one", PICK, SHARE, MENU, NOTE), contradictions=(Contradiction("c", "Which?", conditions),)
    )
    assert [(each.file, each.key, each.message) for each in faults(questionnaire)] == [
        ("small/1/questionnaire.toml", PLACE, message)
    ]


def test_condition_may_name_every_option_where_none_need_be_ticked() -> None:
    either = Contradiction("c", "Which?", (LOW, Condition("menu", ("a", "b"))))
    assert not list(faults(make_questionnaire(make_section("one", PICK, MENU), contradictions=(either,))))


def test_contradictions_have_names_of_their_own() -> None:
    twice = Contradiction("c", "Which?", (LOW, HIGH))
    questionnaire = make_questionnaire(make_section("one", PICK, SHARE), contradictions=(twice, twice))
    assert [each.message for each in faults(questionnaire)] == ["the id 'c' is used twice"]


def content(folder: Path, conditions: str, more: str = "") -> Path:
    table = f'\n[[contradictions]]\nid = "c"\ntext = "Which?"\n{more}\nconditions = [{conditions}]\n'
    return make_content(folder, questionnaire=INDEX_TOML + table)


def test_contradiction_is_read(tmp_path: Path) -> None:
    folder = content(tmp_path, '{ question = "written", options = ["p0"] }, { question = "share", from = 5, to = 9 }')
    assert load(folder).contradictions == (
        Contradiction("c", "Which?", (Condition("written", ("p0",)), Condition("share", (), 5, 9))),
    )


@pytest.mark.parametrize(
    ("conditions", "more", "faults"),
    [
        ('{ options = ["p0"] }', "", ["contradictions[c].conditions[1].question: is missing"]),
        ('{ question = "share", form = 5 }', "", ["contradictions[c].conditions[1].form: unknown key"]),
        (
            '{ question = "share", from = "5" }',
            "",
            ["contradictions[c].conditions[1].from: must be a whole number, not '5'"],
        ),
        ('{ question = "written", options = "p0" }', "", ["must be a list of ids, not 'p0'"]),
        ("", "tone = 1", ["contradictions[c].tone: unknown key"]),
        ('"share"', "", ["contradictions[c].conditions[1]: must be a table"]),
        (
            '{ question = "written", options = ["gone"] }, { question = "share", from = 5 }',
            "",
            ["contradictions[c].conditions: written has no option called 'gone'"],
        ),
    ],
)
def test_contradiction_is_read_strictly(tmp_path: Path, conditions: str, more: str, faults: list[str]) -> None:
    with pytest.raises(ContentError) as caught:
        load(content(tmp_path, conditions, more))
    said = str(caught.value)
    assert [fault for fault in faults if fault not in said] == []


def test_2026_2_is_2026_1_with_contradictions() -> None:
    found = Differences(OLD, current())
    assert [each.key for each in found.settings] == ["contradictions"]
    assert (found.added, found.removed, found.moved, found.reworded, found.changed, found.reweighted) == ((),) * 6
    assert same_scale(OLD, current())
    apart = {"version", "checksum", "contradictions"}
    assert {each.name for each in fields(OLD) if getattr(OLD, each.name) != getattr(current(), each.name)} == apart
    assert OLD.published
    assert current().published


def test_another_weight_is_another_scale() -> None:
    plain = make_questionnaire(make_section("one", PICK, SHARE))
    assert not same_scale(plain, make_questionnaire(make_section("one", replace(PICK, weight=2.0), SHARE)))


@pytest.mark.parametrize("name", examples("2026.2"))
def test_an_example_shop_scores_as_before_and_contradicts_itself_nowhere(name: str) -> None:
    answers = read_persona(examples("2026.2")[name], current()).answers
    assert score(current(), answers) == score(OLD, answers)
    assert current().contradicted(answers) == ()


@pytest.mark.parametrize("contradiction", current().contradictions, ids=lambda each: each.id)
def test_each_contradiction_can_be_answered_and_is_a_question(contradiction: Contradiction) -> None:
    answers = {**read_persona(examples("2026.2")["hybrid-on-purpose"], current()).answers}
    for condition in contradiction.conditions:
        question = current().question[condition.question]
        picked: Answer = condition.options[0] if condition.options else condition.low or condition.high or 0
        answers[question.id] = (str(picked),) if question.kind is Kind.CHOICES else picked
        assert question.problem(answers[question.id]) is None
    assert contradiction in current().contradicted(answers)
    assert contradiction.text.endswith("?")


SECOND = make_number("second", "pick")
TOTAL = Contradiction(
    "total", "Both?", (Condition("share"), Condition("second")), ask="More than all?", total_above=100
)


class TestTotal:
    ASKED = make_questionnaire(make_section("one", PICK, SHARE, SECOND), contradictions=(TOTAL,))

    @pytest.mark.parametrize(
        ("share", "second", "asks"),
        [(60, 41, True), (100, 1, True), (60, 40, False), (0, 0, False), (100, UNKNOWN, False), (100, None, False)],
    )
    def test_numbers_that_add_up_to_more_are_asked_about_beside_the_last(
        self, share: Answer, second: Answer | None, asks: bool
    ) -> None:
        answers = {name: each for name, each in {"share": share, "second": second}.items() if each is not None}
        assert self.ASKED.doubts(answers) == {"second": "More than all?" if asks else ""}
        assert self.ASKED.contradicted(answers) == ((TOTAL,) if asks else ())

    def test_a_question_keeps_everything_that_is_asked_beside_it(self) -> None:
        less = replace(TOTAL, id="less", ask="More than half?", total_above=50)
        asked = make_questionnaire(make_section("one", PICK, SHARE, SECOND), contradictions=(TOTAL, less))
        assert asked.doubts({"share": 100, "second": 1}) == {"second": "More than all? More than half?"}
        assert asked.doubts({"share": 50, "second": 1}) == {"second": "More than half?"}
        assert asked.doubts({"share": 1, "second": 1}) == {"second": ""}

    def test_what_only_the_consultant_asks_is_never_asked_of_the_owner(self) -> None:
        both = replace(TOTAL, ask="")
        asked = make_questionnaire(make_section("one", PICK, SHARE, SECOND), contradictions=(both,))
        assert asked.doubts({"share": 100, "second": 100}) == {}

    @pytest.mark.parametrize(
        ("condition", "message"),
        [
            (Condition("pick"), "no number question is called 'pick', so it has nothing to add"),
            (Condition("gone"), "no number question is called 'gone', so it has nothing to add"),
            (Condition("share", low=5), "share is added to the others: name neither options nor from nor to"),
            (Condition("share", ("p0",)), "share is added to the others: name neither options nor from nor to"),
        ],
    )
    def test_condition_that_adds_nothing_is_a_fault(self, condition: Condition, message: str) -> None:
        wrong = replace(TOTAL, conditions=(condition, Condition("second")))
        asked = make_questionnaire(make_section("one", PICK, SHARE, SECOND), contradictions=(wrong,))
        assert [each.message for each in faults(asked)] == [message]

    def test_it_is_read(self, tmp_path: Path) -> None:
        folder = content(
            tmp_path, '{ question = "share" }, { question = "rate" }', 'ask = "Too much?"\ntotal-above = 600'
        )
        (found,) = load(folder).contradictions
        assert found == Contradiction("c", "Which?", (Condition("share"), Condition("rate")), "Too much?", 600)
