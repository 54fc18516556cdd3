"""Checks everything that a running site needs, one thing at a time, and says how to fix what is missing."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from smtplib import SMTPException, SMTPNotSupportedError
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from reports.condition import DOCTOR, LEAST_FREE, LEAST_SHARE, migrations_missing, room, work
from reports.models.heartbeat import SILENT, Heartbeat
from reports.models.key_mark import REMEDY, KeyMark
from reports.tasks import BUNDLES

PATIENCE = timedelta(minutes=10)  # for the oldest waiting task
SKEW = timedelta(seconds=30)  # between two clocks
TIMEOUT = 10  # seconds
DEFAULT = "default"  # the queue of reports, mails and upkeep
STRANGER = "203.0.113.7"  # an address reserved for documentation: no visitor has it


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found; one that is not `good` has a `fix`."""

    good: bool
    said: str
    fix: str = ""


class Asked(NamedTuple):
    """What the caller of the doctor asks for: `mail` is an address to send a mail to."""

    mail: str = ""


def _good(said: str) -> Found:
    return Found(good=True, said=said)


def _bad(said: str, fix: str) -> Found:
    return Found(good=False, said=said, fix=fix)


def key(asked: Asked) -> Found:
    """Check the key's file mode; a weak or missing key has already stopped the command before this."""
    file = settings.DATA_DIR / "secret_key"
    try:
        if not KeyMark.objects.fits():
            return _bad("it is not the one that this database was used with", REMEDY)
    except DatabaseError:  # which has a check of its own
        pass
    if os.environ.get("SECRET_KEY"):
        return _good("from SECRET_KEY")
    if file.stat().st_mode & 0o077:
        return _bad(f"{file} can be read by others on this machine", f"chmod 600 {file}")
    return _good(f"in {file}")


def database(asked: Asked) -> Found:
    what = f"{connection.display_name} at {connection.settings_dict['NAME']}"
    try:
        missing = migrations_missing()
    except DatabaseError as error:
        return _bad(
            f"{what} cannot be reached: {' '.join(str(error).split())}",
            "Check that it runs, and the user, password, host and name in DATABASE_URL: manage.py dbshell",
        )
    if missing:
        return _bad(f"{what} is not up to date: {len(missing)} to go, such as {missing[-1]}", "manage.py migrate")
    return _good(f"{what}, up to date")


def files(asked: Asked) -> Found:
    """Write and delete a file through the storage that reports use, and look for the style sheets."""
    name, bucket = f"doctor-{uuid4().hex}", f"bucket {settings.S3_BUCKET} at {settings.S3_ENDPOINT or 'AWS'}"
    place = bucket if settings.S3_BUCKET else settings.MEDIA_ROOT
    try:
        stored = default_storage.save(name, ContentFile(b"can be deleted"))
        default_storage.delete(stored)
    except OSError as error:
        return _bad(
            f"{place} cannot be written: {error.strerror or error}",
            "Check S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY and S3_SECRET_KEY, and that the key may get, put, "
            "delete and list"
            if settings.S3_BUCKET
            else f"Give the folder to the user that runs the site: chown -R <user> {settings.DATA_DIR}",
        )
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return _bad(f"no style sheets in {settings.STATIC_ROOT}", "script/setup, or manage.py collectstatic")
    return _good(f"{place} can be written")


def space(asked: Asked) -> Found:
    found = room()
    said = f"{found.free} of {found.total} MB free for {settings.DATA_DIR}"
    if not found.scarce:
        return _good(said)
    least = f"{LEAST_FREE} MB and {LEAST_SHARE:.0%} of it"
    return _bad(said, f"Free at least {least}, or move DATA_DIR to a larger disk. What has expired: manage.py upkeep")


def clock(asked: Asked) -> Found:
    now = timezone.now()
    said = f"{settings.TIME_ZONE}, where it is {timezone.localtime(now):%Y-%m-%d %H:%M}"
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                theirs: datetime = cursor.fetchone()[0]
        except DatabaseError:  # which has a check of its own
            return _good(said)
        if abs(theirs - now) > SKEW:
            return _bad(
                f"the database's clock is {abs(theirs - now).seconds} seconds from this one",
                "Let both machines set their clocks by NTP: timedatectl set-ntp true",
            )
    return _good(said if os.environ.get("TIME_ZONE") else f"{said}; set TIME_ZONE if you live elsewhere")


def worker(asked: Asked) -> Found:
    start = "Start one: script/server, systemctl start msp-assess-worker@1, or manage.py worker"
    now = timezone.now()
    try:
        found, here = work(now), list(Heartbeat.objects.alive(at=now).order_by("queue", "worker"))
    except DatabaseError:
        return _bad("no way to know without the database", "Fix the database first")
    if found.silent is None:
        return _bad("no worker runs, so no report is made and no mail sent", start)
    if found.silent > SILENT:
        return _bad(f"no worker was heard of for {_minutes(found.silent)}", start)
    said = f"{found.workers} running, {found.waiting} tasks waiting, {found.failed} failed in the last 14 days"
    said += "".join(
        f"; {each} ({each.queue or 'any queue'}, heard of {(now - each.at).seconds} s ago)" for each in here
    )
    zips = "Start one: script/server, systemctl start msp-assess-bundles, or manage.py worker --queue-name bundles"
    for queue, what, fix in (
        (DEFAULT, "makes reports and sends mail", start),
        (BUNDLES, "makes ZIPs of reports", zips),
    ):
        if not any(each.serves(queue) for each in here):
            return _bad(f"no worker {what}: {said}", fix)
    if found.oldest > PATIENCE:
        return _bad(
            f"{found.waiting} tasks wait, the oldest for {_minutes(found.oldest)}",
            "See the workers' log: journalctl -u 'msp-assess-*'. ZIPs have one of their own: systemctl start "
            "msp-assess-bundles. If they only have much to do, start another one",
        )
    return _good(said)


