"""The server that script/web starts does not find a second request inside the body of a first."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = b"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
FIRST = {
    "both": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two": b"Content-Length: 0\r\nContent-Length: 80\r\n\r\n",
    "odd coding": b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n",
    "no number": b"Content-Length: +0\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Generator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found: int = taken.getsockname()[1]
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "WEB_WORKERS": "1",
    }
    web = subprocess.Popen([ROOT / "script" / "web", f"127.0.0.1:{found}"], env=environment, start_new_session=True)
    try:
        until_it_listens(found)
        yield found
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        web.wait(60)


def until_it_listens(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server never came")


def answers(port: int, sent: bytes) -> list[int]:
    """The status of each answer that comes before the server ends the connection, or says nothing more."""
    with socket.create_connection(("127.0.0.1", port), 30) as wire:
        wire.sendall(sent)
        wire.shutdown(socket.SHUT_WR)
        got = b""
        while chunk := wire.recv(65536):
            got += chunk
    return [int(line.split()[1]) for line in got.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


@pytest.mark.parametrize("headers", FIRST.values(), ids=FIRST)
def test_request_is_not_hidden_in_another(port: int, headers: bytes) -> None:
    assert len(answers(port, b"POST /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + HIDDEN)) == 1


def test_two_honest_requests_have_two_answers(port: int) -> None:
    live = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert answers(port, live)[0] == 200
