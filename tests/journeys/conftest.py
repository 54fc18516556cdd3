"""One Chromium, a server that serves as in production, and a watch over everything a page does."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.visitor import Visitor

CHROMIUM = "/usr/bin/chromium-headless-shell"
PATIENCE = 60_000  # ms; a machine that also renders reports and runs two databases
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",  # there is none, and one process less
    "--in-process-gpu",
]


@pytest.fixture(scope="package")
def live_server(django_db_setup: None) -> Generator[LiveServer]:
    """The site behind a real port; WhiteNoise serves the collected files, as it does in production."""
    server = LiveServer("127.0.0.1", start=False)
    # Django's test server would answer for static files and for private media itself; we want neither.
    server.thread.static_handler = lambda media: media.application  # type: ignore[assignment]  # not only a class
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def browser() -> Generator[Browser]:
    """One browser for the package; each visitor gets a fresh context, which is as good as a new profile."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright leaves an event loop running in this thread, which Django takes for async code.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            yield chromium
            chromium.close()


@pytest.fixture(autouse=True)
def _no_worker() -> Iterator[None]:
    """Nobody renders a report until a journey asks for it, so that the journeys stay quick."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        yield


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Generator[Callable[..., Visitor]]:
    """Make visitors, each in a browser of its own; at the end none of them may have seen anything go wrong."""
    with ExitStack() as stack:
        visitors: list[Visitor] = []

        def make(width: int = 390, height: int = 844, *, whole: bool | None = None, **options: Any) -> Visitor:
            """Make one; on a wide screen, unless told otherwise, one who has asked for whole sections."""
            if whole or (whole is None and width > 1000):
                wish = {"origin": live_server.url, "localStorage": [{"name": "questions", "value": "all"}]}
                options["storage_state"] = {"origins": [wish]}
            options.setdefault("reduced_motion", "reduce")  # a click waits for what still moves, and may miss it
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            stack.callback(context.close)
            visitors.append(Visitor(context, live_server.url))
            return visitors[-1]

        yield make
        faults = [fault for visitor in visitors for fault in visitor.faults]
        assert not faults, "\n".join(faults)
