"""A gunicorn worker in which waitress holds the sockets and one thread runs the site, so slow visitors stop nobody.

A request reaches the site once it is whole, and an answer leaves without it. The one thread keeps its connection
to the database. Exports have a thread of their own, so that no page waits until one is written.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from sys import setswitchinterval
from threading import Thread
from time import monotonic, sleep, time
from typing import TYPE_CHECKING, Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from msp_assess.serving.call_stack import in_one_piece
from msp_assess.serving.reading import IN_MEMORY, LARGEST, LONGEST_HEAD, Request

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

EXPORTS = ("/admin/export/",)  # addresses of what may take many seconds
SWITCH = 0.0005  # seconds after which an export lets a page go on
QUIET = 0.5  # seconds without a byte, after which an ending process closes a connection
STALLED = 5  # seconds, the same in the midst of a request
RESTS = 9  # times as long as an export has worked, it waits while pages are wanted
LIMITS = {
    "asyncore_use_poll": True,
    "channel_timeout": 30,  # seconds in which nothing came or went
    "cleanup_interval": 10,
    "clear_untrusted_proxy_headers": False,  # the settings say which of them count
    "connection_limit": 400,  # a process; each may have a file, and 1,024 files are often all there may be
    "ident": None,
    "inbuf_overflow": IN_MEMORY,
    "log_socket_errors": False,
    "max_request_body_size": LARGEST,
    "max_request_header_size": LONGEST_HEAD,
    "outbuf_high_watermark": 1 << 40,  # the site waits for no reader; what is not read yet goes to a file
}

log = logging.getLogger(__name__)


class Answer(WSGITask):
    """Ends its connection if the process is ending, and says so, so that nothing more is sent into it."""

    def build_response_header(self) -> bytes:
        if self.channel.server.ending and self.channel.asks_no_more:
            self.request.headers["CONNECTION"] = "close"  # as if the visitor had wanted it
        head: bytes = super().build_response_header()
        return head


class Connection(HTTPChannel):
    parser_class = Request
    task_class = Answer

    @property
    def asks_no_more(self) -> bool:
        """Whether nothing was sent behind the request that is being answered."""
        with self.requests_lock:
            return len(self.requests) <= 1 and self.request is None and not self._unread()

    def is_over(self, since: float) -> bool:
        """Whether nobody waits for an answer, or is about to ask; `since` is when the process began to end."""
        if self.requests or self.total_outbufs_len:
            return False
        quiet = time() - max(since, self.last_activity)
        return quiet > STALLED if self.request else quiet > QUIET and not self._unread()

    def _unread(self) -> bool:
        """Whether something has come that nobody has read yet; closed now, it would be lost without a word."""
        try:
            return self.socket is not None and bool(self.socket.recv(1, socket.MSG_PEEK))
        except OSError:
            return False


class Lane:
    """A thread that runs the site, a request at a time."""

    def __init__(self, name: str) -> None:
        self.waiting: SimpleQueue[Connection | None] = SimpleQueue()
        self.since: float | None = None  # when it began what it is at
        self.thread = Thread(target=in_one_piece(self._run), name=name, daemon=True)
        self.thread.start()

    @property
    def idle(self) -> bool:
        return self.since is None and self.waiting.empty()

    def at_it_for(self) -> float:
        """Return seconds."""
        since = self.since
        return 0 if since is None else monotonic() - since

    def _run(self) -> None:
        for connection in iter(self.waiting.get, None):
            self.since = monotonic()
            try:
                connection.service()
            except BaseException:
                log.exception("A request ended in an error of the server")
            self.since = None
            connection.server.pull_trigger()


class Site:
    """The one thread that runs the site, and from the first export on a second one for exports, which take long."""

    def __init__(self) -> None:
        self.pages = Lane("site")
        self._exports: Lane | None = None

    @property
    def thread(self) -> Thread:
        return self.pages.thread

    @property
    def idle(self) -> bool:
        return self.pages.idle

    def at_it_for(self) -> float:
        """Return seconds."""
        return max(self.pages.at_it_for(), self._exports.at_it_for() if self._exports else 0)

    def add_task(self, connection: Connection) -> None:
        asked = getattr(connection.requests[0], "path", "") if connection.requests else ""  # none if it was refused
        lane = self._exporting() if asked.startswith(EXPORTS) else self.pages
        lane.waiting.put(connection)

    def _exporting(self) -> Lane:
        if self._exports is None:
            setswitchinterval(SWITCH)
            self._exports = Lane("exports")
        return self._exports

    def end(self) -> None:
        """Let the threads end after what waits."""
        for lane in (self.pages, self._exports):
            if lane:
                lane.waiting.put(None)


class Listener(TcpWSGIServer):
    """Takes nobody new while the site is at work: another process may be free, and the queue outlives this one."""

    channel_class = Connection
    ending = False

    def readable(self) -> bool:
        return bool(super().readable() and self.task_dispatcher.idle)


class OneThread(Worker):
    """Ends when it is told to, after those who wait have their answers, and is ended when a page takes too long."""

    def run(self) -> None:
        sockets: dict[int, Any] = {}
        site = Site()
        listeners = [
            Listener(
                without_body_for_head(exports_after_pages(self.wsgi, site.pages)),
                sockets,
                _sock=each.sock,
                dispatcher=site,
                adj=Adjustments(**LIMITS),
                sockinfo=(each.sock.family, each.sock.type, each.sock.proto, each.sock.getsockname()),
                bind_socket=False,
            )
            for each in self.sockets
        ]
        while self.alive and self.ppid == os.getppid():
            if site.at_it_for() < self.cfg.timeout:
                self.notify()
            wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
        for listener in listeners:
            listener.ending = True
            wasyncore.dispatcher.close(listener)  # and not what wakes this thread when an answer is there
        began, end = time(), monotonic() + self.cfg.graceful_timeout
        while monotonic() < end and still_open(sockets, since=began):
            self.notify()
            wasyncore.loop(timeout=0.1, use_poll=True, map=sockets, count=1)
        site.end()


def still_open(sockets: dict[int, Any], *, since: float) -> bool:
    """Close the connections that are over; return whether there are others."""
    found = [each for each in sockets.values() if isinstance(each, Connection)]
    over = [each for each in found if each.is_over(since)]
    for each in over:
        each.handle_close()
    return len(over) < len(found)


def without_body_for_head(site: WSGIApplication) -> WSGIApplication:
    """Waitress would send what Django answers HEAD with, and the next answer would begin in the midst of it."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = site(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return []

    return application


class AfterPages:
    """The parts of an export, which works a tenth of the time while pages are wanted, and never stands still."""

    def __init__(self, answer: Iterable[bytes], pages: Lane) -> None:
        self.answer, self.pages = answer, pages

    def __iter__(self) -> Iterator[bytes]:
        began = monotonic()
        for part in self.answer:
            yield part
            now = monotonic()
            rested = now + RESTS * (now - began)
            while not self.pages.idle and monotonic() < rested:
                sleep(SWITCH)
            began = monotonic()

    def close(self) -> None:
        if hasattr(self.answer, "close"):
            self.answer.close()


def exports_after_pages(site: WSGIApplication, pages: Lane) -> WSGIApplication:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = site(environ, start_response)
        made_as_it_leaves = environ["PATH_INFO"].startswith(EXPORTS) and getattr(answer, "streaming", False)
        return AfterPages(answer, pages) if made_as_it_leaves else answer

    return application
