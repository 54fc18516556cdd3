"""Files as a ticket system would write them, and the shop that reads them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from evidence.core.asked import Replies
from evidence.core.examining import Examined, Setting, examine
from evidence.core.measures.window import When
from evidence.core.reading.encoding import Open
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import parse_hours
from evidence.holiday import public_holidays
from evidence.library import vocabulary
from evidence.output import as_data

FILES = Path(__file__).parent / "files"
CHICAGO = ZoneInfo("America/Chicago")
UTC = ZoneInfo("UTC")
UPLOAD = datetime(2026, 11, 25, 19)  # noqa: DTZ001 -- a clock on a wall has no zone
KEY = b"the same in every test"


@cache
def holidays() -> dict[int, str]:
    return public_holidays("US", "", range(2024, 2028))


def make_setting(hours: str = "mon-fri 8:00-18:00", *, file_zone: ZoneInfo = CHICAGO, **replies: Any) -> Setting:
    """The shop of the invented exports, on the evening of its upload."""
    return Setting(
        zone=CHICAGO,
        file_zone=file_zone,
        week=parse_hours(hours),
        when=When(to_minutes(UPLOAD), UPLOAD.toordinal()),
        replies=Replies(**replies),
        holidays=holidays(),
    )


def source(content: bytes | str | Path) -> Open:
    """Something to open as often as wanted: a path, bytes, or text in UTF-8."""
    if isinstance(content, Path):
        return lambda: content.open("rb")
    data = content.encode() if isinstance(content, str) else content
    return lambda: io.BytesIO(data)


def export(name: str) -> Path:
    return FILES / f"{name}-synthetic.csv"


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """An export's records, its heading first."""
    data = export(name).read_bytes()
    text = data.decode("cp1252" if name == "servicenow" else "utf-8-sig")
    first = text.splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    return tuple(map(tuple, reader))


def write(rows: Iterable[Sequence[str]], *, encoding: str = "utf-8", **form: Any) -> bytes:
    """Records as a file; `form` goes to the writer."""
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)
    return text.getvalue().encode(encoding)


def look(content: bytes | str | Path, entries: bytes | Path | None = None, setting: Setting | None = None) -> Examined:
    return examine(
        source(content), source(entries) if entries is not None else None, vocabulary(), setting or make_setting(), KEY
    )


def data_of(
    content: bytes | str | Path, entries: bytes | Path | None = None, setting: Setting | None = None
) -> dict[str, Any]:
    """What the command prints as JSON."""
    found: dict[str, Any] = json.loads(json.dumps(as_data(look(content, entries, setting), {}, None)))
    return found


def measures_of(content: bytes | str | Path, setting: Setting | None = None) -> dict[str, Any]:
    found: dict[str, Any] = data_of(content, setting=setting)["measures"]
    return found


def at(setting: Setting, upload: datetime) -> Setting:
    """The same shop at another time, its answers given on that day."""
    return replace(setting, when=When(to_minutes(upload), upload.toordinal()))
