"""Every way in which a PNG or JPEG keeps its pixels, against what a browser shows of it."""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from clients.srgb import read

WIDE, HIGH = 12, 4
GRAY, RGB, PALETTE, GRAY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # a PNG's own numbers
ROW = [(each * 20, 255 - each * 20, 100) for each in range(WIDE)]
DEEP = [(each * 5000, 1000 + each, 65535 - each * 5000) for each in range(WIDE)]
ALIKE = [(25700, 25700, 25700 + each) for each in range(WIDE)]  # all the same in eight bits


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(row: bytes, depth: int, kind: int, *extra: tuple[bytes, bytes]) -> bytes:
    """A PNG of four such rows, written by hand: Pillow writes no RGB of sixteen bits, and no gray of two."""
    head = struct.pack(">IIBBBBB", WIDE, HIGH, depth, kind, 0, 0, 0)
    parts = [(b"IHDR", head), *extra, (b"IDAT", zlib.compress((b"\0" + row) * HIGH)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def words(*values: int) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


def deep(pixels: Sequence[Sequence[int]]) -> bytes:
    return b"".join(words(*each) for each in pixels)


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def colored(mode: str = "RGB", width: int = WIDE, height: int = HIGH) -> Image.Image:
    picture = Image.frombytes("RGB", (WIDE, HIGH), bytes(value for each in ROW for value in each) * HIGH)
    return picture.convert(mode).resize((width, height), Image.Resampling.NEAREST)


def fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(fixed(each) for each in values)


def curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


def profile(space: bytes, tags: dict[bytes, bytes], *, between: bytes = b"XYZ ", kind: bytes = b"mntr") -> bytes:
    """An ICC profile of version 2."""
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x\0" + bytes(80), **tags}
    tags = {b"wtpt": xyz(0.9642, 1, 0.8249), **{name: tag + bytes(-len(tag) % 4) for name, tag in tags.items()}}
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, tag in tags.items():
        table += name + struct.pack(">II", start + len(body), len(tag))
        body += tag
    head = struct.pack(">I", start + len(body)) + b"lcms" + bytes.fromhex("02400000") + kind + space + between
    head += bytes(12) + b"acsp" + bytes(28) + fixed(0.9642) + fixed(1) + fixed(0.8249)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + body


def matrix(red: bytes, green: bytes, blue: bytes, gamma: float) -> bytes:
    steep = {name: curve(gamma) for name in (b"rTRC", b"gTRC", b"bTRC")}
    return profile(b"RGB ", {b"rXYZ": red, b"gXYZ": green, b"bXYZ": blue, **steep})


P3 = matrix(xyz(0.51512, 0.2412, -0.00105), xyz(0.29198, 0.69225, 0.04189), xyz(0.1571, 0.06657, 0.78407), 2.2)
ADOBE = matrix(
    xyz(0.60974, 0.31111, 0.01947), xyz(0.20528, 0.62567, 0.06087), xyz(0.14919, 0.06322, 0.74457), 2.19921875
)
GRAY18, GRAY10 = (profile(b"GRAY", {b"kTRC": curve(gamma)}) for gamma in (1.8, 1.0))


def press() -> bytes:
    """A press with white paper, black black, and cyan, magenta and yellow from a Lab table."""
    inks = {0: (255, 128, 128), 8: (140, 91, 78), 4: (122, 202, 125), 2: (227, 123, 221)}  # C, M, Y as 8, 4, 2
    nodes = b"".join(bytes(inks.get(corner, (0, 128, 128))) for corner in range(16))
    straight = bytes(range(256))
    lut = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + b"".join(fixed(each) for each in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    return profile(b"CMYK", {b"A2B0": lut + straight * 4 + nodes + straight * 3}, between=b"Lab ", kind=b"prtr")


def shown(data: bytes) -> list[tuple[int, ...]]:
    """The middle row in twelve colors, as they are seen: what is transparent has none."""
    picture = read(data).convert("RGBA")
    y, step = picture.height // 2, picture.width / WIDE
    pixels = [picture.getpixel((int((each + 0.5) * step), y)) for each in range(WIDE)]
    return [tuple(each) if each[3] else (0, 0, 0, 0) for each in pixels]  # type: ignore[index,arg-type]  # RGBA


def near(found: Sequence[Sequence[int]], wanted: Sequence[Sequence[int]], by: int = 3) -> bool:
    return all(
        abs(one - other) <= by
        for here, there in zip(found, wanted, strict=True)
        for one, other in zip(here, [*there, 255][:4], strict=True)
    )


def but(pixels: Sequence[Sequence[int]], *hidden: int) -> list[tuple[int, ...]]:
    return [(0, 0, 0, 0) if number in hidden else (*each, 255) for number, each in enumerate(pixels)]


SIXTEEN = [tuple(value >> 8 for value in each) for each in DEEP]
SHADES = [(each * 21,) * 3 for each in range(WIDE)]
FOURTH = [(each * 17,) * 3 for each in range(WIDE)]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        pytest.param(png(deep(DEEP), 16, RGB), SIXTEEN, id="rgb"),
        pytest.param(png(deep(DEEP), 16, RGB, (b"tRNS", words(*DEEP[3]))), but(SIXTEEN, 3), id="rgb-trns"),
        pytest.param(
            png(deep(ALIKE), 16, RGB, (b"tRNS", words(*ALIKE[3]))), but([(100,) * 3] * WIDE, 3), id="rgb-trns-near"
        ),
        pytest.param(
            png(deep([(*each, number * 5957) for number, each in enumerate(DEEP)]), 16, RGB_ALPHA),
            [(0, 0, 0, 0), *((*each, n * 5957 >> 8) for n, each in enumerate(SIXTEEN) if n)],
            id="rgba",
        ),
        pytest.param(
            png(words(*(n * 5957 for n in range(WIDE))), 16, GRAY),
            [(n * 5957 >> 8,) * 3 for n in range(WIDE)],
            id="gray",
        ),
        pytest.param(
            png(words(*(30000 + n for n in range(WIDE))), 16, GRAY, (b"tRNS", words(30003))),
            but([(117,) * 3] * WIDE, 3),
            id="gray-trns",
        ),
        pytest.param(
            png(deep([(n * 5957, 65535 - n * 5957) for n in range(WIDE)]), 16, GRAY_ALPHA),
            [*[(n * 5957 >> 8,) * 3 + ((65535 - n * 5957) >> 8,) for n in range(WIDE - 1)], (0, 0, 0, 0)],
            id="gray-alpha",
        ),
        pytest.param(
            png(bytes([0b00011011] * 3), 2, GRAY, (b"tRNS", words(2))),
            but([(n % 4 * 85,) * 3 for n in range(WIDE)], 2, 6, 10),
            id="two-bits-trns",
        ),
        pytest.param(
            png(bytes.fromhex("0123456789ab"), 4, GRAY, (b"tRNS", words(5))), but(FOURTH, 5), id="four-bits-trns"
        ),
        pytest.param(
            png(bytes((0x55, 0x50)), 1, GRAY, (b"tRNS", words(1))),
            but([(0,) * 3] * WIDE, 1, 3, 5, 7, 9, 11),
            id="one-bit-trns",
        ),
        pytest.param(
            png(bytes(n * 21 for n in range(WIDE)), 8, GRAY, (b"tRNS", words(63))), but(SHADES, 3), id="gray8-trns"
        ),
        pytest.param(
            png(bytes(v for each in ROW for v in each), 8, RGB, (b"tRNS", words(*ROW[3]))), but(ROW, 3), id="rgb8-trns"
        ),
        pytest.param(
            png(
                bytes(range(WIDE)),
                8,
                PALETTE,
                (b"PLTE", bytes(v for each in ROW for v in each)),
                (b"tRNS", bytes((0, 80, 160))),
            ),
            [(0, 0, 0, 0), (*ROW[1], 80), (*ROW[2], 160), *((*each, 255) for each in ROW[3:])],
            id="palette-trns",
        ),
        pytest.param(
            png(bytes(n * 21 for n in range(WIDE)), 8, GRAY, (b"gAMA", struct.pack(">I", 100_000))),
            [(v,) * 3 for v in (0, 82, 114, 137, 156, 173, 188, 201, 213, 224, 235, 244)],
            id="linear",
        ),
        pytest.param(
            png(bytes(n * 21 for n in range(WIDE)), 8, GRAY, (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))),
            SHADES,
            id="said to be sRGB",
        ),
    ],
)
def test_png_of_any_depth_shows_what_a_browser_shows(data: bytes, wanted: list[tuple[int, ...]]) -> None:
    assert near(shown(data), wanted)


