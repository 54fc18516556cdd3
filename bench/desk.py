"""What the desk costs with a thousand clients, on both engines: `python -m bench.desk [--zip]`.

Each figure stands beside a fixed loop of plain Python, so that two machines can be compared, and beside its floor: the
desk's smallest page, which shows no shop. With --zip a hundred reports are also put into a ZIP, beside rendering them
and nothing else; that takes some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from http import HTTPStatus
from io import StringIO
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

import django
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench.scaling import count_rows
from bench.timing import medians, reference
from clients.models.firms import Firm, Membership, Role
from questions.models.assessment import Assessment
from reports.bundle_zip import make
from reports.core.digest import Document
from reports.core.report import Report
from reports.models.bundle import Bundle
from reports.models.composing import report_of
from reports.pdf.document import render
from tests.engines import start_postgresql

SHOPS, ANSWERED, ZIPPED = 1000, 300, 100
FLOOR = "a page of the desk that shows no shop"
TABS = ("brief", "answers", "plan", "notes", "opinions", "tickets", "history")


def main() -> None:
    """Run again as a process for each engine: the settings read it once."""
    arguments = [sys.executable, "-m", "bench.desk", *sys.argv[1:]]
    with TemporaryDirectory(prefix="msp-assess-") as folder:
        own = {**os.environ, "SECRET_KEY": os.urandom(40).hex(), "DATA_DIR": folder}
        subprocess.run(arguments, env={**own, "BENCH_DATABASE": f"sqlite:///{folder}/db.sqlite3"}, check=True)
        server = start_postgresql(folder)
        try:
            subprocess.run(arguments, env={**own, "BENCH_DATABASE": server.get_uri()}, check=True)
        finally:
            server.cleanup()


def measure() -> None:
    runs = desk()
    found = medians({**runs, "reference loop": reference}, 5)
    base, floor = found["reference loop"], found[FLOOR]
    print(f"\n{connection.display_name}, {SHOPS} clients")
    print(f"{'':<46}{'ms':>8}{'of the loop':>13}{'of the floor':>14}{'queries':>9}")
    for name, took in found.items():
        number = queries(runs[name]) if name in runs else 0
        print(f"{name:<46}{took * 1e3:>8.0f}{took / base:>13.0f}{took / floor:>14.1f}{number:>9}", flush=True)
    if "--zip" in sys.argv:
        zipped()


def desk() -> Mapping[str, Callable[[], object]]:
    """The pages of a consultant, each as one request."""
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    firm = Firm.objects.create(name="Bench")
    user = User.objects.create(username="bench", is_staff=True)
    Membership.objects.create(firm=firm, user=user, role=Role.CONSULTANT)
    call_command("demo", shops=SHOPS, stdout=StringIO())
    count_rows()
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    handed_in = Assessment.objects.visible_to(user).filter(submitted__isnull=False)
    some = sorted(set(handed_in.values_list("shop", flat=True)))[:ANSWERED]

    def get(path: str) -> bytes:
        return whole(browser.get(f"/admin/{path}"))

    def with_mail(path: str) -> bytes:
        with override_settings(MAIL_ENABLED=True):
            return get(path)

    def export(name: str) -> bytes:
        return whole(browser.post("/admin/export/", {"format": name, "shop": some}))

    last = handed_in.order_by("pk")[0]
    client = f"clients/{last.shop_id}/"
    return {
        FLOOR: partial(get, "profile/"),
        "desk": partial(get, ""),
        "desk, one goal": partial(get, "?goal=become-msp"),
        "everybody worth a call": partial(get, "calls/"),
        "portfolio by section": partial(get, "portfolio/"),
        "portfolio by section, strain by stage": partial(get, "portfolio/?show=strain&by=stages"),
        "portfolio by section, change": partial(get, "portfolio/?show=change"),
        "list": partial(get, "clients/"),
        "list, filtered by stage": partial(get, "clients/?stage=mixed"),
        "list, searched": partial(get, "clients/?q=harbour"),
        "list, by readiness": partial(get, "clients/?sort=-readiness"),
        "kept views": partial(get, "clients/views/"),
        "acts to undo": partial(get, "clients/acts/"),
        "reminders to all": partial(with_mail, "clients/remind/?scope=all"),
        "what's due in all plans": partial(get, "plans/"),
        "invitations": partial(get, "invitations/"),
        "six shops side by side": partial(get, "compare/?" + "&".join(f"shop={each}" for each in some[:6])),
        "one shop beside the median": partial(get, f"compare/?shop={last.shop_id}&with=median"),
        **{f"client, {tab}": partial(get, f"{client}?tab={tab}") for tab in TABS},
        "client, meeting pack (PDF)": partial(get, f"{client}{last.pk}/pack.pdf"),
        f"CSV of {ANSWERED} assessments": partial(export, "assessments.csv"),
        f"CSV of {ANSWERED} assessments, every answer": partial(export, "answers.csv"),
        f"XLSX of {ANSWERED} assessments, every answer": partial(export, "answers.xlsx"),
    }


def whole(response: Any) -> bytes:
    assert response.status_code == HTTPStatus.OK, response.status_code
    return b"".join(response.streaming_content) if response.streaming else response.content


def queries(run: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        run()
    return len(caught)


def weight(report: Report, document: Document) -> int:
    return len(render(report, document=document))


def zipped() -> None:
    """A hundred reports and their annexes into a ZIP, and the same rendered on every core and thrown away."""
    wanted = list(Assessment.objects.exclude(submitted=None).order_by("pk").select_related("shop__firm")[:ZIPPED])
    documents = [(report_of(each), document) for each in wanted for document in Document]
    start = perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=django.setup) as pool:
        size = sum(pool.map(weight, *zip(*documents, strict=True)))
    alone = perf_counter() - start
    user = User.objects.get(username="bench")
    bundle, _ = Bundle.objects.begin(key=uuid4(), user=user, assessments=[each.pk for each in wanted])
    bundle.begin(at=timezone.now())
    start = perf_counter()
    make(bundle)
    took = perf_counter() - start
    print(f"{len(documents)} PDFs ({size / 1e6:.0f} MB): on every core {alone:.1f} s, as a ZIP {took:.1f} s,", end=" ")
    print(f"which is {alone / took:.0%} of what the cores can render")


if __name__ == "__main__":
    if "BENCH_DATABASE" in os.environ:
        measure()
    else:
        main()
