"""A record by hand, of the invented shop."""

from __future__ import annotations

from typing import Any

from evidence.core.kept import Kept, Row

AFTER_HOURS = Row(
    measure="after-hours-calls",
    status="compared",
    lo=9,
    hi=20,
    n=89,
    side="more",
    outcome="more",
    said="3 calls",
    said_at=3.0,
    said_number=3,
    axis=(0.0, 2.0, 5.0, 10.0, 20.0),
    use=9,
)
GRID = tuple(
    tuple(19 if (day, hour) == (0, 9) else 7 if 8 <= hour < 12 and day < 5 else 0 for hour in range(24))
    for day in range(7)
)
KEPT = Kept(
    preset="freshdesk",
    roles=("id", "created"),
    settings={"zone": "America/Chicago", "hours": "mon-fri 8:00-18:00", "country": "US", "region": "TX"},
    holidays="0.109",
    counts={"rows": 1399, "tickets": 1399, "alerts": 38, "unreadable": 0, "clients": 12},
    uploaded="2026-11-25",
    first="2026-08-17",
    last="2026-11-25",
    window=("2026-10-28", "2026-11-24"),
    rows=(AFTER_HOURS,),
    grid=GRID,
)


def row(measure: str, **fields: Any) -> Row:
    """A compared measure."""
    given: dict[str, Any] = {"status": "compared", "n": 89, **fields}
    return Row(measure, **given)


PAGES_OF_A_FILE: dict[str, Any] = {
    "file": {"rows": 1, "tickets": 1},
    "decided": {"letters": []},
    "labels": ["Id", "Created"],
    "columns": {"created": [1]},
    "dates": {},
    "asks": [],
    "notes": [],
    "telling": [],
    "machines": [],
    "agents": [],
    "measures": {name: {"reason_code": None} for name in ("weekends", "reactive-share")},
}
