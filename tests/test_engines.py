"""Both engines are really in use, set up as in production."""

import pytest
from django.db import connection

from tests.engines import ENGINES, WORKER


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.django_db
@pytest.mark.skipif(not WORKER, reason="one process has one engine: run script/test")
def test_each_worker_has_its_engine() -> None:
    assert connection.vendor == ENGINES[WORKER]


@pytest.mark.django_db
def test_each_engine_is_set_up_as_in_production() -> None:
    if connection.vendor == "postgresql":
        assert connection.pool.max_size == 8  # type: ignore[attr-defined]
    else:
        assert connection.settings_dict["NAME"].name == "test.sqlite3"
        assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
