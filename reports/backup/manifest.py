"""What a backup holds: each file with its checksum, and what it was made with."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path

NAME, SUM = "manifest.json", "manifest.json.sha256"
FORMAT = 1


class DamagedError(Exception):
    """A backup that is not what was written; says what differs."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`key` is a mark by which the secret key is known again, and `missing` names files that were lost before."""

    made: str
    version: str
    database: str
    migrations: list[str]
    key: str
    missing: list[str]
    files: dict[str, str]
    format: int = FORMAT


def digest(file: Path) -> str:
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()


def listing(folder: Path) -> dict[str, str]:
    """Every file of a backup with its checksum."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (NAME, SUM))
    return {path.relative_to(folder).as_posix(): digest(path) for path in paths}


def write(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
    for name, data in ((NAME, text), (SUM, f"{sha256(text).hexdigest()}  {NAME}\n".encode())):
        (folder / name).write_bytes(data)
    for path in folder.rglob("*"):
        _to_disk(path)
    _to_disk(folder)


def read(folder: Path) -> Manifest:
    """The manifest, if every file is what it says, and no other one is there."""
    try:
        text, wanted = (folder / NAME).read_bytes(), (folder / SUM).read_text().split()[:1]
    except OSError as error:
        raise DamagedError(f"{folder} is no whole backup: {error.strerror}: {error.filename}") from error
    if wanted != [sha256(text).hexdigest()]:
        raise DamagedError(f"{folder / NAME} is not as it was written.")
    known = json.loads(text)
    if known["format"] != FORMAT:
        raise DamagedError(f"{folder} was made by a newer version of this program, in format {known['format']}.")
    found, listed = listing(folder), known["files"]
    for name in sorted(found.keys() | listed.keys()):
        if name not in found:
            raise DamagedError(f"{folder / name} is missing.")
        if name not in listed:
            raise DamagedError(f"{folder / name} does not belong there.")
        if found[name] != listed[name]:
            raise DamagedError(f"{folder / name} is not as it was written.")
    return Manifest(**known)


def _to_disk(path: Path) -> None:
    """Wait until it is on the disk: a backup that a power cut empties is none."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
