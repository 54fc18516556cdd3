"""What an owner waits for, beside the least that Django can do: a template of the same bytes, a view with one insert.

The same server with the same flags serves both, eight connections ask, and both are asked by turns. On a busy machine
read the ratio of CPU, which the processes of both used for one answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median
from urllib.parse import parse_qsl

from bench.load import PROXY, Found, generate, get
from bench.sites import Server, deployed, floor, owners, server_of
from bench.table import Line
from tests.running import ask

CONNECTIONS = 8
SAVING = 64  # owners, so that none of them saves faster than one may
LEAST = {"landing": 0.5, "question page": 0.45, "save": 0.40, "result": 0.30}
WARM = 2  # seconds in which both processes make what they keep; what a first look costs is no part of the ratio
Visitors = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: so many turns of so many seconds for each of the two."""

    seconds: float
    turns: int


FULL, QUICK = Effort(2, 4), Effort(1, 2)


def lines(engine: str, *, quick: bool = False) -> list[Line]:
    with deployed(engine) as site:
        going, done = owners(site, SAVING), owners(site, CONNECTIONS, submitted=True)
        visitors: dict[str, Visitors] = {
            "landing": [[get("/")]] * CONNECTIONS,
            "question page": [[each.section()] for each in going[:CONNECTIONS]],
            "save": [[save for each in going[at::CONNECTIONS] for save in each.saves()] for at in range(CONNECTIONS)],
            "result": [[each.result] for each in done],
            "hub": [[each.hub] for each in going[:CONNECTIONS]],
            "example": [[get("/example/bob-breakfix/")]] * CONNECTIONS,
        }
        bodies = {name: body_of(site.ports[0], each[0][0]) for name, each in visitors.items()}
        ours = server_of(site)
        with floor(site, {name.replace(" ", "-"): body for name, body in bodies.items()}) as theirs:
            found = []
            for name, each in visitors.items():
                pair = (ours, each), (theirs, bare(name, each))
                what = f"{name}, {len(bodies[name]) / 1024:.1f} KB"
                found.append(compared(what, *pair, QUICK if quick else FULL, LEAST.get(name)))
            return found


def bare(name: str, visitors: Visitors) -> Visitors:
    """The same of the floor: a page by its name, or for each save an insert with the same form."""
    place = name.replace(" ", "-")
    if name != "save":
        return [[get(f"/page/{place}")]] * len(visitors)
    body = "value=" + visitors[0][0].partition("\r\n\r\n")[2]
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    return [[f"POST /insert/{place} HTTP/1.1\r\n{PROXY}{kind}"]] * len(visitors)


def body_of(port: int, request: str) -> bytes:
    """The page that this request gets."""
    head, _, sent = request.partition("\r\n\r\n")
    first, *rest = head.split("\r\n")
    method, path, _ = first.split()
    cookie = dict(line.split(": ", 1) for line in rest).get("Cookie", "")
    status, _, body = ask(port, method, path, dict(parse_qsl(sent, keep_blank_values=True)), Cookie=cookie)
    assert status == HTTPStatus.OK, (status, path)
    return body


def compared(
    what: str, ours: tuple[Server, Visitors], theirs: tuple[Server, Visitors], effort: Effort, least: float | None
) -> Line:
    """Both by turns; the median of the ratios of two that stand beside each other."""
    for server, visitors in (ours, theirs):
        generate(server.port, visitors, seconds=WARM)
    turns = [(asked(*ours, effort.seconds), asked(*theirs, effort.seconds)) for _ in range(effort.turns)]
    rates = [median(pair[at][0].rate for pair in turns) for at in (0, 1)]
    cpu = [median(pair[at][1] for pair in turns) for at in (0, 1)]
    p95 = median(mine[0].p95 for mine, _ in turns)
    return Line(
        what,
        f"{rates[0]:,.0f}/s, p95 {p95:.0f} ms, CPU {cpu[0]:.2f} ms",
        f"{rates[1]:,.0f}/s, CPU {cpu[1]:.2f} ms",
        median(mine[0].rate / bare[0].rate for mine, bare in turns),
        by_cpu=cpu[1] / cpu[0],
        least=least,
    )


def asked(server: Server, visitors: Visitors, seconds: float) -> tuple[Found, float]:
    """What came, and milliseconds of CPU for each answer."""
    before = server.cpu
    found = generate(server.port, visitors, seconds=seconds)
    assert not found.wrong, found.wrong
    return found, (server.cpu - before) * 1000 / (found.rate * seconds)
