"""Both engines are really in use, set up as in production."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import connection

from tests.engines import ENGINES, LOOKS, WORKER, shares


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
        assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
        assert connection.settings_dict["OPTIONS"]["tcp_user_timeout"] == 10_000
    else:
        assert connection.settings_dict["NAME"].name == "test.sqlite3"
        assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)


def test_each_test_runs_on_both_engines_or_where_none_matters_on_one() -> None:
    def item(file: str, *fixtures: str, mark: object = None) -> Mock:
        collected = Mock(spec=pytest.Item, path=Path(file), fixturenames=fixtures)
        collected.get_closest_marker.return_value = mark
        return collected

    pure, stored, served = item("test_a.py"), item("test_b.py", mark=pytest.mark.django_db), item("c.py", "live_server")
    looks = [item(LOOKS, "live_server") for _ in range(6)]
    printed = item("tests/reports/pdf/test_document.py")
    walks = [item(f"tests/journeys/test_{name}.py", "live_server") for name in "abc"]
    assert shares([pure, printed, stored, *looks, served, *walks]) == {
        "gw0": {pure, stored, served, looks[0], looks[4], walks[0], walks[2]},
        "gw1": {printed, stored, served, looks[1], looks[2], looks[3], looks[5], walks[1]},
    }
