"""Tokens for links and cookies: given out once, kept as a hash only."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """SHA-256 of a token of 256 random bits: nothing to guess, so no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()
