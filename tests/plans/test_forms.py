"""What an item's forms take."""

from datetime import date

import pytest

from plans.forms import ItemForm, OwnItemForm


def test_values_are_what_is_stored() -> None:
    form = ItemForm({"version": 3, "state": "doing", "due": "2026-12-31", "who": " Bob\n", "note": "a\r\nb"})
    assert form.is_valid()
    assert form.values == {"state": "doing", "wording": "", "who": "Bob", "due": date(2026, 12, 31), "note": "a\nb"}


@pytest.mark.parametrize("wording", ["", "   ", "\u200b"])
def test_an_item_of_ones_own_needs_words(wording: str) -> None:
    form = OwnItemForm({"wording": wording})
    assert form.errors == {"wording": ["Write what you want to do."]}
