"""Every act on many shops has words, and a message knows which one it tells of."""

from uuid import UUID

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from clients.models.acts import Act
from desk.templatetags.act_words import act_words, undo_key
from desk.undoing import UNDOING

KEY = UUID(int=7)


@pytest.mark.parametrize("what", UNDOING)
def test_act_is_told_in_words_of_its_own(what: str) -> None:
    said = act_words(Act(what=what, rows=[[1, 1, None], [2, 1, None]], detail={"tag": "50%", "state": "new"}))
    assert "2 shops" in said
    assert said != "2 shops changed"


def test_message_without_an_act_has_nothing_to_undo() -> None:
    assert undo_key(Message(constants.SUCCESS, "Done", extra_tags=f"undo-{KEY}")) == KEY
    assert undo_key(Message(constants.SUCCESS, "Done")) is None
    assert undo_key(Message(constants.SUCCESS, "Done", extra_tags="safe")) is None
