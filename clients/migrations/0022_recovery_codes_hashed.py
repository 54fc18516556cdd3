"""Recovery codes that were shown become hashes; the seed that they follow from goes. A second and a half a person."""

import hmac
from hashlib import sha1

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import migrations


def codes_of(seed):
    """As allauth 65 computes them: ten, of eight digits."""
    found, running = [], hmac.new(key=seed.encode("ascii"), msg=None, digestmod=sha1)
    for number in range(10):
        running.update(f"{number:3},".encode())
        found.append(str(int.from_bytes(running.digest()[:4], "big") % 10**8).zfill(8))
    return found


def seal(apps, schema_editor):
    hasher = PBKDF2PasswordHasher()
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes"):
        if "seed" in row.data and row.data.get("viewed_at"):
            salt, used = hasher.salt(), row.data["used_mask"]
            codes = [code for number, code in enumerate(codes_of(row.data["seed"])) if not used & (1 << number)]
            row.data = {
                "migrated_codes": [hasher.encode(code, salt, 600_000) for code in codes],
                "viewed_at": row.data["viewed_at"],
            }
            row.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("clients", "0021_reminders_stopped"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
