"""What customers are asked, in our own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

QUESTIONS: dict[str, StrPromise] = {
    "solved": _("The last time you needed us, did we solve it?"),
    "upset": _("In the last three months, were you ever upset with us?"),
    "wait": _("The last time it was urgent, how long until a person got back to you?"),
}
OPTIONS: dict[str, dict[str, StrPromise]] = {
    "solved": {
        "first-try": _("Yes, on the first try"),
        "later-try": _("Yes, after more than one try"),
        "not-solved": _("No"),
    },
    "upset": {"never": _("No"), "once": _("Once"), "more": _("More than once")},
    "wait": {
        "half-hour": _("Within 30 minutes"),
        "hour": _("Within an hour"),
        "same-day": _("Later that day"),
        "later": _("The next day or later"),
        "not-urgent": _("It was never urgent"),
    },
}
# What the good answers say, after a number of customers.
GOOD: dict[str, StrPromise] = {
    "solved": _("say you solved it on the first try"),
    "upset": _("say they weren't upset with you"),
    "wait": _("say a person got back to them within an hour"),
}
COMMENT = _("What's one thing we could do better?")
TEAM_COMMENT = _("What should change first?")
