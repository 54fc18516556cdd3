"""Asks a site for pages over many connections at once, in a process of its own that imports nothing of the site.

As a program it reads one plan as JSON from its input and prints what it found; `generate` starts it.
"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

HOST = "assess.example.com"  # behind a proxy, whose headers each request has
PROXY = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 10.0.0.1\r\n"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a plan: answers a second, milliseconds, what went wrong by its status, the generator's own CPU."""

    rate: float
    p50: float
    p95: float
    p99: float
    wrong: dict[str, int]
    share: float  # of one core, used by the generator itself


def get(path: str, cookies: str = "") -> str:
    return _head("GET", path, cookies) + "\r\n"


def post(path: str, body: str, cookies: str = "") -> str:
    """A form with a CSRF token, which every form of a page has."""
    secret = "a" * 32
    body = f"{body}&csrfmiddlewaretoken={secret}"
    kind = f"Origin: https://{HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
    return _head("POST", path, f"{cookies}; __Host-csrftoken={secret}") + f"{kind}\r\n\r\n{body}"


def _head(method: str, path: str, cookies: str) -> str:
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return f"{method} {path} HTTP/1.1\r\n{PROXY}{cookie}"


def begin(
    port: int, visitors: Sequence[Sequence[str]], *, seconds: float, think: float = 0, warm: float = 0
) -> subprocess.Popen[str]:
    """Start a process in which each visitor repeats their requests on a connection of their own.

    `think` is how many seconds each waits between an answer and the next request, `warm` how many go by before the
    `seconds` that count.
    """
    plan = {"port": port, "visitors": visitors, "seconds": seconds, "think": think, "warm": warm}
    command = [sys.executable, "-P", "-S", __file__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write(json.dumps(plan))
    process.stdin.close()
    return process


def ended(process: subprocess.Popen[str]) -> Found:
    assert process.stdout is not None
    with process:
        return Found(**json.loads(process.stdout.read()))


def generate(port: int, visitors: Sequence[Sequence[str]], *, seconds: float, think: float = 0) -> Found:
    return ended(begin(port, visitors, seconds=seconds, think=think))


@dataclass(slots=True)
class Visitor:
    requests: list[bytes]
    wire: socket.socket
    at: int = 0
    asked: float = 0
    got: bytearray = field(default_factory=bytearray)
    length: int = -1  # of the whole answer, once its head is there
    chunked: bool = False
    last: bool = False  # whether the server closes the connection after this answer

    def ask(self) -> None:
        self.got.clear()
        self.length, self.chunked = -1, False
        self.asked = time.perf_counter()
        self.wire.sendall(self.requests[self.at])
        self.at = (self.at + 1) % len(self.requests)

    def whole(self) -> bool:
        """Read what is there; return whether the answer has come to its end. Raise OSError if it is cut off."""
        piece = self.wire.recv(1 << 18)
        if not piece:
            raise ConnectionError
        self.got += piece
        if self.length < 0 and (end := self.got.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.got[:end]).lower()
            self.chunked = b"\r\ntransfer-encoding: chunked" in head
            self.last = b"\r\nconnection: close" in head
            _, found, rest = head.partition(b"\r\ncontent-length:")
            self.length = end + 4 + (int(rest.partition(b"\r\n")[0]) if found else 0)
        if self.chunked:
            return self.got.endswith(b"\r\n0\r\n\r\n")
        return 0 <= self.length <= len(self.got)

    @property
    def status(self) -> str:
        return self.got[9:12].decode()


def connected(port: int) -> socket.socket:
    wire = socket.create_connection(("127.0.0.1", port), timeout=30)
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return wire


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Repeat every visitor's requests until the time is over, each once its answer before is whole."""
    port, think, begun = plan["port"], plan["think"], time.perf_counter()
    counts = begun + plan["warm"]
    end, cpu = counts + plan["seconds"], time.process_time()
    found: list[float] = []
    wrong: Counter[str] = Counter()
    waiting: list[tuple[float, int]] = []
    visitors: list[Visitor] = []
    with selectors.DefaultSelector() as selector:

        def begin_next(visitor: Visitor) -> None:
            if visitor.last:
                number = selector.unregister(visitor.wire).data
                visitor.wire.close()
                visitor.wire, visitor.last = connected(port), False
                selector.register(visitor.wire, selectors.EVENT_READ, number)
            visitor.ask()

        for number, requests in enumerate(plan["visitors"]):
            wire = connected(port)
            visitors.append(Visitor([each.encode() for each in requests], wire))
            selector.register(wire, selectors.EVENT_READ, number)
            heappush(waiting, (begun + think * number / len(plan["visitors"]), number))
        while (now := time.perf_counter()) < end:
            while waiting and waiting[0][0] <= now:
                begin_next(visitors[heappop(waiting)[1]])
            for key, _ in selector.select(max(0, min(end, waiting[0][0] if waiting else end) - now)):
                visitor = visitors[key.data]
                try:
                    if not visitor.whole():
                        continue
                except OSError:
                    wrong["cut off"] += 1
                    selector.unregister(visitor.wire)
                    continue
                now = time.perf_counter()
                if visitor.asked >= counts:
                    found.append(now - visitor.asked)
                if visitor.status not in ("200", "302"):
                    wrong[visitor.status] += 1
                if think:
                    heappush(waiting, (now + think, key.data))
                else:
                    begin_next(visitor)
    took = time.perf_counter() - begun
    times = sorted(each * 1000 for each in found) or [0.0]
    high = {f"p{of}": times[min(len(times) - 1, len(times) * of // 100)] for of in (50, 95, 99)}
    own = (time.process_time() - cpu) / took
    return {"rate": len(found) / (took - plan["warm"]), **high, "wrong": dict(wrong), "share": own}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
