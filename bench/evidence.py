"""What examining a ticket export costs in time and memory, beside its budget: `python -m bench.evidence`."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from evidence.core.examining import Setting, examine
from evidence.core.measures.window import When
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import parse_hours
from evidence.library import vocabulary

ROOT = Path(__file__).parent.parent
UPLOAD = datetime(2026, 11, 25, 19)  # noqa: DTZ001 -- a clock on a wall has no zone
START = datetime(2026, 8, 1, 8)  # noqa: DTZ001
HEADINGS = (
    *("Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group", "Created time"),
    *("Resolved time", "Initial response time", "Time tracked", "Company Name", "Requester", "Category"),
)
WORDS = "printer outlook password slow laptop vpn wifi scanner mailbox license error screen backup drive".split()  # noqa: SIM905
FILLER = "some text that nobody reads"


@dataclass(frozen=True, slots=True)
class Size:
    """A file to make, and what it may cost in seconds and in megabytes."""

    name: str
    rows: int
    tickets: int
    columns: int
    filler: int
    seconds: float
    megabytes: float


SIZES = (
    Size("20,000 rows", 20_000, 20_000, 30, 12, 2.5, 64),
    Size("200,000 event rows", 200_000, 29_674, 36, 8, 8, 64),
    Size("200,000 tickets", 200_000, 200_000, 30, 15, 15, 200),
)


def main() -> None:
    if len(sys.argv) > 1:
        _one(Path(sys.argv[1]))
        return
    print(f"{'':<22}{'MB':>5}{'seconds':>10}{'of CPU':>8}{'budget':>8}{'peak MB':>10}{'budget':>8}")
    with TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "tickets.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(_rows(size))
            # Not as a module of this package, which sets Django up: the core is to be weighed alone.
            run = [sys.executable, "-P", __file__, str(path)]
            done = subprocess.run(run, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
            took, used, peak = map(float, done.stdout.split())
            megabytes = path.stat().st_size / 1e6
            print(
                f"{size.name:<22}{megabytes:>5.0f}{took:>10.1f}{used:>8.1f}{size.seconds:>8.1f}{peak:>10.0f}{size.megabytes:>8.0f}"
            )


def _one(path: Path) -> None:
    """Examine a file in a process of its own; print seconds, those of CPU, and the peak of its memory."""
    zone = ZoneInfo("America/Chicago")
    setting = Setting(
        zone=zone,
        file_zone=zone,
        week=parse_hours("mon-fri 8:00-18:00"),
        when=When(to_minutes(UPLOAD), UPLOAD.toordinal()),
    )
    start, cpu = perf_counter(), process_time()
    examined = examine(lambda: path.open("rb"), None, vocabulary(), setting, b"bench")
    took, used = perf_counter() - start, process_time() - cpu
    assert examined.measured is not None
    # Not getrusage: its peak outlives exec, and is that of the process which started this one.
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    assert peak is not None
    print(took, used, int(peak[1]) / 1024)


def _rows(size: Size) -> Iterator[list[str]]:
    """The same rows each time; the events of a ticket stand together and end with its solution."""
    random = Random(20261125)  # noqa: S311 -- the same each time
    filler = size.columns - len(HEADINGS)
    yield [*HEADINGS, *(f"Field {number}" for number in range(filler))]
    events = size.rows // size.tickets
    extra = size.rows - events * size.tickets
    minutes = 115 * 24 * 60
    for number in range(size.tickets):
        created = START + timedelta(minutes=number * minutes // size.tickets, seconds=random.randrange(60))
        answered = created + timedelta(minutes=random.randrange(2, 300), seconds=random.randrange(60))
        finished = answered + timedelta(minutes=random.randrange(5, 3000), seconds=random.randrange(60))
        row = [
            str(400_000 + number),
            " ".join(chain(random.sample(WORDS, 4), [f"room {random.randrange(999)}"])),
            "Resolved",
            random.choice(("Low", "Medium", "High", "Urgent")),
            random.choice(("Phone", "Email", "Portal", "Monitoring")),
            random.choice(("Incident", "Service Request", "Problem", "Project")),
            f"Tech {random.randrange(40)}",
            "",
            str(created),
            str(finished),
            str(answered),
            f"{random.randrange(4)}:{random.randrange(60):02}",
            f"Client {random.randrange(900)}",
            f"caller{random.randrange(9000)}@example.com",
            random.choice(("Hardware", "Software", "Network")),
            *(FILLER[: size.filler] for _ in range(filler)),
        ]
        yield from (row for _ in range(events + (number < extra)))


if __name__ == "__main__":
    main()
