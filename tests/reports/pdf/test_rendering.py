"""The renderer: the same bytes every time, and deaf to the network and to files that are not ours."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from questions.core.personas import FOLDER, read_persona
from reports.pdf.document import render, report_of_persona
from reports.pdf.rendering import render_pdf
from tests.builders import newest
from tests.reports.pdfs import made, plain, report


def test_same_report_is_the_same_bytes() -> None:
    assert render(replace(report("bob-breakfix"), paper="Letter")) == made("bob-breakfix")


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of its sets and the time: its hash seed is not ours, and it begins later; emoji, too."""
    given = (FOLDER / "bob-breakfix.toml").read_text(encoding="utf-8")
    shop = re.sub("^name = .*", 'name = "חנות המחשבים 💻🔧 متجر"', given, count=1, flags=re.MULTILINE)
    (tmp_path / "shop.toml").write_text(shop, encoding="utf-8")
    ours = render(report_of_persona(read_persona(tmp_path / "shop.toml", newest())))
    out = tmp_path / "report.pdf"
    subprocess.run(
        [sys.executable, "manage.py", "score", tmp_path / "shop.toml", "--pdf", out],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PYTHONHASHSEED": "1", "DATABASE_URL": "sqlite://:memory:"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    assert sys.flags.hash_randomization, "or both have the same seed"
    assert b"Emoji" in plain(ours)
    assert out.read_bytes() == ours


ELSEWHERE = [
    "http://127.0.0.1:9/x.png",
    "https://127.0.0.1:9/x.png",
    "ftp://127.0.0.1:9/x.png",
    "file:///etc/passwd",
    "//127.0.0.1:9/x.png",
    "/etc/passwd",
    "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
    "asset:../settings.py",
    "asset:../msp_assess/settings.py",
    "asset:%2e%2e/msp_assess/settings.py",
    "asset:/etc/passwd",
    "asset://127.0.0.1/site/icon.svg",
    "asset:site/missing.png",
    "asset:site/",
]


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf(f'<html lang="en"><title>x</title><p><img alt="x" src="{address}"></html>')


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<style>@import url("{}");</style>',
        '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style>',
        '<style>p {{ background: url("{}") }}</style>',
        '<style>p::before {{ content: url("{}") }}</style>',
        '<style>ul {{ list-style-image: url("{}") }}</style><ul><li>x</ul>',
        '<object data="{}"></object>',
        '<embed src="{}">',
        '<a rel="attachment" href="{}">x</a>',
    ],
)
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "file:///etc/passwd"])
def test_no_element_reaches_out(html: str, address: str) -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf(f'<html lang="en"><title>x</title>{html.format(address)}<p>text</html>')


@pytest.mark.usefixtures("_no_network")
def test_a_drawing_reaches_nothing_outside_it(tmp_path: Path) -> None:
    """Whatever is raised inside an SVG, WeasyPrint swallows; the picture must be missing all the same."""
    picture = tmp_path / "secret.png"
    Image.new("RGB", (9, 9)).save(picture)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'
    )
    for address in (picture.as_uri(), "http://127.0.0.1:9/x.png"):
        made = render_pdf(f'<html lang="en"><title>x</title>{drawing.format(address)}<p>text</html>')
        assert b"/Subtype /Image" not in plain(made)


@pytest.mark.usefixtures("_no_network")
def test_a_base_address_in_the_text_changes_nothing() -> None:
    with pytest.raises(ValueError, match="may not load"):
        render_pdf('<html lang="en"><base href="file:///etc/"><title>x</title><p><img alt="x" src="passwd"></html>')


@pytest.mark.usefixtures("_no_network")
def test_what_an_owner_wrote_is_not_fetched() -> None:
    """It renders: an address in a name or in a text is text."""
    assert render(replace(report("harmful"), paper="Letter")) == made("harmful")


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError(f"the renderer reaches for the network: {args[1:]}")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
