"""Browsers by the names that people know."""

from __future__ import annotations

import pytest

from clients.templatetags.browser_names import browser_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 {} Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/140.0.0.0", "Edge on Windows"),
        (IPHONE.format("Version/18.6 Mobile/15E148"), "Safari on iPhone"),
        (IPHONE.format("CriOS/140.0 Mobile/15E148"), "Chrome on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) Version/18.6 Safari/605.1.15", "Safari on Mac"),
        ("curl/8.14.1", "curl/8.14.1"),
        ("", ""),
    ],
)
def test_browser_is_named(agent: str, name: str) -> None:
    assert browser_name(agent) == name
