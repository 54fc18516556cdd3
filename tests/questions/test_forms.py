"""A section as a form: what was changed in the page, what is refused, and what the page then shows."""

from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

from questions.core.question import UNKNOWN, Answer, Answers, Kind
from questions.forms import INSTEAD, SectionForm, StartForm
from tests.builders import make_number, make_question, make_section
from tests.pages import Page

PLAIN: dict[str, Any] = {"measure": None, "action": None, "unknown": "", "sources": ()}
SECTION = make_section(
    "work",
    make_question("pick"),
    make_number("share", not_applicable="We have none"),
    make_question("several", kind=Kind.CHOICES, **PLAIN),
    make_number("rate", **PLAIN, knots=(), result=False),
    make_question("note", kind=Kind.TEXT, options=(), **PLAIN),
)
FULL: Answers = {"pick": "p2", "share": 40, "several": ("p0", "p3"), "rate": 85, "note": "One\n\n  two <b>"}
OTHER: Answers = {"pick": UNKNOWN, "share": "n/a", "several": ("p4",), "rate": 1, "note": "0"}


def page_of(form: SectionForm) -> Page:
    return Page(HttpResponse(f"<body><main><form>{render_crispy_form(form)}</form></main></body>"))


def sent(answers: Answers, **changes: str | list[str] | None) -> MultiValueDict[str, str]:
    """What a browser sends that was shown these answers and in which its owner changed something."""
    return MultiValueDict(page_of(SectionForm(SECTION, answers)).form(**changes))


def changes(stored: Answers, data: MultiValueDict[str, str]) -> dict[str, Answer | None]:
    form = SectionForm(SECTION, stored, data)
    form.is_valid()
    return form.changes


@pytest.mark.parametrize("answers", [{}, FULL, OTHER], ids=["nothing", "full", "other"])
def test_page_as_it_was_shown_changes_nothing(answers: Answers) -> None:
    assert changes(answers, sent(answers)) == {}


@pytest.mark.parametrize("answers", [FULL, OTHER], ids=["full", "other"])
def test_page_filled_in_gives_answers_of_every_kind(answers: Answers) -> None:
    filled = sent({})
    shown = sent(answers)
    for name in (*answers, "share" + INSTEAD):
        if name in shown:
            filled.setlist(name, shown.getlist(name))
    assert changes({}, filled) == answers


def test_page_emptied_takes_every_answer_away() -> None:
    data = sent(FULL, pick=None, share="", several=None, rate=" ", note="\r\n")
    assert changes(FULL, data) == dict.fromkeys(FULL)


def test_page_from_before_another_tab_stored_sends_only_its_own_changes() -> None:
    assert changes(FULL, sent({}, rate="90")) == {"rate": 90}


def test_page_changed_to_what_another_tab_stored_says_it_again() -> None:
    assert changes(FULL, sent({}, rate="85")) == {"rate": 85}


def test_fields_that_are_not_sent_change_nothing() -> None:
    assert changes(FULL, MultiValueDict()) == {}


@pytest.mark.parametrize(
    ("stored", "number", "instead", "expected"),
    [
        ({}, "", [UNKNOWN], {"share": UNKNOWN}),
        ({"share": 40}, "", [UNKNOWN], {"share": UNKNOWN}),
        ({"share": UNKNOWN}, "40", None, {"share": 40}),
        ({"share": UNKNOWN}, "", None, {"share": None}),
        ({"share": UNKNOWN}, "", ["n/a"], {"share": "n/a"}),
        # the one that was changed is the one that is meant
        ({"share": 40}, "40", [UNKNOWN], {"share": UNKNOWN}),
        ({"share": UNKNOWN}, "40", [UNKNOWN], {"share": 40}),
        # and zero is a number like any other
        ({"share": UNKNOWN}, "0", [UNKNOWN], {"share": 0}),
    ],
)
def test_number_and_the_box_beside_it_are_one_answer(
    stored: Answers, number: str, instead: list[str] | None, expected: Answers
) -> None:
    assert changes(stored, sent(stored, share=number, share_instead=instead)) == expected


