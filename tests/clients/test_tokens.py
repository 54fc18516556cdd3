"""Tokens: long, never the same unless asked to be, and kept as a hash."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.test import override_settings

from clients.tokens import named_token, new_token, token_hash, why_over

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(hours=1), AT - timedelta(hours=1)


def test_new_tokens_differ_and_hold_256_bits() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}


def test_named_token_is_the_same_for_the_same_name_and_key_only() -> None:
    first = named_token("invite 1 abc")
    assert (len(first), first) == (43, named_token("invite 1 abc"))
    assert first != named_token("invite 2 abc")
    with override_settings(SECRET_KEY="another key of this installation, long enough to be one"):
        assert named_token("invite 1 abc") != first


def test_hash_is_sha256() -> None:
    assert token_hash("abc") == sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    ("used", "revoked", "expires", "why"),
    [
        (None, None, LATER, ""),
        (None, None, AT, "expired"),
        (None, None, EARLIER, "expired"),
        (EARLIER, None, LATER, "used"),
        (None, EARLIER, LATER, "revoked"),
        (EARLIER, EARLIER, EARLIER, "used"),
        (None, EARLIER, EARLIER, "revoked"),
    ],
)
def test_why_a_link_opens_nothing(used: datetime | None, revoked: datetime | None, expires: datetime, why: str) -> None:
    assert why_over(used=used, revoked=revoked, expires=expires, at=AT) == why
