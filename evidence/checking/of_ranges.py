"""Checks a file of ranges against the version that it stands beside."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from evidence.core.comparing.ranges import SHOP_DAY
from evidence.core.measures.came_back import SHARE
from evidence.core.measures.finding import Measure
from evidence.core.measures.weekends import WEEKENDS
from questions.core.question import Kind, Question
from questions.core.questionnaire import Questionnaire
from questions.core.tables import Place, Table

# Measures that an answer can be compared with, and how an earlier version counted.
COUNTINGS = {
    Measure.AFTER_HOURS: "",
    Measure.WEEKENDS: WEEKENDS,
    Measure.CAME_BACK: SHARE,
    Measure.FIRST_ANSWER: "",
    Measure.UNPLANNED: "",
}


def check_ranges(data: object, place: Place, questionnaire: Questionnaire) -> None:
    """Record every fault of one version's file."""
    file = Table(data, place)
    seen: set[str] = set()
    for table in file.tables("questions"):
        name = table.slug("id")
        if name in seen:
            table.wrong("id", "stands here twice")
        seen.add(name)
        _check_question(table, name, questionnaire)
        table.end()
    file.end()


def _check_question(table: Table, name: str, questionnaire: Questionnaire) -> None:
    if "least" in table and isinstance(table.left["least"], int | float) and table.left["least"] <= 0:
        table.wrong("least", "must be above 0")
    table.number("least")
    table.flag("least-of-n")
    counting = table.text("counting", "")
    ranges = list(table.tables("ranges", ()))
    found = [_read_range(each) for each in ranges]
    question = questionnaire.question.get(name)
    if question is None or name not in set(COUNTINGS):
        if name:
            table.wrong("id", "no question of this version that tickets can be compared with")
        return
    known = COUNTINGS[Measure(name)]
    if counting and counting != known:
        table.wrong("counting", f"must be {known!r} or left out" if known else "must be left out")
    _check_fit(table, question, found)


def _read_range(table: Table) -> tuple[int, Any, Any]:
    """Return points, from and to; `to` is None at the open end."""
    points = table.whole("points")
    low = _end(table, "from")
    high = _end(table, "to") if "to" in table else None
    table.end()
    return points, low, high


def _end(table: Table, key: str) -> str | float:
    return table.text(key) if table.left.get(key) == SHOP_DAY else table.number(key)


def _check_fit(table: Table, question: Question, found: list[tuple[int, Any, Any]]) -> None:
    """Ranges stand where there are options, one for each number of points, and cover every number from 0 up."""
    if question.kind is Kind.NUMBER:
        if found:
            table.wrong("ranges", "the question asks for a number: its own line of points counts")
        return
    points = [each for each, _low, _high in found]
    options = sorted({option.points for option in question.options if option.points is not None}, reverse=True)
    if points != options:
        table.wrong("ranges", f"must have the points {options} of the options, in this order, not {points}")
    if not found:
        return
    if found[0][1] != 0:
        table.wrong("ranges", "must begin at 0")
    if found[-1][2] is not None or any(high is None for _points, _low, high in found[:-1]):
        table.wrong("ranges", "only the last has no `to`")
    for (_one, low, high), (_two, after, _to) in pairwise(found):
        if not _follow(low, high, after):
            table.wrong("ranges", f"after {low!r} to {high!r} must come what begins there or one above, not {after!r}")


def _follow(low: Any, high: Any, after: Any) -> bool:
    """Whether a range ends where the next begins, or one below in whole numbers; the shop day has no number yet."""
    if high is None:
        return True
    if SHOP_DAY in (low, high, after):
        return low != SHOP_DAY and bool(high == after)
    return bool(low <= high) and after in (high, high + 1)
