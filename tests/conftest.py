"""What every test stands on."""

import os
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from plans.models import board
from questions import outline, whole_page
from questions.templatetags import kept
from reports import lately
from reports.core.report import Report
from reports.models import stored_report
from reports.models.key_mark import KeyMark
from tests.engines import SHORT

KEPT = {"django_content_type", "auth_permission"}  # made by migrations, the same for every test
IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- only to hold a folder of our own

# A slow machine is not a failure; where it matters, speed has tests and benches of its own. Each run looks at other
# examples, at many of them before a release.
hypothesis.settings.register_profile("often", deadline=None, max_examples=25)
hypothesis.settings.register_profile("long", deadline=None, max_examples=200)


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("often" if config.getoption("markexpr") == SHORT else "long")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Generator[None]:
    """Keep SQLite in a file, where several threads have several connections, as in production; but not on a disk."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield
        return
    with TemporaryDirectory(prefix="msp-assess-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None) as folder:
        database["TEST"]["NAME"] = Path(folder) / "test.sqlite3"
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Generator[None]:
    """After a test with transactions delete rows one table after another, which are few, and keep what each test needs.

    PostgreSQL takes a tenth of a second to truncate all tables, and then Django would make every permission again.
    """

    def sql_flush(self: Any, style: object, tables: list[str], **_: bool) -> list[str]:
        rows = [f"DELETE FROM {self.quote_name(each)};" for each in tables if each not in KEPT]  # noqa: S608 -- our tables
        in_any_order = ["SET LOCAL session_replication_role = replica;"] if connection.vendor == "postgresql" else []
        return in_any_order + rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: KeyMark.objects.keep())
        yield


@pytest.fixture(scope="session", autouse=True)
def _for_tests(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Run tasks at once, keep files out of var/, and spend no time on strong password hashes and static files."""
    media = tmp_path_factory.mktemp("media")
    with override_settings(
        STORAGES={
            **settings.STORAGES,
            "tickets": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {**settings.STORAGES["tickets"]["OPTIONS"], "location": media / "uploads"},
            },
        },
        MEDIA_ROOT=media,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        RECOVERY_CODE_ROUNDS=1,
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}},
        WHITENOISE_AUTOREFRESH=True,  # otherwise each test's client reads the whole folder of static files
    ):
        yield


@pytest.fixture(scope="module")
def rows_of_a_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    """Let a fixture make rows once for all tests of a module; what a test changes is undone after it, as always."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Keep no part of a page from one test for the next, whose questionnaire may have the same checksum."""
    kept.parts.clear()
    whole_page.pages.clear()
    outline.kept_lines.cache_clear()
    outline.kept_left.cache_clear()
    board.reached_lately.clear()
    lately.gists.clear()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Let a PDF take no time; the list holds each report that was rendered."""
    reports: list[Report] = []

    def render(report: Report, *_: object) -> bytes:
        reports.append(report)
        return f"%PDF {len(reports)}".encode()

    monkeypatch.setattr(stored_report, "render", render)
    return reports
