"""A firm's color where it is read or filled, on a light and on a dark page; every color is "#rrggbb"."""

from __future__ import annotations

from collections.abc import Iterator

READABLE = 4.5  # WCAG 1.4.3
SEEN = 3  # WCAG 1.4.11
WHITE, BLACK = "#ffffff", "#000000"
PAPER, CARD, INK = "#f8f5f0", WHITE, "#1b232b"
DARK_PAPER, DARK_CARD, EDGE, DARK_EDGE = "#14181c", "#1d2329", "#857f75", "#8c867c"


def text_on(color: str) -> str:
    """Return what can be read on an area of a color: white, else ink, else black, which one of them always can."""
    return next((each for each in (WHITE, INK) if contrast(each, color) >= READABLE), BLACK)


def accent(color: str) -> str:
    """Return the color for small text on a light page, darkened a little if need be; ink for one that is too light."""
    if contrast(color, PAPER) < SEEN:
        return INK
    return next(each for each in _mixed(color, BLACK) if contrast(each, PAPER) >= READABLE)


def dark_accent(color: str) -> str:
    """Return the color for small text on a dark page."""
    return next(each for each in _mixed(color, WHITE) if contrast(each, DARK_CARD) >= READABLE)


def fill_edge(color: str, *, dark: bool = False) -> str:
    """Return the outline of a filled button, which shows where the color alone would not be seen."""
    paper, edge = (DARK_PAPER, DARK_EDGE) if dark else (PAPER, EDGE)
    return color if contrast(color, paper) >= SEEN else edge


def mix(one: str, other: str, share: float) -> str:
    """Return a color with `share` of another in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, 1 to 21, as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(color: str, other: str) -> Iterator[str]:
    return (mix(color, other, share / 20) for share in range(21))


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(color: str) -> float:
    """Return the relative luminance of sRGB, as WCAG defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- the definition
        for share in (each / 255 for each in _channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
