"""Words for the page of one client."""

import pytest
from django.contrib.auth.models import User

from clients.models.history import Change, Code
from clients.models.outbox import Mail, Reason
from desk.templatetags.client_words import has_texts, mail_words, person, place_of
from reports.models.review import Note


def test_person_is_named_also_without_an_account() -> None:
    assert person(User(username="anna", first_name="Anna", last_name="Bell")) == "Anna Bell"
    assert person(None) == "someone without an account"


@pytest.mark.parametrize("reason", Reason)
def test_failed_mail_says_why(reason: Reason) -> None:
    assert mail_words("failed", reason) == f"failed: {reason.label}"
    assert mail_words("queued", reason) == f"not sent yet: {reason.label}. It is tried again by itself."


@pytest.mark.parametrize("state", [each for each in Mail.State if each != Mail.State.FAILED])
def test_any_other_mail_says_how_it_stands(state: Mail.State) -> None:
    assert mail_words(state, "") == str(state.label)


def test_each_note_has_a_place_of_its_own() -> None:
    notes = [Note(section=section, shared=shared) for section in ("", "your-time") for shared in (False, True)]
    assert [place_of(note) for note in notes] == [
        "note--private",
        "note--shared",
        "note-your-time-private",
        "note-your-time-shared",
    ]


def test_only_notes_have_texts_to_unfold() -> None:
    assert [code for code in Code if has_texts(Change(what=code))] == [Code.NOTE, Code.NOTE_SHARED]
    assert not has_texts(Change(what="of an older version"))
