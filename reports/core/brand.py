"""Whose report it is: the firm's look and what its consultant adds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

OUR_COLOUR = "#0f5f6b"
OUR_PAPER = "#1d4b87"  # of a document without a firm's color
INK, WHITE, BLACK = "#1b232b", "#ffffff", "#000000"
READABLE = 4.5  # contrast with white, WCAG 1.4.3
SEEN = 3.0  # contrast of what is large or a sign, WCAG 1.4.11


@dataclass(frozen=True, slots=True)
class Brand:
    """What a firm puts on a report; all empty for our own look.

    `colour` is "#rrggbb". `logo` is the SHA-256 of the cleaned file, `logo_kind` "png" or "svg".
    """

    firm: str = ""
    consultant: str = ""
    colour: str = ""
    contact: str = ""
    footer: str = ""
    logo: str = ""
    logo_kind: str = ""

    @property
    def logo_address(self) -> str:
        """The logo's address for the renderer; empty without a logo."""
        return f"logo:{self.logo}.{self.logo_kind}" if self.logo else ""

    @property
    def accent(self) -> str:
        """The color, darkened until it is readable on white, and white on it."""
        channels = _channels(self.colour or OUR_COLOUR)
        while 1.05 / (_luminance(channels) + 0.05) < READABLE:
            channels = tuple(float(round(each * 0.95)) for each in channels)  # rounded as written out
        return _hex(channels)

    @property
    def dark(self) -> str:
        """The accent in a darker shade, for hovered elements."""
        return _hex(tuple(0.72 * each for each in _channels(self.accent)))

    @property
    def tint(self) -> str:
        """The accent as a light tint behind text."""
        return _hex(tuple(0.1 * each + 0.9 * 255 for each in _channels(self.accent)))

    @property
    def pale(self) -> str:
        """The accent in a light shade, for backgrounds next to it."""
        return _hex(tuple(0.45 * each + 0.55 * 255 for each in _channels(self.accent)))

    @property
    def area(self) -> str:
        """The color of large areas: the firm's own, exactly."""
        return self.colour or OUR_PAPER

    @property
    def on_area(self) -> str:
        """The color of text on a large area: white if that can be read, else ink, else black."""
        readable = (each for each in (WHITE, INK) if contrast(each, self.area) >= READABLE)
        return next(readable, BLACK)

    @property
    def tread(self) -> str:
        """The large area's color, shaded away from the text on it."""
        share, toward = (0.22, 0.0) if self.on_area == WHITE else (0.32, 255.0)
        return _hex(tuple((1 - share) * each + share * toward for each in _channels(self.area)))

    @property
    def in_filled(self) -> str:
        """The color of text on an area filled with `on_area`: the firm's, if that can be read there."""
        return self.area if contrast(self.area, self.on_area) >= READABLE else INK if self.on_area == WHITE else WHITE

    @property
    def text(self) -> str:
        """The color of small text on white: the firm's, darkened if it nearly does, and ink for a pale one."""
        return self.accent_of(self.area) if contrast(self.area, WHITE) >= SEEN else INK

    @staticmethod
    def accent_of(colour: str) -> str:
        """Return a color darkened until it can be read on white."""
        channels = _channels(colour)
        while contrast(_hex(channels), WHITE) < READABLE:
            channels = tuple(float(round(each * 0.97)) for each in channels)
        return _hex(channels)


OURS = Brand()


@dataclass(frozen=True, slots=True)
class Note:
    """What the consultant shares about one section, or with "" about the whole; `date` is ISO."""

    section: str
    text: str
    author: str
    date: str


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, from 1 to 21."""
    lights = sorted((_luminance(_channels(each)) for each in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(each):02x}" for each in channels)


def _luminance(channels: tuple[float, ...]) -> float:
    """Return the relative luminance of sRGB, as WCAG defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- the definition
        for share in (each / 255 for each in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