@pytest.mark.parametrize(
    "data",
    [
        saved(colored(), icc_profile=P3),
        saved(colored(width=96, height=32), "JPEG", icc_profile=P3, quality=100, subsampling=0),
        saved(colored().quantize(WIDE), icc_profile=P3),
    ],
    ids=["png", "jpeg", "palette"],
)
def test_profile_is_followed_whatever_the_file(data: bytes) -> None:
    by_hand = [_to_srgb(each, P3_TO_XYZ, 2.2) for each in ROW]
    assert near(shown(data), by_hand)
    assert not near(shown(data), ROW, 20)


P3_TO_XYZ = ((0.51512, 0.29198, 0.1571), (0.2412, 0.69225, 0.06657), (-0.00105, 0.04189, 0.78407))
ADOBE_TO_XYZ = ((0.60974, 0.20528, 0.14919), (0.31111, 0.62567, 0.06322), (0.01947, 0.06087, 0.74457))
XYZ_TO_SRGB = ((3.13416, -1.61739, -0.49063), (-0.97877, 1.91614, 0.03345), (0.07195, -0.22899, 1.40524))  # of D50


def _to_srgb(pixel: Sequence[float], to_xyz: Sequence[Sequence[float]], gamma: float) -> tuple[int, ...]:
    """By the formulas of the standards, without a library."""
    bright = [(value / 255) ** gamma for value in pixel]
    middle = [sum(a * b for a, b in zip(row, bright, strict=True)) for row in to_xyz]
    linear = [sum(a * b for a, b in zip(row, middle, strict=True)) for row in XYZ_TO_SRGB]
    clipped = [min(1.0, max(0.0, each)) for each in linear]
    return tuple(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in clipped)


