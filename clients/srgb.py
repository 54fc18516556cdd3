"""Reads a PNG or JPEG of any pixel format as upright 8-bit sRGB with its transparency."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import reduce
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageOps

from clients.core.primaries import CURVES, PRIMARIES, profile_of

ORIENTATION = 0x0112
# Bits of a PNG's shades of gray, where fewer than eight, by Pillow's name for the format.
FEW_BITS = {"1": 1, "L;2": 2, "L;4": 4}
# Pillow's mode for each color space that a profile may describe.
SPOKEN_OF = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
# Codes of primaries and curve, of colors from black to white that are red, green and blue.
CICP, FIRST_CHUNKS = re.compile(rb"\x00\x00\x00\x04cICP(.)(.)\x00\x01", re.DOTALL), 4096
USUAL_GAMMA, ALIKE = 0.45455, 0.01


def read(data: bytes) -> Image.Image:
    """Return the picture as RGB, or RGBA if any of it is transparent; Pillow's errors pass through."""
    with _opened(data) as given:
        profile, gamma = _said_by_numbers(data) or given.info.get("icc_profile"), given.info.get("gamma")
        if profile is None and "srgb" in given.info:
            gamma = None
        elif profile is None and gamma and (numbers := given.info.get("chromaticity")) and not _usual(numbers):
            profile = profile_of(numbers, (1 / gamma,))
        colors, alpha = _eight_bits(given, data)
        turn = _orientation(given)  # this reads the whole file
    if profile:
        colors = _by_profile(colors, profile)
    elif gamma:
        colors = _by_gamma(colors, gamma)
    made = colors.convert("RGB")
    if alpha:
        made.putalpha(alpha)
    made.info = {}  # drop the profile, now applied, and everything else that is not pixels
    if turn:
        exif = made.getexif()
        exif[ORIENTATION] = turn
        ImageOps.exif_transpose(made, in_place=True)
        made.info = {}
    return made


def _usual(numbers: Sequence[float]) -> bool:
    """Whether primaries and white are those of sRGB, which many PNGs state without need."""
    return all(abs(one - other) < ALIKE for one, other in zip(numbers, PRIMARIES[1], strict=True))


def _said_by_numbers(data: bytes) -> bytes | None:
    """Return the profile of a PNG's cICP chunk, which counts before any other; None if there is none for a screen."""
    found = CICP.search(data, 0, FIRST_CHUNKS) if data.startswith(b"\x89PNG") else None
    if found is None:
        return None
    primaries, curve = PRIMARIES.get(found[1][0]), CURVES.get(found[2][0])
    return profile_of(primaries, curve) if primaries and curve else None


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("PNG", "JPEG"))


def _orientation(given: Image.Image) -> int:
    """Return the EXIF orientation, 2 to 8; 0 for upright, none or damaged EXIF."""
    try:
        turn = given.getexif().get(ORIENTATION)
    except (ValueError, LookupError, TypeError, SyntaxError, OSError, struct.error):
        return 0
    return turn if isinstance(turn, int) and 1 < turn <= 8 else 0  # noqa: PLR2004 -- the eight that EXIF knows


def _eight_bits(given: Image.Image, data: bytes) -> tuple[Image.Image, Image.Image | None]:
    """Return the colors as L, RGB or CMYK, and the alpha channel, None if there is none."""
    kept_as = _kept_as(given)
    hidden = given.info.get("transparency")
    if given.mode == "I;16":
        pixels = given.tobytes()
        low, high = (Image.frombytes("L", given.size, pixels[half::2]) for half in (0, 1))
        return high, None if hidden is None else _all_but([hidden], [high], [low])
    if kept_as == "RGB;16B" and hidden is not None:
        high, low = given.convert("RGB"), _lower_halves(data)
        return high, _all_but(hidden, high.split(), low.split())
    if kept_as in FEW_BITS and hidden is not None:
        # Pillow spreads few shades over 0 to 255, but leaves the transparent one as it is in the file.
        spread = hidden if kept_as == "1" else hidden * 255 // (2 ** FEW_BITS[kept_as] - 1)
        shades = given.convert("L")
        return shades, _all_but([spread << 8], [shades], [shades.point(lambda _value: 0)])
    if given.has_transparency_data:
        whole = given.convert("RGBA")
        colors = whole.convert("RGB")
        return colors.getchannel(0) if given.mode in ("L", "LA") else colors, whole.getchannel("A")
    return given.convert(given.mode if given.mode in SPOKEN_OF.values() else "L" if given.mode == "1" else "RGB"), None


def _kept_as(given: Image.Image) -> str:
    """Return Pillow's name for the pixel format of the file."""
    tiles: Any = getattr(given, "tile", None)
    args = tiles[0][3] if tiles else ""
    return args if isinstance(args, str) else str(args[0])


def _lower_halves(data: bytes) -> Image.Image:
    """Return the lower eight bits of a 16-bit PNG, by reading its bytes as if the lower came first."""
    again: Any
    with _opened(data) as again:
        again.tile = [each._replace(args="RGB;16L") for each in again.tile]
        read_so: Image.Image = again.convert("RGB")
        return read_so


def _all_but(hidden: Any, high: Any, low: Any) -> Image.Image:
    """Return a mask of every pixel that differs from one 16-bit color."""
    same = []
    for value, upper, lower in zip(hidden, high, low, strict=True):
        for half, wanted in ((upper, value >> 8), (lower, value & 255)):
            same.append(half.point([255 if each == wanted else 0 for each in range(256)]))
    return ImageChops.invert(reduce(ImageChops.darker, same))


def _by_profile(colors: Image.Image, profile: bytes) -> Image.Image:
    """Apply the profile; ignore a damaged one, or one for another color space, as browsers do."""
    try:
        spoken = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = SPOKEN_OF.get(spoken.profile.xcolor_space.strip())
        if (
            mode is None
            or (mode != colors.mode and "CMYK" in (mode, colors.mode))
            or (mode, colors.mode) == ("L", "RGB")
        ):
            return colors
        shown: Image.Image | None = ImageCms.profileToProfile(
            colors.convert(mode),
            spoken,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return colors
    return shown or colors


def _by_gamma(colors: Image.Image, gamma: float) -> Image.Image:
    """Apply a PNG's gamma, used where there is no profile; nearly all PNGs give that of sRGB, which changes nothing."""
    if abs(gamma - USUAL_GAMMA) < ALIKE or not 0.1 < gamma < 10:  # noqa: PLR2004 -- beyond these nothing could be seen
        return colors
    bright = [(value / 255) ** (1 / gamma) for value in range(256)]
    steep = [12.92 * each if each <= 0.0031308 else 1.055 * each ** (1 / 2.4) - 0.055 for each in bright]  # noqa: PLR2004 -- sRGB's own curve
    return colors.point([round(255 * each) for each in steep] * len(colors.getbands()))