@pytest.mark.parametrize(
    ("number", "instead"), [("40", [UNKNOWN]), ("0", [UNKNOWN]), ("", [UNKNOWN, "n/a"])], ids=["both", "zero", "boxes"]
)
def test_two_answers_to_a_number_are_refused(number: str, instead: list[str]) -> None:
    form = SectionForm(SECTION, {}, sent({}, share=number, share_instead=instead))
    assert not form.is_valid()
    assert form.changes == {}
    assert [question.id for question in form.wrong] == ["share"]
    assert "error-share" in page_of(form).ids


BAD: list[tuple[str, str | list[str]]] = [
    ("pick", "p5"),
    ("pick", "P1"),
    ("pick", "n/a"),
    ("pick", "p1\x00"),
    ("share", "many"),
    ("share", "-1"),
    ("share", "101"),
    ("share", "1e400"),
    ("share", "1e1"),
    ("share", "4_0"),
    ("share", "0x10"),
    ("share", "40-45"),
    ("share", "40h"),
    ("share", "0.4"),
    ("share", "nan"),
    ("share", "9" * 5000),
    ("share-instead", ["no idea"]),
    ("rate", "٤x"),
    ("several", ["p1", "p5"]),
    ("several", ["unknown"]),
    ("note", "x" * 1001),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}-{value[:9]!r}" for name, value in BAD])
def test_bad_answer_is_refused_with_a_message_beside_it(name: str, value: str | list[str]) -> None:
    good = "rate" if name != "rate" else "share"
    form = SectionForm(SECTION, {}, sent({}, **{name: value, good: "12"}))
    question = name.removesuffix(INSTEAD)
    assert not form.is_valid()
    assert form.changes == {good: 12}
    page = page_of(form)
    assert f"error-{question}" in page.ids
    assert f"error-{question}" in page.by_id(f"q-{question}").get("aria-describedby", "").split()


@pytest.mark.parametrize(("typed", "number"), [("٤٥", 45), ("\uff14\uff15", 45), (" 45 ", 45), ("007", 7)])
def test_whole_number_is_read_however_it_is_written(typed: str, number: int) -> None:
    assert changes({}, sent({}, share=typed)) == {"share": number}


def test_line_breaks_count_once_as_in_the_browser() -> None:
    """A browser's `maxlength` counts a line break as one character and sends two."""
    text = "x\n" * 499 + "xx"
    assert len(text) == 1000
    assert changes({}, sent({}, note=text)) == {"note": text}


@pytest.mark.parametrize("name", ["pick", "share", "rate", "several", "note"])
@pytest.mark.parametrize("value", ["\x00", "1e400", "🛠", "x" * 2000])
def test_forged_initial_value_is_only_a_change(name: str, value: str) -> None:
    data = sent(FULL)
    data.setlist(f"initial-{name}", [value])
    assert set(changes(FULL, data)) <= {name}


class TestShownAgain:
    """The page after something in it was refused: the good answers have been stored."""

    def test_what_was_typed_stays(self) -> None:
        form = SectionForm(SECTION, {}, sent({}, pick="p1", share="many", several=["p2"], note="<i>"))
        assert not form.is_valid()
        data = page_of(form).form()
        assert {name: data[name] for name in ("pick", "share", "several", "note")} == {
            "pick": ["p1"],
            "share": ["many"],
            "several": ["p2"],
            "note": ["<i>"],
        }

    def test_what_was_stored_meanwhile_is_no_change_any_more(self) -> None:
        stored: Answers = {"pick": "p1", "several": ("p2",), "rate": 7, "note": "kept"}
        bad = sent({}, pick="p1", share="many", several=["p2"], rate="7", note="kept")
        again = page_of(SectionForm(SECTION, stored, bad)).form(share="50")
        # Another tab changes all of it before this one is sent again, with only the bad answer mended.
        assert changes(OTHER, MultiValueDict(again)) == {"share": 50}


def test_start_form_keeps_a_name_as_it_is_written() -> None:
    form = StartForm({"name": "  Zoë’s <b>PC</b> 🛠 متجر ", "key": "3f1c2f6e-7a54-4c0a-9f5e-000000000001"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Zoë’s <b>PC</b> 🛠 متجر"
