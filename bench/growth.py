"""What a consultant waits for as a site grows to a million assessments, on PostgreSQL.

Each has a scorecard, 10,000 have answers; a shop has two, a firm 200 shops, and one firm has 10,000. The same firm of
200 shops is looked at each time, and the large one once it is there.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.table import Line
from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from questions.core.personas import examples, read_persona
from questions.library import asked_today
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.engines import start_postgresql

SIZES, QUICK = (1_000, 100_000, 1_000_000), (1_000, 20_000, 50_000)
OF_FIRM, OF_LARGE, ANSWERED, ATTEMPTS = 200, 10_000, 10_000, 2
TURNS = 9
EXPORTS = ("export, a row each", "export, every answer")
MOST = 1.5  # times what it took at the first size
Pages = Mapping[str, Callable[[], object]]


def lines(_engine: str, *, quick: bool = False) -> list[Line]:
    """Run as a process of its own on a new PostgreSQL, and tell its table's lines."""
    arguments = [sys.executable, "-m", "bench.growth", *(["--quick"] if quick else [])]
    with TemporaryDirectory(prefix="msp-assess-") as folder:
        server = start_postgresql(folder)
        try:
            own = {**os.environ, "SECRET_KEY": os.urandom(40).hex(), "DATA_DIR": folder}
            environment = {**own, "BENCH_DATABASE": server.get_uri()}
            told = subprocess.run(arguments, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        finally:
            server.cleanup()
    return [_line(*row.split("\t")) for row in told.splitlines() if "\t" in row]


def _line(what: str, found: str, peer: str = "", ratio: str = "", most: str = "") -> Line:
    return Line(what, found, peer, float(ratio) if ratio else None, most=float(most) if most else None)


def measure(*, quick: bool) -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    filling = Filling()
    first: dict[str, float] = {}
    for size in QUICK if quick else SIZES:
        begun = perf_counter()
        filling.grow(size)
        took = perf_counter() - begun
        print(f"{size:,} assessments, filled\t{took:.0f} s, {database_megabytes():,.0f} MB", flush=True)
        for name, ms in p50s(pages(filling.consultant(filling.measured))).items():
            ratio = ms / first.setdefault(name, ms)
            most = "" if size == SIZES[0] else str(MOST)
            print(f"{name}, {size:,}\t{ms:.1f} ms\t{first[name]:.1f} ms\t{ratio}\t{most}", flush=True)
    large, measured = (pages(filling.consultant(each)) for each in (filling.large, filling.measured))
    for name in EXPORTS:
        found = [more_memory(each[name]) for each in (measured, large)]
        what = f"memory while it is sent: {name}, {filling.in_large:,} shops"
        print(f"{what}\t{found[1]:.1f} MB\t{found[0]:.1f} MB of {OF_FIRM}")
    for name, ms in p50s(large, turns=3).items():
        print(f"{name}, of the firm with {filling.in_large:,} shops\t{ms:.0f} ms", flush=True)
    if "--plans" in sys.argv:
        for name, run in (*measured.items(), *((f"{name}, large", run) for name, run in large.items())):
            print(f"\n## {name}\n{slowest_plan(run)}", flush=True)


class Filling:
    """Rows copied from a few real ones by the database itself."""

    def __init__(self) -> None:
        self.measured, self.large = (Firm.objects.create(name=name) for name in ("Measured", "Large"))
        self.assessments = self.in_large = self.answered = 0
        asked, now = asked_today(), timezone.now()
        self.shop = Shop.objects.create(name="Template", firm=self.large, owner="Owner")
        self.templates = []
        for path in list(examples(asked.version).values())[:4]:
            each = Assessment.objects.start(asked, shop=self.shop)
            each.record(read_persona(path, asked).answers, at=now)
            each.submit(at=now)
            self.templates.append(each)

    def consultant(self, firm: Firm) -> Client:
        user, _ = User.objects.get_or_create(username=f"of-{firm.pk}", defaults={"is_staff": True})
        Membership.objects.get_or_create(firm=firm, user=user, defaults={"role": Role.CONSULTANT})
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return browser

    def grow(self, size: int) -> None:
        shops = (size - self.assessments) // ATTEMPTS
        if not self.assessments:
            self._shops(OF_FIRM, self.measured)
            shops -= OF_FIRM
        large = min(OF_LARGE - self.in_large, shops // 4)
        self._shops(large, self.large)
        self.in_large += large
        rest = shops - large
        Firm.objects.bulk_create(Firm(name=f"Firm {size} {number}") for number in range(-(-rest // OF_FIRM)))
        for firm in Firm.objects.filter(name__startswith=f"Firm {size} "):
            self._shops(min(OF_FIRM, rest), firm)
            rest -= OF_FIRM
        self.assessments = size
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _shops(self, number: int, firm: Firm) -> None:
        """Copy so many shops, with two attempts each, and answers of the first ones."""
        if number <= 0:
            return
        name = "'Shop ' || n || ' ' || (ARRAY['Harbour','Hill','Mill','Lake','Bridge'])[1 + mod(n, 5)]"
        own = {"firm_id": str(firm.pk), "name": name, "folded": f"lower({name})", "searched": f"lower({name})"}
        made = self._copies(Shop, self.shop.pk, f"generate_series(1, {number}) n", own)
        template = self.templates[firm.pk % len(self.templates)]
        moments = "now() - n * interval '1 minute' - turn * interval '200 days'"
        own = {
            "shop_id": f"{made} + n",
            "attempt": "gen_random_uuid()",
            **dict.fromkeys(("begun", "submitted", "started", "changed"), moments),
        }
        source = f"generate_series(0, {number - 1}) n, generate_series(0, {ATTEMPTS - 1}) turn"
        self._copies(Assessment, template.pk, source, own)
        if self.answered < ANSWERED:
            self.answered += number * ATTEMPTS
            columns = [str(field.column) for field in Answer._meta.concrete_fields if not field.primary_key]
            taken = ", ".join(f"a.{each}" if each != "assessment_id" else "b.id" for each in columns)
            self._run(
                f"INSERT INTO questions_answer ({', '.join(columns)}) SELECT {taken} FROM questions_answer a, "
                f"questions_assessment b JOIN clients_shop s ON s.id = b.shop_id "
                f"WHERE a.assessment_id = %s AND s.firm_id = {firm.pk} AND b.shop_id >= {made}",
                [template.pk],
            )

    def _copies(self, model: type[models.Model], pk: Any, source: str, own: dict[str, str]) -> int:
        """Return the id of the first copy, for a table whose ids are numbers; else 0."""
        numbered = isinstance(model._meta.pk, models.BigAutoField)
        first = self._run("SELECT coalesce(max(id), 0) + 1 FROM " + model._meta.db_table)[0] if numbered else 0
        own = {"id": f"{first} + n - 1" if numbered else "gen_random_uuid()", **own}
        columns = [str(field.column) for field in model._meta.concrete_fields]
        taken = ", ".join(own.get(each, f"t.{each}") for each in columns)
        table = model._meta.db_table
        self._run(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} t, {source} WHERE t.id = %s", [pk]
        )
        if numbered:
            self._run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        return int(first)

    @staticmethod
    def _run(sql: str, values: list[Any] | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, values or [])
            return cursor.fetchone() if cursor.description else None


def pages(browser: Client) -> Pages:
    user = User.objects.get(pk=browser.session["_auth_user_id"])
    shops = Shop.objects.visible_to(user).order_by("pk").values_list("pk", flat=True)

    def get(path: str) -> int:
        return whole(browser.get(f"/admin/{path}"))

    return {
        "desk": partial(get, ""),
        "list": partial(get, "clients/"),
        "filter": partial(get, "clients/?stage=mixed"),
        "search": partial(get, "clients/?q=harbour"),
        "client": partial(get, f"clients/{shops[0]}/"),
        EXPORTS[0]: partial(get, "export/?format=assessments.csv"),
        EXPORTS[1]: partial(get, "export/?format=answers.csv"),
    }


def whole(response: Any) -> int:
    """Read all of it, keep nothing, and return how long it is."""
    assert response.status_code == HTTPStatus.OK, response.status_code
    return sum(map(len, response.streaming_content)) if response.streaming else len(response.content)


def more_memory(run: Callable[[], object]) -> float:
    """Megabytes that the process uses at most while this runs, beyond what it uses before."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # its highest is from now on
    before = _memory("VmRSS")
    run()
    return (_memory("VmHWM") - before) / 1024


def _memory(name: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition(f"{name}:")[2].split()[0])


def slowest_plan(run: Callable[[], object]) -> str:
    """The plan of the query that takes longest, with what each step took."""
    with CaptureQueriesContext(connection) as asked:
        run()
    asked_for = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    plans = []
    with connection.cursor() as cursor:
        for sql in asked_for:
            cursor.execute("EXPLAIN (ANALYZE, COSTS OFF, BUFFERS) " + sql.replace("%", "%%"))
            lines = [row[0] for row in cursor.fetchall()]
            plans.append((float(lines[-1].split()[-2]), "\n".join([sql, *lines])))
    took = [each for each, _ in plans]
    return f"{len(took)} queries, {sum(took):.1f} ms\n{max(plans)[1]}"


def p50s(runs: Pages, *, turns: int = TURNS) -> dict[str, float]:
    """Milliseconds, after one run of each that does not count."""
    found = {}
    for name, run in runs.items():
        run()
        found[name] = median(_took(run) for _ in range(turns))
    return found


def _took(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return (perf_counter() - begun) * 1000


def database_megabytes() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0]) / 2**20


if __name__ == "__main__":
    measure(quick="--quick" in sys.argv)
