"""The settings of an OpenID Connect provider by which a firm's people sign in; none by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

WANTED = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_FIRM")
APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]


def read(environment: Mapping[str, str]) -> dict[str, str]:
    """Read the settings; empty if none is set.

    Raises ImproperlyConfigured if only some are set, or the server has no TLS.
    """
    found = {name: environment.get(name, "").strip() for name in WANTED}
    if not any(found.values()):
        return {}
    if missing := [name for name, value in found.items() if not value]:
        raise ImproperlyConfigured(f"{', '.join(missing)} is missing: sign-in by a provider needs {', '.join(WANTED)}")
    server = urlsplit(found["OIDC_SERVER_URL"])
    if not server.hostname or (server.scheme != "https" and server.hostname not in ("127.0.0.1", "localhost")):
        raise ImproperlyConfigured(f"OIDC_SERVER_URL is {found['OIDC_SERVER_URL']!r}. It has to begin with https://")
    page = environment.get("OIDC_SIGN_IN_URL", "").strip() or found["OIDC_SERVER_URL"]
    origin = urlsplit(page)
    return {
        **found,
        "name": environment.get("OIDC_NAME", "").strip() or server.hostname,
        "origin": f"{origin.scheme}://{origin.netloc}",  # where the button may lead
    }


def providers(oidc: Mapping[str, str]) -> dict[str, Any]:
    """Convert the settings to allauth's form."""
    app = {
        "provider_id": "firm",
        "name": oidc["name"],
        "client_id": oidc["OIDC_CLIENT_ID"],
        "secret": oidc["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": oidc["OIDC_SERVER_URL"], "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
