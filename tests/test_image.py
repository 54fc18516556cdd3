"""The image is built by its Dockerfile and runs as compose.yaml says; tests/image.py does what an engine would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_urlsafe
from time import monotonic
from typing import Any

import pytest

from tests.image import DEPLOY, INSTEAD, Builder, Engine, Image, apart, let_in, services, stages
from tests.processes import until

DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
OURS = ("migrate", "web", "worker", "bundles")
SECRETS = {"POSTGRES_PASSWORD": "lettersanddigits123"}
SITE = "https://assess.example.com"
TMP = "/tmp"  # noqa: S108 -- the container's
WAIT = 120  # seconds for what takes a few
WRITES = "import pathlib, sys; pathlib.Path(sys.argv[1], 'x').write_text('x')"
HEADERS = {"Host": "assess.example.com", "X-Forwarded-Proto": "https"}  # as the proxy sends them
ASKS = f"""
import re, urllib.request as r
def ask(path):
    return r.urlopen(r.Request("http://127.0.0.1:8000" + path, headers={HEADERS}), timeout=60).read().decode()
page = ask("/")
styles = re.findall('<link[^>]+href="(/static/[^"]+[.]css)"', page)
print("<h1" in page, len(styles), all(map(ask, styles)))
"""
ONE = """
from questions.models.assessment import Assessment
print(Assessment.objects.exclude(submitted=None).first().pk)
"""
MANAGE = (".venv/bin/python", "manage.py")


def test_every_line_of_the_dockerfile_is_one_that_the_drill_runs() -> None:
    build, image = stages(DOCKERFILE)
    assert (build.base, build.name, image.name) == ("python:3.13-slim-bookworm", "build", "")
    assert {verb for stage in (build, image) for verb, _ in stage.steps} <= {
        name.removeprefix("do_").upper() for name in dir(Builder) if name.startswith("do_")
    }
    assert all(said in DOCKERFILE + (DEPLOY / "compose.yaml").read_text() for said in INSTEAD)


def test_lines_that_go_on_are_one_and_comments_none() -> None:
    first, last = stages('# a\nFROM a AS b\nRUN x \\\n  # why\n  && y\n\nFROM c\nCMD ["d"]\n')
    assert (first.steps, last.base, last.steps) == ([("RUN", "x && y")], "c", [("CMD", '["d"]')])


def test_patterns_that_it_does_not_read_stop_the_drill() -> None:
    assert let_in("# why\n*\n!a\n!b/c\n**/__pycache__\n") == ["a", "b/c"]
    with pytest.raises(AssertionError, match="no other patterns"):
        let_in("*\n!a\n**/__pycache__\na/*.log\n")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    assert os.geteuid() == 0, "the drill makes roots and namespaces, which only root may"
    assert shutil.which("debootstrap"), "apt-get install debootstrap"
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.long
def test_it_serves_and_does_its_work_where_it_can_write_to_nothing_but_its_volume(folder: Path) -> None:
    """Three to six minutes; `-s` shows what took how long, and what ran in the place of what."""
    builder, known = Builder(folder), services(SECRETS)
    image = builder.build(DOCKERFILE)
    agree(image, known)
    database = builder.copy_of_base(known["database"]["image"], "database")
    builder.do_run(Image(database), "apt-get update && apt-get install --yes --no-install-recommends postgresql")
    engine = Engine(image, folder / "data", environment_of(known))
    drill = Drill(builder, engine)
    with engine.network():
        engine.start("database", engine.beside(*apart(), "chroot", database, "sh", "-c", cluster(known["database"])))
        asks = engine.beside("chroot", database, *known["database"]["healthcheck"]["test"][1:])
        drill.until(
            "the database's health check",
            lambda: subprocess.run(asks, check=False, capture_output=True).returncode == 0,
        )
        assert engine.run(*image.health)[0] == 1, "the health check finds a site before there is one"
        for place, writable in {"/app": False, "/etc": False, "/usr": False, "/data": True, TMP: True}.items():
            code, said = engine.run(".venv/bin/python", "-c", WRITES, place)
            assert (code == 0, "Read-only" in said or "denied" in said) == (writable, not writable), (place, said)

        drill.good("migrate", *known["migrate"]["command"])
        engine.start("web", engine.inside(*image.command))
        drill.until("HEALTHCHECK", lambda: engine.run(*image.health)[0] == 0)
        for name in ("worker", "bundles"):
            engine.start(name, engine.inside(*known[name]["command"]))
        code, said = engine.run(".venv/bin/python", "-c", ASKS)
        assert re.fullmatch(r"True [1-9]\d* True\n", said), said
        doctor = (*MANAGE, "doctor", "--skip", "mail", "--skip", "proxy")  # there is neither
        drill.until("doctor", lambda: engine.run(*doctor)[0] == 0)
        drill.good("welcome", *MANAGE, "welcome")
        drill.good("demo", *MANAGE, "demo")
        which = drill.good("an assessment", *MANAGE, "shell", "--verbosity", "0", "--command", ONE).split()[-1]
        drill.good("a report", *MANAGE, "report", "render", which, "--output", "/data/one.pdf")
        drill.good("backup", *MANAGE, "backup", "/data/backup")
        drill.good("restore --check", *MANAGE, "restore", "/data/backup", "--check")
        grace = float(known["web"]["stop_grace_period"].removesuffix("s"))
        for name in ("web", "worker", "bundles"):
            assert engine.stop(name, grace) == 0, engine.log(name).read_text()
    assert (folder / "data" / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert [*(image.root / "app").rglob("secret_key")] == []
    assert builder.replaced == set(INSTEAD)
    sys.stdout.write(f"\n{drill.told()}\n")


class Drill:
    """What is done in the image, and how many seconds each part takes."""

    def __init__(self, builder: Builder, engine: Engine) -> None:
        self.took, self.engine = builder.took, engine

    def good(self, what: str, *command: str) -> str:
        began = monotonic()
        code, said = self.engine.run(*command)
        self.took.append((what, monotonic() - began))
        assert code == 0, said
        return said

    def until(self, what: str, happens: Callable[[], bool]) -> None:
        began = monotonic()
        until(happens, WAIT)
        self.took.append((what, monotonic() - began))

    def told(self) -> str:
        lines = [f"{seconds:7.1f} s  {what[:100]}" for what, seconds in self.took if seconds >= 0.5]
        replaced = [f"In the place of {said}: {here}" for said, here in INSTEAD.items()]
        return "\n".join([*replaced, *lines, f"{sum(seconds for _, seconds in self.took) / 60:.1f} minutes in all"])


def agree(image: Image, known: dict[str, Any]) -> None:
    """Compare Dockerfile and compose: volume, port, health check, user, and nothing else to write to."""
    for name in OURS:
        assert known[name]["volumes"] == [f"data:{image.volume}"]
        assert (known[name]["read_only"], known[name]["tmpfs"], known[name]["cap_drop"]) == (True, [TMP], ["ALL"])
    port = known["web"]["ports"][0].rpartition(":")[2]
    assert image.command[-1].endswith(f":{port}")
    assert f":{port}/health/ready" in image.health[-1]
    assert [name for name in OURS if "healthcheck" not in known[name]] == ["web"]
    assert image.user == "10001:10001"


def environment_of(known: dict[str, Any]) -> dict[str, str]:
    """deploy/.env as operate.md makes it, and what compose adds."""
    lines = [line for line in (DEPLOY / "env.example").read_text().splitlines() if line and line[0] != "#"]
    found: dict[str, str] = dict(line.split("=", 1) for line in lines)
    assert (found["SITE_URL"], found["SECRET_KEY"]) == (SITE, "")
    return {**found, **known["web"]["environment"], "SECRET_KEY": token_urlsafe(48)}


def cluster(service: dict[str, Any]) -> str:
    """What makes and runs a database as PostgreSQL's own image does by these variables."""
    made = service["environment"]
    return f"""
set -e
bin=$(echo /usr/lib/postgresql/*/bin)
install --directory --owner postgres /db /run/postgresql
echo '{made["POSTGRES_PASSWORD"]}' > /password
as='setpriv --reuid=postgres --regid=postgres --clear-groups'
$as $bin/initdb -D /db -U {made["POSTGRES_USER"]} --pwfile=/password --auth=scram-sha-256 --encoding=UTF8
echo 'create database {made["POSTGRES_DB"]}' | $as $bin/postgres --single -D /db postgres
exec $as $bin/postgres -D /db -c listen_addresses=127.0.0.1
"""