def mail(asked: Asked) -> Found:
    if not settings.MAIL_ENABLED:
        if asked.mail:
            return _bad("mail is off: EMAIL_HOST is not set", "Set EMAIL_HOST and the others, see docs/operate.md")
        return _good("off: pages show links to copy. To send mail, set EMAIL_HOST")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        if asked.mail:
            text = f"This mail was sent by manage.py doctor on {settings.SITE_URL}. Mail works."
            EmailMessage("Mail works", text, None, [asked.mail]).send()
            return _good(f"{server} took a mail to {asked.mail}; look whether it arrives")
        with get_connection():
            return _good(f"{server} answers. To have a mail sent: manage.py doctor --mail you@example.com")
    except (OSError, SMTPException) as error:
        if isinstance(error, SMTPNotSupportedError):  # without STARTTLS, or without names and passwords
            return _bad(
                f"{server} refused: {error}",
                "Set EMAIL_PORT to one that is encrypted, 587 or 465. Only for a server on this machine: "
                "EMAIL_USE_TLS=0, without EMAIL_HOST_USER",
            )
        return _bad(
            f"{server} refused: {' '.join(str(error).split())}",
            "Check EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, and DEFAULT_FROM_EMAIL, which the "
            "server may insist on",
        )


def proxy(asked: Asked) -> Found:
    """Ask from outside, as a visitor would: what the proxy adds to a request, and what it lets through."""
    if not settings.HTTPS:
        return _by_https_all_the_same()
    try:
        plain = _ask("/")[0]
        forged = _ask("/", {"X-Forwarded-Proto": "http"})[0]
        seen = _ask("/health/live", {"X-Forwarded-For": STRANGER, "X-Doctor": signing.dumps(0, salt=DOCTOR)})[1]
    except (OSError, HTTPException) as error:
        return _bad(
            f"{settings.SITE_URL} cannot be reached from here: {error}",
            "Check its name, its certificate and that the proxy runs. Where this machine cannot reach its own address: "
            "--skip proxy. If its certificate is of an authority of your own, put that as a .crt into "
            "/usr/local/share/ca-certificates, and run update-ca-certificates",
        )
    return _proxy(plain, forged, seen)


def _by_https_all_the_same() -> Found:
    """Look whether a proxy serves this very site by https although SITE_URL is http."""
    site = f"https://{urlsplit(settings.SITE_URL).hostname}"
    try:
        seen = _ask("/health/live", {"X-Doctor": signing.dumps(0, salt=DOCTOR)}, site=site)[1]
    except (OSError, HTTPException):
        seen = ""
    if seen:  # which this site alone answers
        return _bad(
            f"{site} is this site too, while SITE_URL is http: every form sent there is refused",
            f"Set SITE_URL={site}, and restart",
        )
    names = " and ".join(dict.fromkeys(settings.ALLOWED_HOSTS))
    return _good(f"none expected, since SITE_URL is http; pages answer to {names} alone")


def _proxy(plain: int, forged: int, seen: str) -> Found:
    """Judge the answers to a plain request, and to those with forged headers."""
    see = "See deploy/Caddyfile or deploy/nginx.conf"
    if plain in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND):
        return _bad("it does not say that visitors come by https", f"Let it set X-Forwarded-Proto: https. {see}")
    if plain == HTTPStatus.BAD_REQUEST:
        return _bad(
            "the first page is answered with 400, as to a name that is not SITE_URL's; the site's log has the name",
            f"Let it pass on the Host that visitors ask for, or set SITE_URL to that name, and restart. {see}",
        )
    if plain != HTTPStatus.OK:
        return _bad(f"the first page is answered with {plain}", f"See the web server's log. {see}")
    if forged != HTTPStatus.OK:
        return _bad("it passes on the X-Forwarded-Proto that a visitor sends", f"Let it set its own. {see}")
    if seen == STRANGER:
        return _bad("it passes on the X-Forwarded-For that a visitor sends", f"Let it add the address. {see}")
    return _good(f"{settings.SITE_URL} is reached, and its headers are right")


def _ask(path: str, headers: dict[str, str] | None = None, *, site: str = "") -> tuple[int, str]:
    """Return the status, and the address we seem to come from, if the site says it."""
    there = urlsplit(site or settings.SITE_URL)
    host, port = there.hostname or "", there.port
    wire = (
        HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        if there.scheme == "https"
        else HTTPConnection(host, port, timeout=TIMEOUT)
    )
    try:
        wire.request("GET", path, headers=headers or {})
        answer = wire.getresponse()
        answer.read()
        return answer.status, answer.headers.get("X-Seen-From", "")
    finally:
        wire.close()


def _minutes(time: timedelta) -> str:
    return f"{time // timedelta(minutes=1)} minutes"


CHECKS: tuple[Callable[[Asked], Found], ...] = (key, database, files, space, clock, worker, mail, proxy)


def examine(asked: Asked, *, skip: tuple[str, ...] = ()) -> Iterator[tuple[str, Found]]:
    """Yield each check's name and finding; a check that crashes is a finding too."""
    for check in CHECKS:
        if check.__name__ in skip:
            continue
        try:
            found = check(asked)
        except Exception as error:
            found = _bad(f"the check itself failed: {type(error).__name__}: {error}", "Please report this")
        yield check.__name__, found
