"""Two hundred owners at once, while two consultants export again and again.

Each opens the page of sections, a page of questions, gives five answers, and thinks for a second before each of them.
"""

from __future__ import annotations

import json

from bench.load import begin, ended, get
from bench.sites import deployed, owners
from bench.table import Line
from tests.running import Site

OWNERS, ANSWERS, THINKING = 200, 5, 1.0
WARM = 15  # seconds, in which the processes make what they keep, as after a restart
SHOPS, EXPORTS = 300, 2
MOST_P95 = 300  # milliseconds
CONSULTANT = """
import json
from io import StringIO
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from clients.models.firms import Firm
user = User.objects.get(username="anna")
call_command("demo", shops={shops}, stdout=StringIO())
browser = Client()
browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
print(json.dumps("; ".join(f"{{name}}={{each.value}}" for name, each in browser.cookies.items())))
"""


def lines(engine: str, *, quick: bool = False) -> list[Line]:
    with deployed(engine) as site:
        ways = [
            [each.hub, each.section(number % 4), *each.saves()[:ANSWERS]]
            for number, each in enumerate(owners(site, OWNERS))
        ]
        export = get("/admin/export/?format=answers.csv", signed_in(site))
        seconds = 10 if quick else 60
        exporting = begin(site.ports[0], [[export]] * EXPORTS, seconds=seconds, warm=WARM)
        found = ended(begin(site.ports[0], ways, seconds=seconds, think=THINKING, warm=WARM))
        exports = ended(exporting)
    wrong = sum(found.wrong.values()) + sum(exports.wrong.values())
    return [
        Line(
            f"{OWNERS} owners, {found.rate:.0f} requests/s: p95, ms",
            f"p50 {found.p50:.0f}, p95 {found.p95:.0f}, p99 {found.p99:.0f} ms",
            f"{EXPORTS} exports beside, one in {exports.p50 / 1000:.1f} s",
            found.p95,
            most=MOST_P95,
        ),
        Line("errors", json.dumps(found.wrong | exports.wrong), ratio=wrong, most=0),
        Line("the generator's own share of a core", f"{found.share:.0%}"),
    ]


def signed_in(site: Site) -> str:
    """The cookies of a consultant whose firm has shops to export."""
    made: str = json.loads(site.shell(CONSULTANT.format(shops=SHOPS)))
    return made
