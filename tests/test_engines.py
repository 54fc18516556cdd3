"""Both engines are really in use, set up as in production."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import connection

from tests.engines import ENGINES, WORKER, set_apart, shares


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
    core = item("tests/reports/core/test_gaps.py")
    apart = [item("tests/reports/pdf/test_document.py"), item("tests/test_kills.py"), core]
    drill = item("tests/reports/test_doctor.py", mark=pytest.mark.django_db)
    walks = [item(f"tests/journeys/test_{name}.py", "live_server") for name in "abcdefghijklmnopqr"]
    split = [item(f"tests/{name}", "db") for name in ("test_refused_pages.py", "desk/views/test_home.py")]
    every = [pure, *apart, drill, stored, *walks, served, *split]
    assert {each for each in every if set_apart(each.path)} == {*apart, drill, *walks}, "what gw2 reads"
    assert shares(every) == {
        "gw0": {pure, stored, served, drill, split[0]},
        "gw1": {stored, served, drill, walks[0], walks[16], split[1]},
        "gw2": {*apart, *walks[1:16], walks[17]},
    }
    before_a_release = shares(every, long=True)
    assert {*split} <= before_a_release["gw0"] & before_a_release["gw1"]
