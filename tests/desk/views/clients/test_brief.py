"""What opens a talk: what was agreed and is not done, what is overdue first; and sections by how far they moved."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desk.views.clients.brief import agreed, moved
from plans.models.item import Item

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("items", "first"),
    [
        ([], None),
        ([Item(key="untouched", due=date(2026, 12, 3))], None),
        ([Item(key="done", version=2, state="done", due=date(2026, 11, 3))], None),
        ([Item(key="touched", version=1), Item(key="late", due=date(2026, 11, 3))], "late"),
        ([Item(key="open", version=1, due=date(2026, 12, 1)), Item(key="begun", version=1, state="doing")], "begun"),
        ([Item(key="later", version=1, due=date(2026, 12, 9)), Item(key="soon", version=1, due=TODAY)], "soon"),
    ],
    ids=["none", "only proposed", "done", "overdue", "begun", "sooner"],
)
def test_talk_opens_with_what_was_agreed_and_is_not_done(items: list[Item], first: str | None) -> None:
    found = agreed(items, TODAY)
    assert (found.key if found else None) == first


def test_sections_stand_by_how_far_they_moved_without_those_that_ask_something_else() -> None:
    rows = [("Down", 44, 35), ("Gone", None, None), ("Up", 48, 68), ("New", None, 12)]
    sections = [SimpleNamespace(title=title, before=before, after=after) for title, before, after in rows]
    comparison = cast("Any", SimpleNamespace(sections=sections))
    assert moved(comparison) == [("Up", 48, 68, 20), ("Down", 44, 35, -9)]
