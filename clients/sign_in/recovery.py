"""Recovery codes that were shown are kept as hashes; until then allauth keeps the seed that they follow from."""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.db import transaction

LEFT = "migrated_codes"  # allauth's name in the row for codes that follow from no seed


def hashed(code: str, salt: str) -> str:
    return PBKDF2PasswordHasher().encode(code, salt, settings.RECOVERY_CODE_ROUNDS)


def seal(factor: Authenticator) -> None:
    """Replace the seed of a person's codes by the hashes of those that are left, all with one new salt."""
    seed, salt = factor.data.get("seed"), PBKDF2PasswordHasher().salt()
    if seed is None:
        return
    hashes = [hashed(code, salt) for code in RecoveryCodes(factor).generate_codes()]  # before any row is locked
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=factor.pk, data__seed=seed).first()
        if row:
            used = row.data["used_mask"]
            left = [each for number, each in enumerate(hashes) if not used & (1 << number)]
            row.data = {LEFT: left, "viewed_at": row.data.get("viewed_at")}
            row.save(update_fields=["data"])


def as_kept(user: User, code: str) -> str:
    """Return what was typed as the row has it: the hash of what may be a recovery code, anything else as it is."""
    plain = normalize_user_code(code)
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    left = factor.data.get(LEFT) if factor else None
    if not left or len(plain) != app_settings.RECOVERY_CODE_DIGITS or not plain.isascii():
        return code
    return hashed(plain, salt=left[0].split("$")[2])
