"""Keeps secrets out of the log: an owner's link is a key, and Django names the address in its errors.

It also drops mailboxes, which a mail server names when it refuses them.
"""

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import DisallowedHost

TOKEN = re.compile(r"(?<=/)[\w-]{32,}")
MAILBOX = re.compile(r"[^\s<>()\[\]{}'\"`,;:=/]{1,64}@[\w.-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST = 500  # characters of what one line says: an address may have 64 KB
# What a JSON line may have besides its message; anything else handed to a logger stays out.
FIELDS = ("method", "path", "status", "milliseconds")

request_id: ContextVar[str] = ContextVar("request_id", default="")
visitor: ContextVar[str] = ContextVar("visitor", default="")  # whose request it is, by address; the log never has it
REQUEST_ID = "msp_assess.request_id"  # in a request's META


def _id_of(record: logging.LogRecord) -> str:
    """Return the request's id for a line that Django writes after all middleware; empty without a request."""
    meta = getattr(getattr(record, "request", None), "META", {})
    return str(meta.get(REQUEST_ID, ""))


def clean(text: str) -> str:
    return MAILBOX.sub("[mailbox]", TOKEN.sub("[token]", text))


def short(text: str) -> str:
    """Clean it, and leave out the end of what is too long; in this order, as half a token is not known for one."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= LONGEST else f"{cleaned[:LONGEST]}…"


def faults(record: logging.LogRecord) -> bool:
    """Whether to log this: everything but errors that only tell a visitor to wait."""
    return not getattr(record.exc_info[1] if record.exc_info else None, "no_fault", False)


def only_faults() -> Callable[[logging.LogRecord], bool]:
    return faults


def brief(record: logging.LogRecord) -> bool:
    """Say in the line, without a traceback, what is no mistake in the program: what was refused, or is away for now.

    Why a request could not be read is said without its own bytes, which the error may quote.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and record.name == "django.request" and record.levelno < logging.ERROR:
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__})", ()
        record.exc_info = record.exc_text = None
    elif error is not None and (record.name.startswith("django.security") or getattr(error, "away", False)):
        told, first = record.getMessage(), str(error).strip().partition("\n")[0]
        if isinstance(error, DisallowedHost):  # where Django names a setting that is none here
            told, first = told.partition(". You may need")[0].rstrip("."), ""
            told += ". The site answers to SITE_URL's host alone: set SITE_URL if this one is right, and restart"
        why = type(error).__name__ if first in told else f"{type(error).__name__}: {first}"
        record.msg, record.args = f"{told} ({why})", ()
        record.exc_info = record.exc_text = None
    return True


def briefly() -> Callable[[logging.LogRecord], bool]:
    return brief


def one_line(text: str) -> str:
    """Escape what would begin a line or move the cursor: nobody writes lines of their own into the log."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Formatter(logging.Formatter):
    """Writes a line for people, its time with the distance from Greenwich; a traceback has lines of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 -- logging's name
        return datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(" ", "milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the same
        return short(one_line(super().formatMessage(record)))

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


class JsonFormatter(Formatter):
    """Writes a line for programs: one JSON object, with the time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": short(record.getMessage()),
        }
        if known := request_id.get() or _id_of(record):
            said["request_id"] = known
        for name in FIELDS:
            value = getattr(record, name, None)
            if value is not None:
                said[name] = value if isinstance(value, int) else short(str(value))
        if record.exc_info:
            said["error"] = clean(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


class SecurityFormatter(logging.Formatter):
    """Writes a line of the security log, whose fields are chosen there: one JSON object, with the time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"time": at, "log": "security", "event": record.getMessage(), **getattr(record, "security", {})}
        return json.dumps(said, ensure_ascii=False)


def logging_for(form: str, level: str, *, security: str) -> dict[str, Any]:
    """Return Django's LOGGING; `security` is a file for the security log, or empty for where the log goes."""
    stream: dict[str, Any] = {"class": "logging.StreamHandler"}
    file = {"class": "logging.handlers.WatchedFileHandler", "filename": security, "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"()": "msp_assess.log.Formatter"},
            "json": {"()": "msp_assess.log.JsonFormatter"},
            "security": {"()": "msp_assess.log.SecurityFormatter"},
        },
        "filters": {
            "faults": {"()": "msp_assess.log.only_faults"},
            "brief": {"()": "msp_assess.log.briefly"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "level": level,
                "filters": ["faults", "brief"],
            },
            "security": {**(file if security else stream), "formatter": "security"},
        },
        "root": {"handlers": ["console"]},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # the root's handler, with DEBUG and without
            "msp_assess": {"level": "INFO"},  # a line for each request
            "security": {"handlers": ["security"], "level": "INFO", "propagate": False},
            "weasyprint": {"level": "ERROR"},  # its warnings spell notes: each letter that no font has
            "gunicorn.error": {"handlers": ["console"], "propagate": False},  # in our format, without tokens
        },
    }
