"""What one visitor may have within an hour; whoever wants more is told how long to wait."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network
from math import ceil

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models.allowance import Allowance, Limit
from clients.tokens import token_hash
from clients.viewers import staff
from msp_assess.signing_in import address_of
from questions.browser import token_of
from questions.pace import Pace

HOUR = timedelta(hours=1)
# A workshop's people share one address: two rooms of thirty fit.
STARTING = Limit("starting", HOUR, address=60, key=10, account=60)
SUBMITTING = Limit("submitting", HOUR, address=120, key=20, account=120)
PDF = Limit("PDFs", HOUR, address=120, key=20, account=120)
ZIP = Limit("ZIPs of PDFs", HOUR, account=20)
MAIL = Limit("mails from", HOUR, address=40, key=5, account=1000)  # two lists of owners
CALENDAR = Limit("calendars", HOUR, key=60)  # a program that looks each minute
FILE = Limit("files", HOUR, address=60, account=60)
ASKING = Limit("links to others", HOUR, address=60, key=20, account=120)
REPLYING = Limit("replies", HOUR, address=120)  # a shop's people and customers share its network
# In each process's memory, since counting in the database would cost as much as saving: a burst, then a steady pace.
SAVING = Limit("saving", timedelta(minutes=1), key=300)
saves = Pace(SAVING.key, SAVING.within)

WHY: dict[str, Promise] = {
    STARTING.name: _("Many questionnaires were started from your network or browser within the hour."),
    SUBMITTING.name: _("Many questionnaires were submitted from your network or browser within the hour."),
    PDF.name: _("Many reports were made for your network or browser within the hour."),
    ZIP.name: _("Many ZIPs of reports were made for you within the hour."),
    MAIL.name: _("Many mails were sent from your network, browser or account within the hour."),
    CALENDAR.name: _("This calendar was looked at many times within the hour."),
    FILE.name: _("Many files came from your network or account within the hour."),
    ASKING.name: _("Many links for others were made from your network or browser within the hour."),
    REPLYING.name: _("Many replies came from your network within the hour."),
    SAVING.name: _("Very many answers came from this browser at once."),
}


class TooMany(PermissionDenied):
    """The visitor has had as much as a limit allows; nothing was done."""

    no_fault = True  # the log needs no traceback: the security log has a line

    def __init__(self, limit: Limit, wait: timedelta) -> None:
        super().__init__(f"{limit.name}: wait {wait}")
        self.limit, self.wait = limit, wait

    @property
    def seconds(self) -> int:
        """How long to wait, in whole seconds."""
        return max(1, ceil(self.wait.total_seconds()))

    @property
    def minutes(self) -> int:
        """The same in whole minutes, as pages give it."""
        return ceil(self.seconds / 60)

    @property
    def why(self) -> str:
        return str(WHY[self.limit.name])


def take(request: HttpRequest, limit: Limit, *, cost: int = 1) -> None:
    """Count this against what the visitor may have; raise TooMany if it is more than that.

    In a transaction that fails nothing is counted.
    """
    wait = Allowance.objects.take(limit, names_of(request), at=timezone.now(), cost=cost)
    if wait:
        raise TooMany(limit, wait)


def take_of(token: str, limit: Limit) -> None:
    """Count this against what one link may have, whoever uses it; raise TooMany if it is more than that."""
    if wait := Allowance.objects.take(limit, {"key": token}, at=timezone.now()):
        raise TooMany(limit, wait)


def take_save(request: HttpRequest) -> None:
    """Count one saving; raise TooMany if this browser or account saves faster than anyone answers."""
    if wait := saves.wait(token_hash(" ".join([*names_of(request).items()][-1]))):
        raise TooMany(SAVING, wait)


def names_of(request: HttpRequest) -> dict[str, str]:
    """Return what a limit counts by: the account, or else the network's address and the browser's key."""
    user = staff(request.user) if hasattr(request, "user") else None
    if user:
        return {"account": str(user.pk)}
    names = {"address": address_of(request)}
    if ":" in names["address"]:
        names["site"] = str(ip_network((names["address"], 48), strict=False))
    if token := token_of(request):
        names["key"] = token
    return names
