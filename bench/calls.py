"""How many Python calls and queries each main page takes: the same on a busy machine as on a quiet one.

python -m bench.calls [page ...]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questions.core.personas import examples, read_persona
from questions.core.question import Kind
from questions.library import asked_today
from questions.limits import saves
from questions.models.assessment import Assessment


def counted(run: Callable[[], object]) -> tuple[int, int]:
    """Return the calls and the queries of one run, after two that fill what is kept."""
    run()
    run()
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    with CaptureQueriesContext(connection) as asked:
        run()
        queries = len(asked)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls, queries


def pages() -> dict[str, Callable[[], object]]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    browser, key = Client(SERVER_NAME="127.0.0.1"), uuid4()
    browser.post("/start/", {"name": "Bob's", "key": str(key)})
    persona = read_persona(examples()["bob-breakfix"], asked_today())
    going = Assessment.objects.get(pk=key)
    going.record(persona.answers, at=timezone.now())
    done = uuid4()
    browser.post("/start/", {"name": "Bob's", "key": str(done)})
    whole = Assessment.objects.get(pk=done)
    whole.record(persona.answers, at=timezone.now())
    whole.submit(at=timezone.now())
    section = next(s for s in asked_today().sections if any(q.kind is Kind.NUMBER for q in s.questions))
    number = next(each for each in section.questions if each.kind is Kind.NUMBER)
    flip = iter(range(10, 10_000_000))

    def get(path: str) -> bytes:
        response = browser.get(path)
        assert response.status_code == HTTPStatus.OK, response.status_code
        return response.content

    def save() -> bytes:
        saves.clear()
        response = browser.post(
            reverse("questions:answer", args=[key, section.id, number.id]), {number.id: str(1 + next(flip) % 40)}
        )
        assert response.status_code == HTTPStatus.OK, response.content
        assert b"Saved" in response.content, response.content
        return response.content

    return {
        "robots": partial(get, "/robots.txt"),
        "landing": partial(get, "/"),
        "question page": partial(get, reverse("questions:section", args=[key, section.id])),
        "save": save,
        "result": partial(get, reverse("reports:result", args=[done])),
        "example": partial(get, reverse("reports:example", args=["bob-breakfix"])),
        "hub": partial(get, reverse("questions:hub", args=[key])),
    }


def main() -> None:
    runs = pages()
    print(f"{'':<20}{'calls':>9}{'queries':>9}{'KB':>8}")
    for name, run in runs.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            calls, queries = counted(run)
            size = len(run())  # type: ignore[arg-type]
            print(f"{name:<20}{calls:>9,}{queries:>9}{size / 1024:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
