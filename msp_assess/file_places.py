"""Where files are kept: on this machine's disk, or in a bucket for several machines that serve one site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DISK = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
ON_DISK = "django.core.files.storage.FileSystemStorage"


def storages(environment: Mapping[str, str], data: Path) -> dict[str, dict[str, Any]]:
    """Return Django's STORAGES by the environment's words; raise ImproperlyConfigured for an address that is none.

    `tickets` are uploads, for an hour at most; no backup needs them, and media never hold them.
    """
    uploads: dict[str, Any] = {"BACKEND": ON_DISK, "OPTIONS": {**DISK, "location": data / "uploads"}}
    bucket, endpoint = environment.get("S3_BUCKET", ""), environment.get("S3_ENDPOINT", "")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"S3_ENDPOINT is {endpoint!r}. Set it to an address like https://s3.example.com")
    files: dict[str, Any] = {"BACKEND": ON_DISK, "OPTIONS": {**DISK}}
    if bucket:
        options = {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": environment.get("S3_REGION") or None,
            "access_key": environment.get("S3_ACCESS_KEY") or None,  # without one, the machine's own role
            "secret_key": environment.get("S3_SECRET_KEY") or None,
        }
        files = {"BACKEND": "msp_assess.objects.Objects", "OPTIONS": options}
    shared = environment.get("UPLOADS") == "storage"  # where web and worker share no disk
    return {
        "default": files,
        "tickets": files if shared else uploads,
        "staticfiles": {"BACKEND": "msp_assess.storage.StaticFiles"},
    }