def test_adobe_rgb_becomes_srgb() -> None:
    assert near(shown(saved(colored(), icc_profile=ADOBE)), [_to_srgb(each, ADOBE_TO_XYZ, 2.19921875) for each in ROW])


def test_transparency_is_no_matter_of_the_profile() -> None:
    half = colored("RGBA")
    half.putalpha(128)
    assert near(shown(saved(half, icc_profile=P3)), [(*_to_srgb(each, P3_TO_XYZ, 2.2), 128) for each in ROW])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_profile_of_gray_is_followed(kind: str) -> None:
    options = {"quality": 100} if kind == "JPEG" else {}
    shades = [round(0.299 * r + 0.587 * g + 0.114 * b) for r, g, b in ROW]
    linear = [(shade / 255) ** 1.8 for shade in shades]
    wanted = [(round(255 * (1.055 * each ** (1 / 2.4) - 0.055)),) * 3 for each in linear]
    given = saved(colored("L", 96, 32), kind, icc_profile=GRAY18, **options)
    assert near(shown(given), wanted)
    sixteen = png(words(*(shade * 257 for shade in shades)), 16, GRAY, (b"iCCP", b"x\0\0" + zlib.compress(GRAY18)))
    assert near(shown(sixteen), wanted)


@pytest.mark.parametrize("sent", [b"nonsense" * 40, GRAY10, b"", press()], ids=["nonsense", "gray", "empty", "press"])
def test_profile_that_is_none_of_these_colors_is_left_out(sent: bytes) -> None:
    assert near(shown(saved(colored(), icc_profile=sent)), ROW)


