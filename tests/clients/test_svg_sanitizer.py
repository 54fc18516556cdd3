"""Drawings: what is left is shapes and colors, and nothing is loaded from anywhere."""

import re
import socket
from typing import Any

import pytest

from clients.logo import clean

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'


def svg(inside: str) -> str:
    return clean(SVG.format(inside).encode()).data.decode()


def test_drawing_keeps_its_shapes_and_colours() -> None:
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#123456"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a" gradientUnits="userSpaceOnUse" x1="1"/>'
        '<clipPath id="c"><circle cx="5" cy="5" r="4"/></clipPath></defs>'
        '<g transform="translate(1,2)" clip-path="url(#c)">'
        '<path d="M0 0L1-1.5e3z" style="fill:url(#b);stroke:rgb(1, 2, 3)"/></g>'
    )
    assert svg(inside) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#123456" /></linearGradient>'
        '<linearGradient gradientUnits="userSpaceOnUse" id="b" x1="1" href="#a" />'
        '<clipPath id="c"><circle cx="5" cy="5" r="4" /></clipPath></defs>'
        '<g clip-path="url(#c)" transform="translate(1,2)">'
        '<path d="M0 0L1-1.5e3z" fill="url(#b)" stroke="rgb(1, 2, 3)" /></g></svg>'
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script href='http://127.0.0.1:9/x.js'/>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script/></body></foreignObject>",
        "<path onload='alert(1)' onclick='alert(1)'/>",
        "<path fill='url(http://127.0.0.1:9/x)'/>",
        "<path fill='url(//127.0.0.1:9/x)'/>",
        "<path fill='url(x.svg)'/>",
        "<path fill='URL(data:image/png;base64,AAAA)'/>",
        "<path fill='u\\72l(x)'/>",
        "<path style='fill:url(file:///etc/passwd);background:url(x)'/>",
        "<path style='@import \"http://127.0.0.1:9/x\"'/>",
        "<linearGradient id='a' href='http://127.0.0.1:9/x'/>",
        "<linearGradient id='a' xlink:href='file:///etc/passwd'/>",
        "<linearGradient id='a' href='#a'/>",
        "<clipPath id='c'><path clip-path='url(#c)'/></clipPath>",
        "<path><animate attributeName='href' to='javascript:alert(1)'/><set to='x'/></path>",
        "<metadata>secret</metadata><title>secret</title><desc>secret</desc>",
        "<x:namedview xmlns:x='http://example.com/x' x:href='http://127.0.0.1:9/'/>",
        "<!-- secret --><?xml-stylesheet href='http://127.0.0.1:9/x.css'?><path/>",
        "<path id='a&quot;&gt;&lt;script&gt;'/>",
        "secret<path/>secret",
    ],
)
def test_drawing_loses_what_is_no_drawing(inside: str) -> None:
    made = svg(inside)
    assert not re.search(
        r"script|alert|url\((?!#)|127|passwd|href|on[a-z]+=|style|import|secret|animate|clip-path", made
    )
    assert set(re.findall(r"<([a-zA-Z:]+)", made)) <= {"svg", "path", "linearGradient", "clipPath"}


def test_size_of_a_drawing_without_a_box_is_its_own() -> None:
    logo = clean(b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" width="120.4px" height="30"/>')
    assert (logo.kind, logo.width, logo.height) == ("svg", 120, 30)
    assert b'viewBox="0 0 120.4 30"' in logo.data


def test_document_type_is_read_past_without_reaching_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a logo reaches for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
    assert clean((kind + SVG.format("<path/>")).encode()).data == clean(SVG.format("<path/>").encode()).data
