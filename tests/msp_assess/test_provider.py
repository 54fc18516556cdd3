"""A provider is set as a whole or not at all."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from msp_assess.provider import WANTED, providers, read

WHOLE = {
    "OIDC_SERVER_URL": "https://id.example.com/realms/north",
    "OIDC_CLIENT_ID": "assess",
    "OIDC_CLIENT_SECRET": "a secret",
    "OIDC_FIRM": "northern",
}


def test_nothing_set_is_no_provider() -> None:
    assert read({"OIDC_NAME": "North"}) == {}


@pytest.mark.parametrize("name", WANTED)
def test_a_part_is_refused_and_says_what_is_missing(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is missing"):
        read({**WHOLE, name: ""})


@pytest.mark.parametrize("server", ["http://id.example.com", "id.example.com", "https://"])
def test_a_server_without_tls_is_refused(server: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="has to begin with https://"):
        read({**WHOLE, "OIDC_SERVER_URL": server})


def test_whole_one_is_read() -> None:
    found = read(WHOLE)
    assert (found["name"], found["origin"]) == ("id.example.com", "https://id.example.com")
    other = read({**WHOLE, "OIDC_NAME": "North", "OIDC_SIGN_IN_URL": "https://login.example.com/x"})
    assert (other["name"], other["origin"]) == ("North", "https://login.example.com")
    (app,) = providers(found)["openid_connect"]["APPS"]
    assert app["settings"] == {"server_url": WHOLE["OIDC_SERVER_URL"], "oauth_pkce_enabled": True}
