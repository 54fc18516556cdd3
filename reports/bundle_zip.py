"""Fills a bundle: renders missing reports on every free core, and puts all of them into one file."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import PurePath
from tempfile import TemporaryFile
from zipfile import ZIP_STORED, ZipFile

import django
from django.core.files import File
from django.utils import timezone

from questions.models.assessment import Assessment
from reports.core.digest import Document
from reports.models.bundle import Bundle
from reports.models.composing import pdf_name
from reports.models.stored_report import StoredReport


class TakenOver(Exception):  # noqa: N818 -- a state, not an error
    """Another worker makes it, because this process was silent for too long."""


def make(bundle: Bundle) -> None:
    """Make the file of a bundle that was begun, recording progress; a failure is recorded and raised again."""
    seen = Assessment.objects.visible_to(bundle.user).filter(pk__in=bundle.wanted, submitted__isnull=False)
    keys = [str(key) for key in seen.order_by("shop__folded", "submitted", "pk").values_list("pk", flat=True)]
    with bundle.noting_failure(), TemporaryFile() as space:
        _go_on(bundle, wanted=keys, done=0, started=timezone.now())
        with ZipFile(space, "w", ZIP_STORED) as file:  # PDFs are already compressed
            _fill(file, bundle, keys)
        space.seek(0)
        bundle.keep(f"bundles/{bundle.pk}.zip", File(space))


def _fill(file: ZipFile, bundle: Bundle, keys: list[str]) -> None:
    names: set[str] = set()
    with pool() as workers:
        try:
            for number, made in enumerate(workers.map(obtain, keys), 1):
                for stored in StoredReport.objects.select_related("assessment__shop__firm").filter(pk__in=made):
                    with stored.file.open() as report:
                        name = pdf_name(stored.assessment, stored.document)
                        file.writestr(_unused(name, names), report.read())
                _go_on(bundle, done=number)
        except TakenOver:
            workers.shutdown(wait=False, cancel_futures=True)  # canceled, or somebody else's: make none of the rest
            raise


def _go_on(bundle: Bundle, **how_far: object) -> None:
    if not bundle.go_on(at=timezone.now(), **how_far):
        raise TakenOver


def pool() -> Executor:
    """Return a pool of processes that render; spawned, because database connections do not survive a fork."""
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=begin_renderer)


def begin_renderer() -> None:
    """Let pages and single reports, for which people wait, go first."""
    os.nice(10)
    django.setup()


def obtain(key: str) -> list[int]:
    """Render an assessment's report and its annex if needed, in any process, and return their keys.

    What others said is in none of them: a bundle is also for a firm's people who may only read.
    """
    assessment = Assessment.objects.select_related("shop__firm").get(pk=key)
    return [StoredReport.objects.obtain(assessment, document).pk for document in Document]


def _unused(name: str, used: set[str]) -> str:
    path, number = PurePath(name), 1
    while name in used:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    used.add(name)
    return name
