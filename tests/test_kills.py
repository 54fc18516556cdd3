"""Whatever is killed, nothing that somebody was told is lost, torn or doubled, and no task says what is not so."""

from __future__ import annotations

import os
import secrets
import sys
import time
from typing import Any

import pytest

from tests.mail_server import mail_server
from tests.processes import until
from tests.running import Site, problems, running, visited

ENGINES = ["sqlite", "postgresql"]
ANY = secrets.SystemRandom()
KILLS = int(os.environ.get("KILLS", "24"))  # 200 before a release
PAUSE = 3  # seconds from one to the next, on average


def kill(site: Site, what: str) -> None:
    webs, workers = site.webs, site.workers
    if what == "database":
        site.kill_database()
    elif what == "worker":
        secrets.choice(workers).kill()
    else:
        secrets.choice(webs).kill(child=what == "page")


def drill(engine: str, kills: list[str], *, of_each: int, pause: float) -> tuple[Any, ...]:
    """Kill these one after another under visitors; return what is wrong, what was seen, and what there is."""
    with mail_server() as server:
        settings = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port), "EMAIL_USE_TLS": "0"}
        with running(engine, webs=of_each, workers=of_each, place=None, **settings) as site:
            with visited(site, pause=3 * pause) as seen:  # so that two workers keep up, killed as they are
                for what in kills:
                    time.sleep(pause * ANY.uniform(0.5, 1.5))
                    kill(site, what)
                until(lambda: seen.submitted, 300)
            facts = site.facts(600)
            return problems(facts, seen, server.mails), seen, facts


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_two_webs_and_two_workers_lose_nothing(engine: str) -> None:
    kinds = ["page", "worker", "web", "database"] if engine == "postgresql" else ["page", "worker", "web"]
    kills = [kinds[number % len(kinds)] for number in range(KILLS)]
    wrong, seen, facts = drill(engine, kills, of_each=2, pause=PAUSE)
    submitted = sum(each["submitted"] for each in facts["assessments"].values())
    saves = sum(map(len, seen.answers.values()))
    print(f"{engine}: {len(kills)} kills, {saves} answers, {submitted} submitted, {len(facts['tasks'])} tasks")  # noqa: T201
    print(f"statuses: {dict(sorted(seen.statuses.items()))}; wrong: {wrong}", file=sys.stderr)  # noqa: T201
    assert wrong == []
    assert seen.submitted
