"""Tokens for links and cookies: given out once, kept as a hash only."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import salted_hmac

EXPLAINED = timedelta(days=30)  # that a page and the desk still say of an expired invitation that it has expired


def new_token() -> str:
    return secrets.token_urlsafe(32)


def named_token(name: str) -> str:
    """The same token for the same name; nobody without this installation's key can work it out."""
    return urlsafe_b64encode(salted_hmac("clients.tokens", name, algorithm="sha256").digest()).decode().rstrip("=")


def token_hash(token: str) -> str:
    """SHA-256 of a token of 256 random bits: nothing to guess, so no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


def why_over(*, used: datetime | None, revoked: datetime | None, expires: datetime, at: datetime) -> str:
    """Why a link opens nothing any more: used, revoked or expired; empty while it opens something."""
    if used or revoked:
        return "used" if used else "revoked"
    return "" if expires > at else "expired"
