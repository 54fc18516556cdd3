"""Cleans a firm's logo before it is stored: the picture is drawn again, so nothing hidden in the file survives."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from warnings import catch_warnings
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from clients import srgb
from clients.blank import blank_drawing, blank_picture
from clients.svg_sanitizer import clean_svg

MOST_IN, MOST_OUT = 512 * 1024, 100 * 1024
MOST_PIXELS = 16_000_000
# Pixels, from wide enough for print down: a smaller size is used where a photograph would be too heavy.
EDGES = (800, 560, 400, 280, 200, 140)


class BadLogo(ValueError):  # noqa: N818 -- the uploaded file is wrong, not the program
    """The upload cannot be a logo; the message says why, for the user."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A cleaned logo; `kind` is png or svg, `sha256` that of `data`; a `blank` one is invisible on white paper."""

    kind: str
    data: bytes
    sha256: str
    width: int
    height: int
    blank: bool


def clean(data: bytes) -> Logo:
    """Return the logo in a PNG, JPEG or SVG file; raise BadLogo if there is none."""
    if len(data) > MOST_IN:
        raise BadLogo(
            _("The file is larger than %(kilobytes)d KB. Please save the logo smaller.")
            % {"kilobytes": MOST_IN // 1024}
        )
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<":  # of UTF-16 too
        kind, drawing = "svg", clean_svg(data)
        if isinstance(drawing, str):
            raise BadLogo(drawing)
        (made, width, height), blank = drawing, blank_drawing(drawing[0])
    else:
        kind, (made, width, height, blank) = "png", _clean_picture(data)
    if len(made) > MOST_OUT:
        raise BadLogo(
            _("The drawing is too detailed: more than %(kilobytes)d KB. Please save it simpler, or as a PNG.")
            % {"kilobytes": MOST_OUT // 1024}
        )
    return Logo(kind, made, sha256(made).hexdigest(), width, height, blank)


def is_blank(kind: str, data: bytes) -> bool:
    """Whether nothing of a kept logo can be seen on white paper: it is white, transparent or damaged."""
    try:
        if kind == "svg":
            return blank_drawing(data)
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            return blank_picture(picture)
    except (ParseError, OSError, SyntaxError, ValueError):
        return True


def _too_wide() -> str:
    words = _("The picture has more than %(millions)d million pixels. Please save the logo smaller.")
    return words % {"millions": MOST_PIXELS // 10**6}


def _clean_picture(data: bytes) -> tuple[bytes, int, int, bool]:
    try:
        with catch_warnings(action="ignore", category=UserWarning):  # damaged EXIF says nothing about the pixels
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as given:
                # The size comes from the file's header: nothing is unpacked yet.
                if given.width * given.height > MOST_PIXELS:
                    raise BadLogo(_too_wide())
            picture = srgb.read(data)
    except BadLogo:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadLogo(_too_wide()) from None
    except UnidentifiedImageError:
        raise BadLogo(_("This is no PNG, JPEG or SVG file.")) from None
    except Exception as error:  # whatever a damaged or hostile file makes Pillow raise
        raise BadLogo(_("The picture is damaged and cannot be read. Please save it anew.")) from error
    blank = blank_picture(picture)
    for edge in EDGES:
        picture.thumbnail((edge, edge))
        out = BytesIO()
        picture.save(out, format="PNG", optimize=True)
        if out.tell() <= MOST_OUT:
            break
    return out.getvalue(), picture.width, picture.height, blank
