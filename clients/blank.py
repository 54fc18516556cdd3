"""Decides whether any of a cleaned logo can be seen on white paper."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PIL import Image
from tinycss2.color4 import Color, parse_color

SVG = "{http://www.w3.org/2000/svg}"
PALE = 240  # of 255: a color is lost on white unless one of its three parts is darker
WHITE = (255, 255, 255, 255)
INHERITED = ("fill", "stroke", "color", "fill-opacity", "stroke-opacity", "stroke-width", "visibility")
# What an element needs besides a paint, to cover any of the paper.
SIDES = {"rect": ("width", "height"), "circle": ("r",), "polyline": ("points",), "polygon": ("points",), "path": ("d",)}


def blank_picture(picture: Image.Image) -> bool:
    whole = picture.convert("RGBA")
    paper = Image.alpha_composite(Image.new("RGBA", whole.size, WHITE), whole).convert("RGB")
    return not any(any(band.histogram()[:PALE]) for band in paper.split())


def blank_drawing(data: bytes) -> bool:
    """Judge by the attributes alone; shapes that hide others or lie outside the drawing are not considered."""
    root = fromstring(data)
    gradients = {each.get("id", ""): each for each in root.iter() if each.tag.endswith("Gradient")}
    return not _shows(root, {"fill": "black", "stroke": "none"}, 1.0, gradients)


def _shows(element: Element, around: Mapping[str, str], opacity: float, gradients: Mapping[str, Element]) -> bool:
    name = element.tag.removeprefix(SVG)
    if name in ("defs", "clipPath", "linearGradient", "radialGradient") or element.get("display") == "none":
        return False
    own = {each: element.get(each, "") for each in INHERITED}
    said = {**around, **{each: value for each, value in own.items() if value and value != "inherit"}}
    opacity *= _share(element.get("opacity", "1"))
    if name in ("svg", "g"):
        return any(_shows(each, said, opacity, gradients) for each in element)
    if said.get("visibility", "visible") != "visible" or not all(
        _length(element.get(side)) for side in SIDES.get(name, ())
    ):
        return False
    filled = name != "line" and _inked(said["fill"], said, opacity * _share(said.get("fill-opacity", "1")), gradients)
    drawn = _length(said.get("stroke-width", "1")) and _inked(
        said["stroke"], said, opacity * _share(said.get("stroke-opacity", "1")), gradients
    )
    return filled or bool(drawn)


def _inked(paint: str, said: Mapping[str, str], opacity: float, gradients: Mapping[str, Element]) -> bool:
    """Whether a paint leaves anything on white paper."""
    if paint.startswith("url("):
        stops = _stops(paint.removeprefix("url(#").removesuffix(")"), gradients)
        return any(
            _inked(each.get("stop-color", "black"), said, opacity * _share(each.get("stop-opacity", "1")), gradients)
            for each in stops
        )
    if paint.lower() == "none":
        return False
    found = parse_color(said.get("color", "black") if paint.lower() == "currentcolor" else paint)
    if not isinstance(found, Color):
        return True
    cover = found.alpha * opacity
    return any(255 * (1 - cover * (1 - (each or 0))) < PALE for each in found.to("srgb").coordinates)


def _stops(name: str, gradients: Mapping[str, Element]) -> list[Element]:
    """Return a gradient's own stops, or those of the gradient it points to."""
    gradient = gradients.get(name)
    if gradient is None:
        return []
    return list(gradient.iter(f"{SVG}stop")) or _stops(gradient.get("href", "").removeprefix("#"), gradients)


def _share(value: str) -> float:
    try:
        share = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, share))


def _length(value: str | None) -> bool:
    """Whether a side is longer than 0, or a path or list of points is not empty."""
    text = (value or "").strip().rstrip("%pxtmcin")
    try:
        return float(text) > 0
    except ValueError:
        return len(text) > 0 and text != "auto"
