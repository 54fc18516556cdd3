"""What a consultant sends about a client: a version that is a number, a note that fits, a state there is."""

import pytest

from desk.forms import BOTH, MINE, ActionForm, NoteForm, ReviewForm
from reports.models.review import LONGEST_NOTE


def note(**sent: str) -> NoteForm:
    form = NoteForm({"version": "0", **sent})
    form.is_valid()
    return form


@pytest.mark.parametrize("version", ["", "-1", "x", str(2**31), "1.5"])
def test_version_is_a_number_that_a_row_can_have(version: str) -> None:
    assert set(note(version=version).errors) == {"version"}


def test_note_may_be_empty_and_as_long_as_a_note_is() -> None:
    assert [set(note(text="x" * length).errors) for length in (0, LONGEST_NOTE, LONGEST_NOTE + 1)] == [
        set(),
        set(),
        {"text"},
    ]
    assert note(text="x" * (LONGEST_NOTE + 1)).errors["text"] == [
        f"{LONGEST_NOTE + 1} characters, and {LONGEST_NOTE} at most: shorten it a little."
    ]


@pytest.mark.parametrize(
    ("keep", "theirs", "stored"),
    [(MINE, "theirs", "mine"), ("", "theirs", "mine"), (BOTH, "theirs", "theirs\n\nmine"), (BOTH, "", "mine")],
)
def test_both_texts_are_kept_where_that_is_chosen(keep: str, theirs: str, stored: str) -> None:
    assert note(text="mine", keep=keep).merged_text(theirs) == stored


def test_states_are_those_there_are() -> None:
    for form in (ReviewForm, ActionForm):
        assert set(form({"version": "0", "state": "nonsense"}).errors) == {"state"}
    assert ReviewForm({"version": "0", "state": "shared"}).is_valid()
    assert ActionForm({"version": "0", "state": "done"}).is_valid()
