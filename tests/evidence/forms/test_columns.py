"""One menu for each meaning; a file with very many columns stays a page."""

from __future__ import annotations

from typing import Any

from evidence.core.reading.vocabulary import Role
from evidence.forms.columns import MOST_COLUMNS, NAMES, ColumnsForm


def pages(labels: list[str], **columns: list[int]) -> dict[str, Any]:
    return {"labels": labels, "columns": columns}


def test_used_and_unused_columns() -> None:
    form = ColumnsForm(pages(["Id", "Created", ""], created=[1], id=[0], log_work=[2]))
    assert [field.name for field in form.used] == ["created", "id"]
    assert len(form.used) + len(form.unused) == len(NAMES) == len(Role) - 2  # work in rows, and moments of reopening
    assert form.fields["created"].choices == [("-1", "none of them"), ("0", "Id"), ("1", "Created")]  # type: ignore[attr-defined]


def test_what_is_not_sent_stays() -> None:
    form = ColumnsForm(pages(["Id", "Created", "Other"], created=[1], id=[0]), {"column-created": "2"})
    assert form.is_valid()
    assert form.moved
    assert {name: at for name, at in form.replies["placed"].items() if at >= 0} == {"created": 2, "id": 0}
    same = ColumnsForm(pages(["Id", "Created"], created=[1], id=[0]), {"column-created": "1"})
    assert same.is_valid()
    assert not same.moved


def test_a_role_can_have_none() -> None:
    form = ColumnsForm(pages(["Id", "Created"], created=[1], id=[0]), {"column-id": "-1"})
    assert form.is_valid()
    assert (form.moved, form.replies["placed"]["id"]) == (True, -1)


def test_a_thousand_columns() -> None:
    form = ColumnsForm(pages([f"Column {n}" for n in range(1000)], created=[900]))
    assert len(form.fields["created"].choices) == MOST_COLUMNS + 2  # type: ignore[attr-defined]
    assert form["created"].initial == "900"
