"""Logos: what comes out is drawn anew, small, and holds nothing but what is to be seen."""

import random
import zlib
from hashlib import sha256
from io import BytesIO
from struct import pack
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from clients.logo import MOST_IN, MOST_OUT, BadLogo, clean, is_blank
from reports.pdf.rendering import render_pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int]) -> bytes:
    """A photograph of nothing, which no format makes small."""
    out = BytesIO()
    pixels = random.Random(1).randbytes(3 * size[0] * size[1])  # noqa: S311 -- a photograph is no secret
    Image.frombytes("RGB", size, pixels).save(out, "JPEG", quality=30)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")]
    + [("JPEG", m) for m in ("L", "RGB", "CMYK")],
)
def test_picture_of_any_mode_becomes_a_png(kind: str, mode: str) -> None:
    logo = clean(picture(kind, mode))
    assert (logo.kind, logo.width, logo.height) == ("png", 40, 20)
    assert logo.sha256 == sha256(logo.data).hexdigest()
    with Image.open(BytesIO(logo.data)) as made:
        assert (made.format, made.size) == ("PNG", (40, 20))
        assert made.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_same_file_is_the_same_logo() -> None:
    assert clean(picture()) == clean(picture())


def test_nothing_but_pixels_is_left() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "secret", zip=True)
    exif = Image.Exif()
    exif[0x010E] = "secret"
    with_all = picture(pnginfo=info, icc_profile=b"secret", exif=exif, dpi=(300, 300))
    assert {b"iCCP", b"eXIf", b"zTXt", b"pHYs"} <= set(chunks(with_all))
    logo = clean(with_all)
    assert chunks(logo.data) == [b"IHDR", b"IDAT", b"IEND"]
    assert logo == clean(picture())


def chunks(data: bytes) -> list[bytes]:
    """What the chunks of a PNG are called."""
    names, at = [], 8
    while at < len(data):
        names.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return names


def test_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = clean(picture("JPEG", exif=exif))
    assert (logo.width, logo.height) == (20, 40)


def test_exif_that_is_damaged_turns_nothing() -> None:
    logo = clean(picture("JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff" + b"\xff" * 20))
    assert (logo.width, logo.height) == (40, 20)


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_drawing_is_known_in_any_unicode(code: str) -> None:
    named = "utf-16" if "16" in code else "utf-8"
    head = f'<?xml version="1.0" encoding="{named}"?>'
    given = head + '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    assert clean(given.encode(code)).kind == "svg"


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("kept", [b"", b"damaged since", picture()[:40]])
def test_kept_logo_that_is_damaged_shows_nothing(kind: str, kept: bytes) -> None:
    assert is_blank(kind, kept)


def test_logo_that_cannot_be_seen_says_so() -> None:
    assert clean(picture(mode="RGBA")).blank
    assert not clean(picture()).blank
    assert clean(SVG.format("").encode()).blank
    assert not clean(SVG.format('<path d="M0 0h40v20z"/>').encode()).blank


@pytest.mark.parametrize("size", [(900, 600), (600, 900)])
def test_large_picture_is_made_small(size: tuple[int, int]) -> None:
    data = noise(size)
    assert MOST_OUT < len(data) <= MOST_IN
    logo = clean(data)
    assert len(logo.data) <= MOST_OUT
    assert max(logo.width, logo.height) in (280, 200, 140)
    assert (logo.width > logo.height) == (size[0] > size[1])


def bomb(side: int) -> bytes:
    """A PNG that is small and says it is huge."""
    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    body = b"".join(pack(">I", len(d)) + n + d + pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + body


ENTITIES = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path id="&c;"/></svg>'
)
EXTERNAL = (
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&a;</text></svg>'
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no PNG, JPEG or SVG"),
        (b"MZ", "no PNG, JPEG or SVG"),
        (picture("GIF", "P"), "no PNG, JPEG or SVG"),
        (picture("BMP"), "no PNG, JPEG or SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no PNG, JPEG or SVG"),
        (picture() + b"x" * MOST_IN, "larger than 512 KB"),
        (bomb(5000), "16 million pixels"),
        (bomb(12_000), "16 million pixels"),
        (bomb(60_000), "16 million pixels"),
        (picture()[:8] + b"\0" * 50, "PNG|damaged"),
        (ENTITIES.encode(), "entities"),
        (EXTERNAL.encode(), "entities"),
        (b"<svg", "no SVG that can be read"),
        (b"<html><body>hello</body></html>", "how large"),
        (b'<svg viewBox="0 0 1 1"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 1"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1"/>', "how large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 -1 1"/>', "how large"),
        (b'<?xml version="1.0" encoding="no-such"?><svg/>', "no SVG that can be read"),
        (SVG.format("<path/>" * 6000).encode(), "too detailed"),
        (SVG.format(f'<path d="{"M0 0 L1 1 " * 12_000}"/>').encode(), "too detailed"),
        (SVG.format("<g>" * 60 + "</g>" * 60).encode(), "cannot show safely: g"),
        (SVG.format("<text>A</text><use href='#x'/><image href='x.png'/>").encode(), "safely: image, text, use"),
        (SVG.format("<svg/>").encode(), "safely: svg"),
        (SVG.format("<filter id='f'/><mask/><pattern/>").encode(), "safely: filter, mask, pattern"),
    ],
)
def test_what_cannot_be_a_logo_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(BadLogo, match=reason):
        clean(data)


@pytest.mark.parametrize("given", [picture(mode="RGBA"), SVG.format('<path d="M0 0h40v20z" fill="#c00"/>').encode()])
def test_report_shows_the_logo_that_it_is_given_and_no_other(given: bytes) -> None:
    logo = clean(given)
    address = f"logo:{logo.sha256}.{logo.kind}"
    html = '<html lang="en"><title>x</title><p>{}</p></html>'
    image = f'<img alt="x" src="{address}">'
    with_logo = render_pdf(html.format(image), logos={address: logo.data})
    assert with_logo == render_pdf(html.format(image), logos={address: logo.data, "logo:other.png": b""})
    assert len(with_logo) > len(render_pdf(html.format("")))
    for logos in ({}, {f"{address}x": logo.data}):
        with pytest.raises(ValueError, match="may not load"):
            render_pdf(html.format(image), logos=logos)
