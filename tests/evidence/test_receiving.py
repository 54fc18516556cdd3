"""An upload is received without its name, and what is too big or unknown is passed over."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import SkipFile

from evidence import receiving
from evidence.core.reading.encoding import MOST_BYTES
from evidence.receiving import FORM, Receive


def receive(handler: Receive, field: str, *chunks: bytes) -> object:
    handler.new_file(field, "secret name.csv", "text/csv", None, None, None)
    for chunk in chunks:
        handler.receive_data_chunk(chunk, 0)
    return handler.file_complete(0)


def test_the_content_comes_and_the_name_does_not() -> None:
    received = receive(Receive(), "tickets", b"a,b\n", b"1,2\n")
    with received as file:  # type: ignore[attr-defined]  # an uploaded file
        assert (file.read(), file.name, file.size) == (b"a,b\n1,2\n", "tickets", 8)


def test_a_field_that_is_not_ours_is_passed_over() -> None:
    with pytest.raises(SkipFile):
        receive(Receive(), "avatar")


def test_a_file_over_the_limit_is_passed_over_and_the_next_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", 5)
    handler = Receive()
    with pytest.raises(SkipFile):
        receive(handler, "tickets", b"1234", b"5678")
    assert handler.too_big == {"tickets"}
    with receive(handler, "entries", b"1234") as file:  # type: ignore[attr-defined]  # an uploaded file
        assert file.read() == b"1234"


def test_a_request_that_is_too_long_is_not_read() -> None:
    most = 2 * MOST_BYTES + FORM
    Receive().handle_raw_input(None, {}, most)
    with pytest.raises(RequestDataTooBig):
        Receive().handle_raw_input(None, {}, most + 1)


def test_an_interrupted_upload_is_dropped() -> None:
    handler = Receive()
    handler.new_file("tickets", "a.csv", "text/csv", None, None, None)
    handler.receive_data_chunk(b"a,b", 0)
    handler.upload_interrupted()
    assert handler.file_complete(3) is None
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"more", 3)
