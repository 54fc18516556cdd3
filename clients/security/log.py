"""Writes a JSON line for each sign-in, failure, and change of rights or keys, for a machine to watch."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from msp_assess.log import request_id, visitor

log = logging.getLogger("security")
NAMES = ("who", "name", "address")
# What a line may have besides what happened; texts that somebody wrote are not among it.
FIELDS = (*NAMES, "kind", "fields", "role", "before", "after", "firm", "shop")
MASK = 12  # hexadecimal digits, by which the same name is known again


def tell(event: str, **facts: Any) -> None:
    """Write the line once the transaction is committed, with the visitor's address if there is one."""
    known = {"address": visitor.get(), **facts}
    line = {name: _said(name, known[name]) for name in FIELDS if known.get(name)}
    if request_id.get():
        line["request_id"] = request_id.get()
    transaction.on_commit(_writer(event, line), robust=True)


def masked(name: str) -> str:
    """Return what stands for a name or an address; the same for the same, and nobody can tell the name from it."""
    return salted_hmac("clients.security.log", name.casefold(), algorithm="sha256").hexdigest()[:MASK]


def _writer(event: str, line: dict[str, Any]) -> Callable[[], None]:
    return lambda: log.info(event, extra={"security": line})


def _said(name: str, value: Any) -> Any:
    hide = name in NAMES and settings.SECURITY_LOG_NAMES == "masked"
    return masked(str(value)) if hide else value if isinstance(value, int | list) else str(value)
