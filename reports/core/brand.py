"""Whose report it is: the firm's look and what its consultant adds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from reports.core.shades import BLACK, INK, READABLE, SEEN, WHITE, contrast, mix, text_on

OUR_COLOUR = "#0f5f6b"
OUR_PAPER = "#1d4b87"  # of a document without a firm's color


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
        return _readable(self.colour or OUR_COLOUR, 0.05)

    @property
    def pale(self) -> str:
        """The accent in a light shade, for backgrounds next to it."""
        return mix(self.accent, WHITE, 0.55)

    @property
    def area(self) -> str:
        """The color of large areas: the firm's own, exactly."""
        return self.colour or OUR_PAPER

    @property
    def on_area(self) -> str:
        """The color of text on a large area: white if that can be read, else ink, else black."""
        return text_on(self.area)

    @property
    def tread(self) -> str:
        """The large area's color, shaded away from the text on it."""
        return mix(self.area, BLACK, 0.22) if self.on_area == WHITE else mix(self.area, WHITE, 0.32)

    @property
    def in_filled(self) -> str:
        """The color of text on an area filled with `on_area`: the firm's, if that can be read there."""
        return self.area if contrast(self.area, self.on_area) >= READABLE else INK if self.on_area == WHITE else WHITE

    @property
    def text(self) -> str:
        """The color of small text on white: the firm's, darkened if it nearly does, and ink for a pale one."""
        return _readable(self.area, 0.03) if contrast(self.area, WHITE) >= SEEN else INK


def _readable(colour: str, step: float) -> str:
    """Return a color darkened in steps until it can be read on white."""
    colour = colour.lower()
    while contrast(colour, WHITE) < READABLE:
        colour = mix(colour, BLACK, step)
    return colour


OURS = Brand()


@dataclass(frozen=True, slots=True)
class Note:
    """What the consultant shares about one section, or with "" about the whole; `date` is ISO."""

    section: str
    text: str
    author: str
    date: str
