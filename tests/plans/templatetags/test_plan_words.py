"""What templates ask of a plan."""

from datetime import date

from plans.models.board import Board
from plans.models.item import Item
from plans.templatetags.plan_words import is_overdue, item_of


def test_an_item_is_found_by_its_key() -> None:
    item, other = Item(key="one"), Item(key="two")
    plan = Board((item,), (other,))
    assert [item_of(plan, key) for key in ("one", "two", "three")] == [item, other, None]
    assert item_of(None, "one") is None


def test_what_is_done_is_not_overdue() -> None:
    late = {state: Item(state=state, due=date(2026, 11, 1)) for state in Item.State}
    assert [state for state, item in late.items() if is_overdue(item, date(2026, 11, 2))] == ["open", "doing"]
    assert not is_overdue(Item(), date(2026, 11, 2))
