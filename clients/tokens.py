"""Tokens for links and cookies: handed out once, stored only as a hash."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import salted_hmac

EXPLAINED = timedelta(days=30)  # how long a page and the desk say that an invitation has expired


def new_token() -> str:
    return secrets.token_urlsafe(32)


def named_token(name: str) -> str:
    """Return the same token for the same name; it cannot be guessed without this installation's key."""
    return urlsafe_b64encode(salted_hmac("clients.tokens", name, algorithm="sha256").digest()).decode().rstrip("=")


def token_hash(token: str) -> str:
    """SHA-256 of a token; its 256 random bits need no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


def why_over(*, used: datetime | None, revoked: datetime | None, expires: datetime, at: datetime) -> str:
    """Return why a link no longer works: used, revoked or expired; empty while it works."""
    if used or revoked:
        return "used" if used else "revoked"
    return "" if expires > at else "expired"