@pytest.mark.parametrize(
    ("inks", "wanted"),
    [((0, 0, 0, 0), (255, 255, 255)), ((255, 0, 0, 0), (0, 150, 215)), ((0, 255, 0, 0), (217, 13, 119)),
     ((0, 0, 255, 0), (247, 224, 0)), ((0, 0, 0, 255), (0, 0, 0))],
)  # fmt: skip
def test_inks_are_followed_to_what_a_press_makes_of_them(inks: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    page = saved(Image.new("CMYK", (96, 32), inks), "JPEG", quality=100, icc_profile=press())
    assert near(shown(page), [wanted] * WIDE), shown(page)[0]


@pytest.mark.parametrize(
    ("inks", "wanted"),
    [((0, 0, 0, 0), (255, 255, 255)), ((0, 0, 0, 255), (0, 0, 0)), ((255, 0, 0, 0), (0, 255, 255)),
     ((200, 50, 20, 60), (42, 157, 180)), ((0, 255, 255, 128), (127, 0, 0))],
)  # fmt: skip
def test_inks_alone_are_taken_as_a_browser_takes_them(inks: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    assert near(shown(saved(Image.new("CMYK", (96, 32), inks), "JPEG", quality=100)), [wanted] * WIDE)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_picture_stands_as_the_camera_was_held(turn: int, kind: str) -> None:
    """A corner of each color, after which one can tell all eight apart."""
    corners = {(0, 0): (200, 0, 0), (1, 0): (0, 150, 0), (0, 1): (0, 0, 200), (1, 1): (90, 90, 90)}
    given = Image.new("RGB", (64, 32))
    for (right, down), color in corners.items():
        given.paste(color, (32 * right, 16 * down, 32 * right + 32, 16 * down + 16))
    exif = Image.Exif()
    exif[0x0112] = turn
    made = read(saved(given, kind, exif=exif, **({"quality": 100, "subsampling": 0} if kind == "JPEG" else {})))
    upright = {1: "RGBD", 2: "GRDB", 3: "DBGR", 4: "BDRG", 5: "RBGD", 6: "BRDG", 7: "DGBR", 8: "GDRB"}[turn]
    names = dict(zip("RGBD", corners.values(), strict=True))
    wide, high = made.size
    places = [(wide // 4 + wide // 2 * right, high // 4 + high // 2 * down) for right, down in corners]
    found = [made.convert("RGBA").getpixel(place) for place in places]
    assert (wide > high) == (turn < 5)
    assert near(found, [names[each] for each in upright])  # type: ignore[arg-type]  # of RGB


def in_numbers(*primaries: float) -> bytes:
    """A PNG that tells its colors by cHRM and gAMA, as some programs do instead of a profile."""
    numbers = b"".join(struct.pack(">I", round(each * 100_000)) for each in (0.3127, 0.329, *primaries))
    row = bytes(value for each in ROW for value in each)
    return png(row, 8, RGB, (b"gAMA", struct.pack(">I", 45455)), (b"cHRM", numbers))


def test_primaries_in_numbers_are_followed() -> None:
    told = in_numbers(0.64, 0.33, 0.21, 0.71, 0.15, 0.06)  # Adobe RGB
    assert near(shown(told), [_to_srgb(each, ADOBE_TO_XYZ, 2.2) for each in ROW])
    assert not near(shown(told), ROW, 20)


def test_numbers_of_srgb_change_nothing() -> None:
    assert near(shown(in_numbers(0.64, 0.33, 0.3, 0.6, 0.15, 0.06)), ROW, 0)


def test_numbers_that_make_no_colors_are_left_out() -> None:
    assert near(shown(in_numbers(0.3, 0.3, 0.3, 0.3, 0.3, 0.3)), ROW, 0)


@pytest.mark.parametrize(
    ("said", "followed"),
    [
        ((12, 13, 0, 1), True),
        ((1, 13, 0, 1), False),  # sRGB
        ((9, 16, 0, 1), False),  # of bright screens alone
        ((12, 13, 0, 0), False),  # not from black to white
        ((0, 0, 0, 1), False),
    ],
)
def test_display_p3_by_its_number_is_followed_before_any_profile(said: tuple[int, ...], followed: bool) -> None:
    told = png(bytes(v for each in ROW for v in each), 8, RGB, (b"cICP", bytes(said)), (b"sRGB", b"\0"))
    linear = [[_linear(value) ** (1 / 2.2) * 255 for value in each] for each in ROW]  # as _to_srgb takes it
    assert near(shown(told), [_to_srgb(each, P3_TO_XYZ, 2.2) for each in linear] if followed else ROW)


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
