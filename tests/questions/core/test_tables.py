"""A TOML table is read strictly: each reader's value, and what it says when the value is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from enum import StrEnum

import pytest

from questions.core.tables import ContentError, ContentProblem, Place, Table


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


READERS: dict[str, Callable[[Table], object]] = {
    "text": lambda table: table.text("k"),
    "text or empty": lambda table: table.text("k", ""),
    "slug": lambda table: table.slug("k"),
    "slug or empty": lambda table: table.slug("k", ""),
    "whole": lambda table: table.whole("k"),
    "whole or 7": lambda table: table.whole("k", 7),
    "number": lambda table: table.number("k"),
    "number or 1.5": lambda table: table.number("k", 1.5),
    "flag": lambda table: table.flag("k"),
    "flag or true": lambda table: table.flag("k", default=True),
    "colour": lambda table: table.one_of("k", Colour),
    "colour or blue": lambda table: table.one_of("k", Colour, "blue"),
    "slugs": lambda table: table.slugs("k"),
    "slugs or none": lambda table: table.slugs("k", ()),
    "knots": lambda table: table.knots("k"),
    "needs": lambda table: table.needs("k"),
    "tables": lambda table: [each.place.key for each in table.tables("k")],
    "tables or none": lambda table: list(table.tables("k", ())),
    "table": lambda table: table.table("k").left,
}
ONLY_KNOTS = "must hold [whole number, points from 0 to 4], not"
ONLY_NEEDS = "must hold [question id, points from 1 to 4], not"


def make_table(toml: str) -> Table:
    return Table(tomllib.loads(toml), Place("file.toml", "work", "", []))


@pytest.mark.parametrize(
    ("reader", "toml", "value"),
    [
        ("text", 'k = "two  words\\n  and more "', "two words and more"),
        ("text or empty", 'k = ""', ""),
        ("text or empty", "", ""),
        ("slug", 'k = "20-to-49"', "20-to-49"),
        ("slug or empty", "", ""),
        ("whole", "k = 3", 3),
        ("whole", "k = -3", -3),
        ("whole or 7", "", 7),
        ("number", "k = 3", 3.0),
        ("number", "k = 0.5", 0.5),
        ("number or 1.5", "", 1.5),
        ("flag", "", False),
        ("flag", "k = true", True),
        ("flag or true", "k = false", False),
        ("colour", 'k = "blue"', Colour.BLUE),
        ("colour or blue", "", Colour.BLUE),
        ("slugs", 'k = ["b", "a"]', ("b", "a")),
        ("slugs", "k = []", ()),
        ("slugs or none", "", ()),
        ("knots", "k = [[0, 0], [20, 1.5], [65, 4]]", ((0, 0.0), (20, 1.5), (65, 4.0))),
        ("needs", 'k = [["a", 4], ["b", 1]]', (("a", 4), ("b", 1))),
        ("needs", "k = []", ()),
        ("tables", 'k = [{ id = "a" }, { name = "b" }]', ["k[a]", "k[2]"]),
        ("tables or none", "", []),
        ("table", "k = { a = 1 }", {"a": 1}),
    ],
)
def test_a_value_is_read(reader: str, toml: str, value: object) -> None:
    table = make_table(toml)
    read = READERS[reader](table)
    table.end()
    assert (read, type(read), table.place.problems) == (value, type(value), [])


@pytest.mark.parametrize(
    ("reader", "toml", "value", "message"),
    [
        ("text", "", "", "is missing"),
        ("text", 'k = " "', "", "must not be empty"),
        ("text", "k = 3", "", "must be a text, not 3"),
        ("text", 'k = ["a"]', "", "must be a text, not ['a']"),
        ("text or empty", "k = false", "", "must be a text, not False"),
        ("slug", 'k = "Big One"', "Big One", "must be small letters, digits and hyphens, not 'Big One'"),
        ("slug", 'k = "a--b"', "a--b", "must be small letters, digits and hyphens, not 'a--b'"),
        ("whole", "", 0, "is missing"),
        ("whole", "k = 3.0", 0, "must be a whole number, not 3.0"),
        ("whole", "k = true", 0, "must be a whole number, not True"),
        ("whole", 'k = "3"', 0, "must be a whole number, not '3'"),
        ("whole or 7", "k = true", 7, "must be a whole number, not True"),
        ("number", "k = true", 0.0, "must be a number, not True"),
        ("number", 'k = "1"', 0.0, "must be a number, not '1'"),
        ("number or 1.5", "k = []", 1.5, "must be a number, not []"),
        ("flag", "k = 1", False, "must be true or false, not 1"),
        ("flag", 'k = "yes"', False, "must be true or false, not 'yes'"),
        ("colour", "", Colour.RED, "is missing"),
        ("colour", 'k = "green"', Colour.RED, "must be one of red, blue, not 'green'"),
        ("slugs", 'k = "a"', (), "must be a list of ids, not 'a'"),
        ("slugs", 'k = ["a", "a"]', ("a", "a"), "names the same id twice"),
        ("slugs", 'k = ["a", 3]', ("a", "3"), "must hold ids, not 3"),
        ("knots", "", (), "is missing"),
        ("knots", "k = 5", (), "must be a list of [whole number, points], not 5"),
        ("knots", "k = [[0, 0], [9, 5]]", ((0, 0.0),), f"{ONLY_KNOTS} [9, 5]"),
        ("knots", "k = [[0, 0], [9, -1]]", ((0, 0.0),), f"{ONLY_KNOTS} [9, -1]"),
        ("knots", "k = [[0, 0], [9.5, 4]]", ((0, 0.0),), f"{ONLY_KNOTS} [9.5, 4]"),
        ("knots", "k = [[0, 0], [9, 4, 1]]", ((0, 0.0),), f"{ONLY_KNOTS} [9, 4, 1]"),
        ("knots", "k = [[0, 0], 9]", ((0, 0.0),), f"{ONLY_KNOTS} 9"),
        ("knots", "k = [[0, 0], [9, nan]]", ((0, 0.0),), f"{ONLY_KNOTS} [9, nan]"),
        ("needs", 'k = [["a", 0]]', (), f"{ONLY_NEEDS} ['a', 0]"),
        ("needs", 'k = [["a", 5]]', (), f"{ONLY_NEEDS} ['a', 5]"),
        ("needs", 'k = [["a", 2.5]]', (), f"{ONLY_NEEDS} ['a', 2.5]"),
        ("needs", 'k = ["a"]', (), f"{ONLY_NEEDS} 'a'"),
        ("tables", "", [], "is missing"),
        ("tables", "k = {}", [], "must be a list of tables, not {}"),
        ("table", "k = 3", {}, "must be a table"),
    ],
)
def test_a_wrong_value_is_told_and_replaced(reader: str, toml: str, value: object, message: str) -> None:
    table = make_table(toml)
    read = READERS[reader](table)
    table.end()
    assert (read, table.place.problems) == (value, [ContentProblem("file.toml", "work", "k", message)])


@pytest.mark.parametrize(
    ("reader", "toml", "message"),
    [
        ("number", "k = nan", "must be a number, not nan"),
        ("number", "k = inf", "must be a number, not inf"),
        ("knots", "k = [[0, 0], [true, 4]]", f"{ONLY_KNOTS} [True, 4]"),
        ("knots", "k = [[0, 0], [9, true]]", f"{ONLY_KNOTS} [9, True]"),
        ("needs", 'k = [["a", true]]', f"{ONLY_NEEDS} ['a', True]"),
    ],
)
def test_a_value_that_only_looks_right_is_told(reader: str, toml: str, message: str) -> None:
    table = make_table(toml)
    READERS[reader](table)
    assert table.place.problems == [ContentProblem("file.toml", "work", "k", message)]


def test_a_table_in_a_list_that_is_none_is_named_by_its_number() -> None:
    table = make_table('k = [{ id = "a" }, 3]')
    assert [each.left for each in table.tables("k")] == [{"id": "a"}, {}]
    assert table.place.problems == [ContentProblem("file.toml", "work", "k[2]", "must be a table")]


def test_what_nobody_asked_for_is_told() -> None:
    table = make_table("a = 1\nb = 2\nc = 3")
    table.whole("b")
    table.end()
    assert table.place.problems == [
        ContentProblem("file.toml", "work", "a", "unknown key"),
        ContentProblem("file.toml", "work", "c", "unknown key"),
    ]


def test_a_place_names_the_way_to_it() -> None:
    table = make_table('k = [{ id = "a", deep = { b = "" } }]')
    inner = next(table.tables("k")).table("deep")
    inner.text("b")
    assert table.place.problems == [ContentProblem("file.toml", "work", "k[a].deep.b", "must not be empty")]


@pytest.mark.parametrize(
    ("section", "shown"), [("work", "file.toml: section work: k: is odd"), ("", "file.toml: k: is odd")]
)
def test_a_problem_reads_as_one_line(section: str, shown: str) -> None:
    assert str(ContentProblem("file.toml", section, "k", "is odd")) == shown


def test_an_error_shows_every_problem() -> None:
    problems = [ContentProblem("a.toml", "", "k", "is odd"), ContentProblem("b.toml", "", "(whole file)", "is gone")]
    error = ContentError(problems)
    assert (error.problems, str(error)) == (tuple(problems), "a.toml: k: is odd\nb.toml: (whole file): is gone")


@pytest.mark.parametrize(
    ("toml", "expected", "message"),
    [
        ("k = [0.5, 1.5]", (0.5, 1.5), ""),
        ("k = [2, 2]", (2.0, 2.0), ""),
        ("k = [2, 1]", (0.0, 0.0), "must hold the least and the most, not [2, 1]"),
        ("k = [1]", (0.0, 0.0), "must hold the least and the most, not [1]"),
        ("k = [-1, 1]", (0.0, 0.0), "must hold the least and the most, not [-1, 1]"),
        ('k = ["a", "b"]', (0.0, 0.0), "must hold the least and the most, not ['a', 'b']"),
        ("", (0.0, 0.0), "is missing"),
    ],
)
def test_a_pair_is_the_least_and_the_most(toml: str, expected: tuple[float, float], message: str) -> None:
    table = make_table(toml)
    assert table.pair("k") == expected
    assert [each.message for each in table.place.problems] == ([message] if message else [])


@pytest.mark.parametrize(
    ("toml", "expected", "message"),
    [
        ('k = ["One  line.", " Another. "]', ("One line.", "Another."), ""),
        ("k = []", (), "must hold texts, and none that is empty"),
        ('k = ["a", ""]', ("a", ""), "must hold texts, and none that is empty"),
        ("k = [1]", ("",), "must hold texts, and none that is empty"),
        ('k = "a"', (), "must be a list of texts, not 'a'"),
        ("", (), "is missing"),
    ],
)
def test_lines_are_texts(toml: str, expected: tuple[str, ...], message: str) -> None:
    table = make_table(toml)
    assert table.lines("k") == expected
    assert [each.message for each in table.place.problems] == ([message] if message else [])


def test_a_number_is_one_of_few() -> None:
    assert make_table("k = 60").one_number("k", (30, 60)) == 60
    table = make_table("k = 45")
    table.one_number("k", (30, 60))
    assert [each.message for each in table.place.problems] == ["must be one of 30, 60, not 45"]
