"""Two answers on the question's own steps, the better one further right, and both in words."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from opinions.core.beside import put_beside
from opinions.words.dumbbell import dumbbell, ends, said, steps
from questions.core.question import Answer
from tests.builders import newest
from tests.painted import unpainted

SVG = "{http://www.w3.org/2000/svg}"


def pair(name: str, own: Answer, other: Answer):  # type: ignore[no-untyped-def]  # a Pair
    (found,) = put_beside([newest().question[name]], {name: own}, {name: other})
    return found


def test_a_number_stands_among_its_own_steps() -> None:
    found = pair("hours-worked", 45, 70)
    drawn = fromstring(dumbbell(found, "You", "Dana", 324))
    assert drawn.get("aria-label") == "You: “45 hours a week”; Dana: “70 hours a week”"
    own, other = (float(circle.get("cx", "")) for circle in drawn.findall(f"{SVG}circle")[::-1])
    assert other == 10, "at the worst end"
    assert other < own < 314
    assert [text.text for text in drawn.findall(f"{SVG}text")] == ["40", "45", "50", "55", "70", "You", "Dana"]
    assert steps(found) == [(4, "40"), (3, "45"), (2, "50"), (1, "55"), (0, "70")]
    assert ends(found) is None
    assert unpainted(drawn) == []


def test_options_stand_at_their_points_and_the_same_answer_is_one_mark() -> None:
    options = newest().question["first-response"].options
    found = pair("first-response", options[4].id, options[4].id)
    drawn = fromstring(dumbbell(found, "You", "A name that is far too long", 324))
    assert {circle.get("cx") for circle in drawn.findall(f"{SVG}circle")} == {"314.0"}
    assert [text.text for text in drawn.findall(f"{SVG}text")] == ["You", "A name that is fa…"]
    assert ends(found) == ("The next day or later", "Within 30 minutes")


def test_what_was_typed_is_escaped() -> None:
    drawn = dumbbell(pair("weekends", 1, 5), "You", "<b>Dana</b>", 324)
    assert "<b>" not in drawn
    assert fromstring(drawn).findall(f"{SVG}text")[-1].text == "<b>Dana</b>"


def test_without_an_answer_there_is_no_picture() -> None:
    found = pair("weekends", 1, "unknown")
    assert dumbbell(found, "You", "Dana", 324) == ""
    assert said(found, "You", "Dana") == "You: “1 day”; Dana: “”"
