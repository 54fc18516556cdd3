"""Words for the page of one client."""

from django.contrib.auth.models import User

from clients.models.history import Change
from desk.templatetags.client_words import has_texts, person, place_of
from reports.models.review import Note


def test_person_is_named_also_without_an_account() -> None:
    assert person(User(username="anna", first_name="Anna", last_name="Bell")) == "Anna Bell"
    assert person(None) == "somebody without an account"


def test_each_note_has_a_place_of_its_own() -> None:
    notes = [Note(section=section, shared=shared) for section in ("", "your-time") for shared in (False, True)]
    assert [place_of(note) for note in notes] == [
        "note--private",
        "note--shared",
        "note-your-time-private",
        "note-your-time-shared",
    ]


def test_only_notes_have_texts_to_unfold() -> None:
    assert [has_texts(Change(what=what)) for what in ("note", "note-shared", "review", "merged")] == [
        True,
        True,
        False,
        False,
    ]
