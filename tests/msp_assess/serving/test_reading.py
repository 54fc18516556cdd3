"""Files of tickets, which are large, reach the site whole; not too many at once, and nothing else that is large."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.conf import settings

from evidence import receiving
from msp_assess.serving import reading
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


def test_not_too_many_are_on_their_way_at_once(served: Served) -> None:
    with ExitStack() as stack:
        wires = [
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port))) for _ in range(reading.AT_ONCE)
        ]
        for wire in wires:
            wire.sendall(head(SIZE) + b"t")
        until(lambda: len(reading.large) == reading.AT_ONCE, WAIT)
        status, said = served.ask(PATH, "POST", body=b"t" * SIZE)
        assert (status, b"again in a minute" in said, served.seen) == (503, True, [])
        assert served.ask(PATH, "POST", body=b"t" * 10)[0] == 200  # a small one
    until(lambda: not reading.large, WAIT)  # who has gone makes room
    assert served.ask(PATH, "POST", body=b"t" * SIZE)[0] == 200
