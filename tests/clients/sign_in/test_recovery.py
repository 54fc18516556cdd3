"""Codes that were shown are kept as hashes, and each still works once."""

from __future__ import annotations

import importlib

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User

from clients.sign_in.recovery import as_kept, hashed, seal
from msp_assess import sign_in_rules
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_user("ann")


def row() -> Authenticator:
    found: Authenticator = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    return found


def works(user: User, code: str) -> bool:
    return RecoveryCodes(row()).validate_code(as_kept(user, code))


def test_nothing_is_kept_from_which_a_code_can_be_read(ann: User) -> None:
    made = RecoveryCodes.activate(ann)
    codes, seed = made.get_unused_codes(), made.instance.data["seed"]
    assert works(ann, codes[3])
    seal(made.instance)
    kept = row().data
    assert set(kept) == {"migrated_codes", "viewed_at"}
    assert len(kept["migrated_codes"]) == 9
    assert not any(secret in str(kept) for secret in (seed, *codes))
    assert [works(ann, code) for code in (codes[3], codes[0], f" {codes[1][:4]} {codes[1][4:]} ", "00000000")] == [
        False,
        True,
        True,
        False,
    ]
    assert [works(ann, code) for code in codes] == [False, False, True, False, *[True] * 6]
    assert works(ann, codes[2]) is False
    assert row().data["migrated_codes"] == []


def test_each_persons_codes_have_a_salt_of_their_own_and_the_rounds_that_are_asked_for(ann: User) -> None:
    seal(RecoveryCodes.activate(ann).instance)
    seal(RecoveryCodes.activate(make_user("bob")).instance)
    kept = [each.data["migrated_codes"][0].split("$") for each in Authenticator.objects.all()]
    assert [parts[0] for parts in kept] == ["pbkdf2_sha256"] * 2
    assert len({parts[2] for parts in kept}) == 2
    assert min(len(parts[2]) for parts in kept) >= 22
    assert sign_in_rules.RECOVERY_CODE_ROUNDS == 600_000


def test_what_is_no_recovery_code_stays_as_it_was_typed(ann: User) -> None:
    assert as_kept(ann, "12345678") == "12345678"
    seal(RecoveryCodes.activate(ann).instance)
    assert [as_kept(ann, typed) for typed in ("123456", "", "١٢٣٤٥٦٧٨", "x" * 900)] == [
        "123456",
        "",
        "١٢٣٤٥٦٧٨",
        "x" * 900,
    ]
    assert as_kept(ann, "12345678") == hashed("12345678", row().data["migrated_codes"][0].split("$")[2])


def test_sealing_twice_or_too_late_changes_nothing(ann: User) -> None:
    made = RecoveryCodes.activate(ann).instance
    seal(made)
    kept = row().data
    seal(made)  # what another request has read before
    seal(row())
    assert row().data == kept


def test_codes_of_before_become_hashes_once_they_were_shown(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher, "encode", lambda self, code, salt, rounds=None: encode(self, code, salt, 1)
    )
    migration = importlib.import_module("clients.migrations.0022_recovery_codes_hashed")
    made = RecoveryCodes.activate(ann)
    codes = made.get_unused_codes()
    assert works(ann, codes[9])
    migration.seal(apps, None)
    assert "seed" in row().data  # not shown yet
    RecoveryCodes(row()).mark_as_viewed()
    migration.seal(apps, None)
    assert [works(ann, code) for code in codes] == [True] * 9 + [False]
