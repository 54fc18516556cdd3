"""Copies an SVG, keeping only shapes, colors, gradients and clips, each with known attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from clients.svg_styles import PAINTS, Styles, TooMuch, Unclear, color, styles

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
MOST_ELEMENTS, MOST_DEPTH, LONGEST_SIDE = 5000, 50, 100_000
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
GRADIENTS = {"linearGradient", "radialGradient"}
KEPT = SHAPES | GRADIENTS | {"g", "defs", "stop", "clipPath"}
# Dropped silently, because they show nothing.
UNSEEN = {"title", "desc", "metadata", "script", "set", "animate", "animateMotion", "animateTransform", "foreignObject"}
CARRIED_OVER = {"style"}  # its rules become attributes
ATTRIBUTES = frozenset(
    """
    id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform offset gradientUnits gradientTransform
    spreadMethod clipPathUnits color display visibility fill fill-opacity fill-rule opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width stop-color
    stop-opacity clip-path clip-rule
    """.split()  # noqa: SIM905 -- a list of forty names would fill a screen
)
# Numbers, names, colors, transforms; no address, no escape, nothing that ends the attribute.
VALUE = re.compile(r"[\w\s.,#%()+\-]*", re.ASCII)
NAME = re.compile(r"[\w.\-]+", re.ASCII)
POINTER = re.compile(r"""url\(\s*["']?#([\w.\-]+)["']?\s*\)""", re.ASCII)
NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+\-]?[0-9]+)?)\s*(?:px|pt|mm|cm|in)?\s*")


def clean_svg(data: bytes) -> tuple[bytes, int, int] | str:
    """Return the cleaned drawing with its width and height, or the reason for a refusal, for the user."""
    given = _parsed(data)
    if isinstance(given, str):
        return given
    box = _box(given) if given.tag == SVG + "svg" else None
    if box is None:
        return _("The SVG does not say how large it is. Please save it as plain SVG, or as a PNG.")
    unclear = Unclear()
    try:
        styled = styles(given, unclear)
    except (TooMuch, RecursionError):
        return _("The drawing is too detailed. Please save it simpler, or as a PNG.")
    _x, _y, width, height = box
    root = Element("svg", {"xmlns": SVG[1:-1], "viewBox": " ".join(f"{each:g}" for each in box)})
    outside = {"width", "height", "x", "y"}
    root.attrib |= {"width": f"{width:g}", "height": f"{height:g}"} | _attributes(given, outside, styled)
    plain = {each.get("id") for each in given.iter() if HREF not in each.attrib and "href" not in each.attrib}
    strange = _Copying(styled, plain).copy(given, root)
    if strange:
        return _(
            "The drawing uses what a report cannot show safely: %(what)s. In the drawing program turn texts and other "
            "objects into paths and save as plain SVG, or save a PNG."
        ) % {"what": ", ".join(sorted(strange))}
    return unclear.problem() or (tostring(root), max(1, round(width)), max(1, round(height)))


def _parsed(data: bytes) -> Element | str:
    try:
        given: Element = fromstring(data)
    except DefusedXmlException:
        return _("The SVG defines entities, which could hide anything. Please save it as plain SVG, or as a PNG.")
    except (ParseError, ValueError, LookupError):
        return _("This is no SVG that can be read. Please save it as plain SVG, or as a PNG.")
    if sum(1 for _each in given.iter()) > MOST_ELEMENTS:
        return _("The drawing is too detailed. Please save it simpler, or as a PNG.")
    return given


@dataclass(frozen=True, slots=True)
class _Copying:
    """What a copy needs to know about the whole: the style of each element, and the ids that gradients may use."""

    styled: Styles
    plain: set[str | None]

    def copy(self, given: Element, to: Element, depth: int = 1, *, clip: bool = False) -> set[str]:
        """Copy what is allowed below `to`; return the names of what is not and would be missed."""
        strange: set[str] = set()
        for each in given:
            name = each.tag.removeprefix(SVG)
            if name in KEPT and depth < MOST_DEPTH:
                inside = clip or name == "clipPath"
                # Nested clips could multiply without end.
                kept = SubElement(to, name, _attributes(each, {"clip-path"} if inside else set(), self.styled))
                target = (each.get(HREF) or each.get("href") or "").removeprefix("#")
                if name in GRADIENTS and target in self.plain and NAME.fullmatch(target):
                    kept.set("href", f"#{target}")
                strange |= self.copy(each, kept, depth + 1, clip=inside)
            elif not name.startswith("{") and name not in UNSEEN | CARRIED_OVER:
                strange.add(name[:30])
        return strange


def _attributes(given: Element, without: set[str], styled: Styles) -> dict[str, str]:
    """Return the allowed attributes; styles take precedence over them."""
    given_values = given.attrib | styled.get(given, {})
    found = {}
    for name in sorted(ATTRIBUTES - without):
        value = given_values.get(name, "").strip()
        if "url" in value.lower():
            pointer = POINTER.match(value)
            value = f"url(#{pointer[1]})" if pointer else ""
        elif name in PAINTS:
            value = color(value)
        if value and VALUE.fullmatch(value):
            found[name] = value
    return found


def _box(root: Element) -> tuple[float, float, float, float] | None:
    """Return x, y, width and height from the viewBox or the size; None if they are missing or absurd."""
    try:
        x, y, width, height = (float(each) for each in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        sides = [NUMBER.fullmatch(root.get(side, "")) for side in ("width", "height")]
        width, height = (float(side[1]) if side else 0.0 for side in sides)
        x = y = 0.0
    fits = all(isfinite(each) and abs(each) <= LONGEST_SIDE for each in (x, y, width, height))
    return (x, y, width, height) if fits and width > 0 and height > 0 else None
