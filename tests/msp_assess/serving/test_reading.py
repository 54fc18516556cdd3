"""Files of tickets, which are large, reach the site whole; not too many at once, and nothing else that is large."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from django.conf import settings
from waitress.adjustments import Adjustments

from evidence import receiving
from msp_assess.serving import one_thread, reading
from tests.msp_assess.serving.test_one_thread import WAIT, Served, served
from tests.processes import until

__all__ = ["served"]

PATH = f"/a/{uuid4()}/tickets/"
SIZE = settings.UPLOAD_MAX_SIZE + 1


def head(size: int) -> bytes:
    return f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()


def test_a_large_export_of_tickets_is_there_whole(served: Served) -> None:
    served.ask(PATH, "POST", body=b"t" * SIZE)
    assert served.seen == [(PATH, str(SIZE), b"t" * SIZE)]
    until(lambda: not reading.large, WAIT)


@pytest.mark.parametrize("path", [f"{PATH}x/", f"/x{PATH}", "/a/1/", "/start/"])
def test_no_other_page_gets_so_much(served: Served, path: str) -> None:
    served.ask(path, "POST", body=b"t" * SIZE)
    assert served.seen == [(path, str(SIZE), b"")]


def test_of_more_than_two_files_the_site_hears_the_length(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert receiving.LARGEST < reading.LARGEST
    monkeypatch.setattr(receiving, "LARGEST", SIZE)
    assert served.ask(PATH, "POST", body=b"t" * (SIZE + 1))[0] == 200
    assert served.seen == [(PATH, str(SIZE + 1), b"")]


@contextmanager
def all_places_taken(served: Served) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        wires = [stack.enter_context(socket.socket()) for _number in range(reading.AT_ONCE - len(reading.large))]
        for wire in wires:
            wire.connect(("127.0.0.1", served.port))
            wire.sendall(head(SIZE) + b"t")
        until(lambda: len(reading.large) == reading.AT_ONCE, WAIT)
        yield wires


def test_not_too_many_are_on_their_way_at_once(served: Served) -> None:
    with all_places_taken(served):
        status, said = served.ask(PATH, "POST", body=b"t" * SIZE)
        assert (status, b"again in a minute" in said, served.seen) == (503, True, [])
        assert served.ask(PATH, "POST", body=b"t" * 10)[0] == 200  # a small one
    until(lambda: not reading.large, WAIT)  # who has gone makes room
    assert served.ask(PATH, "POST", body=b"t" * SIZE)[0] == 200


def test_who_only_drips_makes_room_and_whoever_is_whole_stays(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading.Request(Adjustments(**one_thread.LIMITS))
    sent = head(SIZE) + b"w" * SIZE
    while sent:
        sent = sent[whole.received(sent) :]
    monkeypatch.setattr(reading, "AT_ONCE", reading.AT_ONCE + 1)
    with all_places_taken(served) as wires:
        monkeypatch.setattr(reading, "LONGEST_WAY", -1)
        assert served.ask(PATH, "POST", body=b"t" * SIZE)[0] == 200
        for wire in wires:
            wire.sendall(b"t" * (SIZE - 1))
        until(lambda: len(served.seen) == 1 + len(wires), WAIT)
    assert [body for _path, _length, body in served.seen] == [b"t" * SIZE] + [b""] * len(wires)
    assert whole.get_body_stream().read() == b"w" * SIZE
    whole.close()
