"""Files that nobody will ask for again: left half made by a killed process, or replaced by an update."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from reports.models.bundle import KEEP, Bundle
from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import handout, handouts

FOLDERS = ("blank", "examples")  # the folders of handouts
HALF_MADE = timedelta(hours=1)  # no PDF takes that long
UPLOADED = timedelta(days=1)  # no request takes that long
REPLACED = timedelta(days=30)  # after it was asked for, so that two versions of the program can run side by side


def lost_handouts(at: datetime) -> list[str]:
    """Return files of handouts that no row names, because a process was killed or the row is gone."""
    kept = set(StoredHandout.objects.exclude(file="").values_list("file", flat=True))
    return [name for name in _stored(FOLDERS, at - HALF_MADE) if name not in kept]


def replaced_handouts(at: datetime) -> models.QuerySet[StoredHandout]:
    """Handouts of an earlier version of the program or questionnaire; they can be made again."""
    current = {handout(each).path for each in handouts()}
    return StoredHandout.objects.filter(asked__lte=at - REPLACED).exclude(path__in=current)


def lost_bundles(at: datetime) -> list[str]:
    """Return ZIP files that no row names, because their worker was killed before it could record them."""
    kept = set(Bundle.objects.exclude(file="").values_list("file", flat=True))
    return [name for name in _stored(("bundles",), at - KEEP) if name not in kept]


def uploads(at: datetime) -> list[str]:
    """Return our own uploads, by Django's name for them, whose request was killed."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    found = []
    for path in folder.glob("*.upload*"):
        try:
            about = path.stat(follow_symlinks=False)
        except FileNotFoundError:  # deleted meanwhile
            continue
        if about.st_uid == os.getuid() and about.st_mtime <= (at - UPLOADED).timestamp():
            found.append(str(path))
    return sorted(found)


def _stored(folders: tuple[str, ...], before: datetime) -> Iterator[str]:
    for folder in folders:
        try:
            _, names = default_storage.listdir(folder)
        except FileNotFoundError:  # nothing has been made yet
            continue
        for name in sorted(names):
            path = f"{folder}/{name}"
            if default_storage.get_modified_time(path).astimezone(UTC) <= before:
                yield path
