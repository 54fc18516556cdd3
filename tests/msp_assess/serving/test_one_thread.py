"""Slow visitors stop nobody, a request is read in one way only, and nobody who waits is left without an answer."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from io import BytesIO
from pathlib import Path
from threading import Event, Thread, get_ident
from time import monotonic, sleep, time
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock, Mock

import pytest
from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments

from msp_assess.serving import one_thread, reading
from tests.processes import ROOT, until

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

SLOW = 64
WAIT = 60  # seconds, for a machine that is busy; what is asked here takes milliseconds
LARGE = 24 * 1024 * 1024  # bytes, far more than the system holds for a socket


class Served:
    """A small site behind the listener, in this process."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str | None, bytes]] = []  # each request's path, declared length, and body
        self.threads: set[int] = set()
        self.over, self.site, self.exported = Event(), one_thread.Site(), Event()
        sockets: dict[int, Any] = {}
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = taken.getsockname()
            self.port: int = address[1]
            self.listener = one_thread.Listener(
                one_thread.without_body_for_head(self.application),
                sockets,
                _sock=taken.dup(),
                dispatcher=self.site,
                adj=Adjustments(**one_thread.LIMITS),
                sockinfo=(taken.family, taken.type, taken.proto, address),
                bind_socket=False,
            )
        self.thread = Thread(target=self._loop, args=(sockets,), daemon=True)
        self.thread.start()

    def _loop(self, sockets: dict[int, Any]) -> None:
        while not self.over.is_set():
            wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
        wasyncore.close_all(sockets)

    def application(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.threads.add(get_ident())
        path = environ["PATH_INFO"]
        if path == "/admin/export/":
            assert self.exported.wait(WAIT)
        self.seen.append((path, environ.get("CONTENT_LENGTH"), environ["wsgi.input"].read()))
        if path == "/file":
            start_response("200 OK", [("Content-Length", str(LARGE))])
            wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](BytesIO(b"f" * LARGE))
            return wrapped
        if path == "/rows":
            start_response("200 OK", [])
            return (b"r" * 65536 for _number in range(LARGE // 65536))
        body = "\n".join(f"{name}={environ[name]}" for name in sorted(environ) if name.startswith("HTTP_")).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    def ask(self, path: str = "/", method: str = "GET", **more: Any) -> tuple[int, bytes]:
        wire = HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            wire.request(method, path, **more)
            answer = wire.getresponse()
            return answer.status, answer.read()
        finally:
            wire.close()

    def raw(self, sent: bytes) -> bytes:
        """All that comes back until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=WAIT) as wire:
            wire.sendall(sent)
            return b"".join(iter(lambda: wire.recv(65536), b""))


@pytest.fixture
def served() -> Generator[Served]:
    made = Served()
    yield made
    made.site.end()
    made.site.thread.join(WAIT)
    made.over.set()
    made.thread.join(WAIT)


def slow_parts() -> Iterator[bytes]:
    for _number in range(5):
        sleep(0.002)
        yield b"part"


@contextmanager
def half_a_request(port: int, path: str = "/start/") -> Iterator[None]:
    """Slow sockets whose heads are there, half of them without the body that they speak of, half not reading."""
    with ExitStack() as stack:
        for number in range(SLOW):
            wire = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=WAIT))
            head = f"Host: 127.0.0.1:{port}\r\nCookie: csrftoken={'x' * 32}\r\n"
            if number % 2:
                wire.sendall(f"POST {path} HTTP/1.1\r\n{head}Content-Length: 60000\r\n\r\nx=1".encode())
            else:
                wire.sendall(f"GET {path} HTTP/1.1\r\n{head}".encode())
        yield


class TestSlowVisitors:
    def test_requests_that_are_not_whole_keep_nobody_waiting(self, served: Served) -> None:
        with half_a_request(served.port):
            assert [served.ask()[0] for _number in range(5)] == [200] * 5
        assert {path for path, _length, _body in served.seen} == {"/"}

    @pytest.mark.parametrize("path", ["/file", "/rows"])
    def test_whoever_does_not_read_keeps_nobody_waiting(self, served: Served, path: str) -> None:
        with socket.create_connection(("127.0.0.1", served.port), timeout=WAIT) as wire:
            wire.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            until(lambda: served.seen)
            assert served.ask()[0] == 200
            answer = HTTPResponse(wire)
            answer.begin()
            assert answer.read() == path[1:2].encode() * LARGE

    def test_an_export_keeps_no_page_waiting(self, served: Served) -> None:
        found: list[int] = []
        export = Thread(target=lambda: found.append(served.ask("/admin/export/?format=answers.csv")[0]))
        export.start()
        assert [served.ask(f"/{number}")[0] for number in range(3)] == [200] * 3
        assert not found
        served.exported.set()
        export.join(WAIT)
        assert (found, len(served.threads)) == ([200], 2)

    @pytest.mark.parametrize(("idle", "times"), [(True, 0), (False, one_thread.RESTS)])
    def test_an_export_rests_while_pages_are_wanted_and_yet_goes_on(self, idle: bool, times: int) -> None:
        pages, answer = Mock(idle=idle), MagicMock(__iter__=lambda _self: slow_parts())
        parts = one_thread.AfterPages(answer, pages)
        began = monotonic()
        assert [*parts] == [b"part"] * 5
        assert monotonic() - began >= 5 * 0.002 * (1 + times)
        parts.close()
        answer.close.assert_called_once_with()

    def test_one_thread_runs_the_site(self, served: Served) -> None:
        for _number in range(5):
            served.ask()
        assert len(served.threads) == 1
        assert served.threads.isdisjoint({get_ident(), served.thread.ident})


class TestBodies:
    @pytest.mark.parametrize("size", [0, 10, 9000, 600 * 1024])
    def test_it_is_there_whole(self, served: Served, size: int) -> None:
        served.ask("/a", "POST", body=b"x" * size)
        assert served.seen == [("/a", str(size), b"x" * size)]

    def test_in_pieces_it_has_its_length(self, served: Served) -> None:
        served.ask("/a", "POST", body=iter([b"abc", b"x" * 9000]), encode_chunked=True)
        assert served.seen == [("/a", "9003", b"abc" + b"x" * 9000)]

    @pytest.mark.parametrize("in_pieces", [False, True])
    def test_of_too_much_the_site_hears_the_length_alone(self, served: Served, in_pieces: bool) -> None:
        size = settings.UPLOAD_MAX_SIZE + 1
        body = iter([b"x" * 65536] * (size // 65536) + [b"x"]) if in_pieces else b"x" * size
        assert served.ask("/a", "POST", body=body, encode_chunked=in_pieces)[0] == 200
        assert served.seen == [("/a", str(size), b"")]

    def test_more_than_anybody_sends_by_mistake_is_refused_unread(self, served: Served) -> None:
        head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {reading.LARGEST + 1}\r\n\r\n"
        assert served.raw(head.encode()).startswith(b"HTTP/1.1 413 ")
        assert served.seen == []

    def test_a_sender_that_asks_first_is_told_to_go_on(self, served: Served) -> None:
        with socket.create_connection(("127.0.0.1", served.port), timeout=WAIT) as wire:
            wire.sendall(b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            assert wire.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
            wire.sendall(b"abc")
            assert wire.recv(15) == b"HTTP/1.1 200 OK"
        assert served.seen == [("/a", "3", b"abc")]


HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
NONE = b"0\r\n\r\n"  # the last of the pieces
TWO_WAYS = {  # lines of a head behind POST / HTTP/1.1 and Host, and what follows
    "two lengths": (b"Content-Length: 0\r\nContent-Length: 33", b""),
    "a length and pieces": (b"Content-Length: 5\r\nTransfer-Encoding: chunked", NONE),
    "pieces and a length": (b"Transfer-Encoding: chunked\r\nContent-Length: 5", NONE),
    "a sign": (b"Content-Length: +5", b""),
    "a minus": (b"Content-Length: -5", b""),
    "another script's digits": ("Content-Length: ٥".encode(), b""),
    "another coding": (b"Transfer-Encoding: gzip", b""),
    "a coding with a vertical tab": (b"Transfer-Encoding: \x0bchunked", NONE),
    "a folded header": (b"Transfer-Encoding:\r\n chunked", NONE),
    "a space before the colon": (b"Transfer-Encoding : chunked", NONE),
    "half a line's end": (b"X-A: 1\nTransfer-Encoding: chunked", NONE),
    "a NUL": (b"X-A: \0", b""),
    "a size in another way": (b"Transfer-Encoding: chunked", b"0x5\r\nabcde\r\n" + NONE),
    "a size with a sign": (b"Transfer-Encoding: chunked", b"+5\r\nabcde\r\n" + NONE),
    "a piece that is longer": (b"Transfer-Encoding: chunked", b"2\r\nabcde\r\n" + NONE),
}
ODD_LINES = {  # whole requests
    "pieces in the old version": b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n",
    "pieces in no version": b"POST / HTTP/1.7\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\nHost: x\r\n\r\n",
    "half an address": b"GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n",
}
REFUSED = ODD_LINES | {
    case: b"POST / HTTP/1.1\r\nHost: x\r\n" + lines + b"\r\n\r\n" + body for case, (lines, body) in TWO_WAYS.items()
}


class TestTwoWays:
    @pytest.mark.parametrize("case", REFUSED)
    def test_what_can_be_read_in_two_ways_is_refused_with_all_that_follows(self, served: Served, case: str) -> None:
        answers = re.findall(rb"HTTP/1\.[01] (\d+)", served.raw(REFUSED[case] + HIDDEN))
        assert answers in ([b"400"], [b"501"])
        assert served.seen == []

    def test_requests_after_one_another_are_answered_in_order(self, served: Served) -> None:
        first = b"POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        second = b"POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        last = b"GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        answers = served.raw(first + second + last)
        assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"200"] * 3
        assert served.seen == [("/1", "3", b"abc"), ("/2", "3", b"abc"), ("/3", None, b"")]

    def test_a_header_that_looks_like_another_is_left_out(self, served: Served) -> None:
        odd = (
            b"GET / HTTP/1.1\r\nHost: x\r\nX_Forwarded_For: 1\r\nSCRIPT_NAME: /a\r\nX-A: 1\r\nConnection: close\r\n\r\n"
        )
        assert served.raw(odd).endswith(b"\r\n\r\nHTTP_CONNECTION=close\nHTTP_HOST=x\nHTTP_X_A=1")

    def test_two_hosts_are_one_that_no_site_has(self, served: Served) -> None:
        twice = b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n"
        assert served.raw(twice).endswith(b"\nHTTP_HOST=x, y")

    def test_a_head_that_never_ends_is_refused(self, served: Served) -> None:
        endless = b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".ljust(reading.LONGEST_HEAD, b"x")
        assert served.raw(endless).startswith(b"HTTP/1.0 431 ")


def test_an_answer_to_head_has_no_body_and_the_next_one_begins_where_it_should(served: Served) -> None:
    wire = HTTPConnection("127.0.0.1", served.port, timeout=WAIT)
    for method in ("HEAD", "GET", "HEAD", "GET"):
        wire.request(method, "/")
        answer = wire.getresponse()
        body = answer.read()
        assert (answer.status, len(body)) == (200, int(answer.headers["Content-Length"]) if method == "GET" else 0)
    wire.close()


class TestEnding:
    """A process that is about to end answers what was sent to it, and lets nobody send more."""

    def test_an_answer_says_that_the_connection_ends_with_it(self, served: Served) -> None:
        served.listener.ending = True
        for request in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"):
            head = served.raw(request).partition(b"\r\n\r\n")[0]
            assert re.findall(rb"\r\nConnection: (\S+)", head) == [b"close"]

    def test_what_was_sent_behind_it_is_answered_too(self, served: Served) -> None:
        served.listener.ending = True
        answers = served.raw(b"".join(b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % number for number in range(3)))
        assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"200"] * 3
        assert answers.count(b"Connection: close") == 1

    def test_a_connection_is_over_once_it_was_quiet_and_nothing_is_unread(self, served: Served) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            connection = one_thread.Connection(served.listener, ours, "", served.listener.adj, map={})
            now = int(time())
            before, connection.last_activity = now - 60, now - 60
            assert not connection.is_over(since=now + 60)
            assert connection.is_over(since=before)
            theirs.send(b"GET / HT")
            assert not connection.is_over(since=before)
            connection.handle_read()
            assert not connection.is_over(since=before)  # in the midst of a request
            connection.last_activity = before
            assert connection.is_over(since=before)
            connection.handle_close()


SETTINGS = {"DJANGO_SETTINGS_MODULE": "msp_assess.settings"}
SITE = """
import os
import time
from pathlib import Path


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/wait":
        Path("begun").touch()
        while not Path("go").exists():
            time.sleep(0.01)
    while path == "/hang":
        time.sleep(1)
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


def ask(port: int, path: str, answers: list[int] | None = None) -> int:
    """The status, 0 if there is no answer."""
    wire = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        wire.request("GET", path)
        status = wire.getresponse().status
    except OSError:
        status = 0
    finally:
        wire.close()
    if answers is not None:
        answers.append(status)
    return status


def who_answers(port: int) -> bytes:
    wire = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        wire.request("GET", "/")
        return wire.getresponse().read()
    finally:
        wire.close()


@contextmanager
def server(*command: str, folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server, and its port, which stands for PORT in the command."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    ours = {"SITE_URL": f"http://127.0.0.1:{port}", "DATA_DIR": str(folder), "SECRET_KEY": settings.SECRET_KEY}
    with subprocess.Popen(
        [word.replace("PORT", str(port)) for word in command],
        env=os.environ | ours | environment,
        cwd=folder,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as started:
        try:
            until(lambda: ask(port, "/health/live") == 200, WAIT)
            yield started, port
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)


def small_site(folder: Path, *more: str) -> tuple[str, ...]:
    """Return the command that serves it."""
    (folder / "small_site.py").write_text(SITE)
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    worker = ("--worker-class", "msp_assess.serving.one_thread.OneThread", "--pythonpath", f"{ROOT},{folder}")
    return (gunicorn, "small_site", "--bind", "127.0.0.1:PORT", "--no-control-socket", *worker, *more)


class TestGunicorn:
    def test_the_site_answers_beside_slow_sockets_and_ends_when_it_is_told_to(self, tmp_path: Path) -> None:
        with server(str(ROOT / "script" / "web"), "127.0.0.1:PORT", folder=tmp_path, WEB_WORKERS="1") as (web, port):
            with half_a_request(port):
                assert [ask(port, "/health/live") for _number in range(3)] == [200] * 3
            web.terminate()
            assert web.wait(WAIT) == 0

    def test_who_waits_has_an_answer_before_it_ends(self, tmp_path: Path) -> None:
        with server(*small_site(tmp_path), folder=tmp_path, **SETTINGS) as (
            web,
            port,
        ):
            answers: list[int] = []
            waiting = Thread(target=ask, args=(port, "/wait", answers))
            waiting.start()
            until((tmp_path / "begun").exists, WAIT)
            web.terminate()
            until(lambda: ask(port, "/") == 0, WAIT)  # nobody new is let in
            (tmp_path / "go").touch()
            waiting.join(WAIT)
            assert (answers, web.wait(WAIT)) == ([200], 0)

    def test_who_was_half_way_with_a_request_has_an_answer_from_the_process_it_began_with(self, tmp_path: Path) -> None:
        with server(*small_site(tmp_path), folder=tmp_path, **SETTINGS) as (web, port):
            wire = HTTPConnection("127.0.0.1", port, timeout=WAIT)
            wire.request("GET", "/")
            before = wire.getresponse().read()
            wire.putrequest("POST", "/")
            wire.putheader("Content-Length", "3")
            wire.endheaders(b"ab")
            web.send_signal(signal.SIGHUP)
            until(lambda: who_answers(port) != before, WAIT)
            wire.send(b"c")
            answer = wire.getresponse()
            assert (answer.status, answer.headers["Connection"], answer.read()) == (200, "close", before)

    def test_a_page_that_hangs_holds_its_process_for_a_while_only(self, tmp_path: Path) -> None:
        command = small_site(tmp_path, "--timeout", "1")
        with server(*command, folder=tmp_path, **SETTINGS) as (_web, port):
            assert ask(port, "/hang") == 0
            until(lambda: ask(port, "/") == 200, WAIT)
