"""Works out the style of each SVG element from style sheets and attributes, with the precedence of browsers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from cssselect2 import parser as selectors
from django.utils.translation import gettext_lazy as _
from tinycss2.color4 import Color, parse_color

STYLE = "{http://www.w3.org/2000/svg}style"
MOST_WORK, MOST_STEPS, MOST_DEPTH, LONGEST = 300_000, 2, 50, 30
PAINTS = frozenset({"fill", "stroke", "stop-color", "color"})
PROPERTIES = PAINTS | frozenset(
    """
    x y cx cy r rx ry width height transform display visibility fill-opacity fill-rule opacity stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width stop-opacity
    clip-path clip-rule
    """.split()  # noqa: SIM905 -- a list of forty names would fill a screen
)
# Properties that change a drawing but are not allowed attributes, with the values that change nothing.
MISSED = {
    **{
        name: {"none"}
        for name in ("filter", "mask", "mask-image", "marker", "marker-start", "marker-mid", "marker-end")
    },
    **{name: {"none"} for name in ("d", "rotate", "scale", "translate", "offset-path", "vector-effect")},
    "mix-blend-mode": {"normal"},
    "paint-order": {"normal", "fill", "fill stroke", "fill stroke markers"},
    "transform-origin": {"0 0", "0px 0px", "0px 0px 0px", "0% 0%", "top left", "left top"},
}
# These draw nothing, or nothing in a still picture.
UNHEEDED_RULES = {"charset", "namespace", "font-face", "keyframes", "-webkit-keyframes", "page"}
SIMPLE = (
    selectors.ClassSelector,
    selectors.IDSelector,
    selectors.LocalNameSelector,
    selectors.NamespaceSelector,
    selectors.AttributeSelector,
)
NEVER = {"hover", "active", "focus", "focus-within", "focus-visible", "visited", "target"}
ROOT = "root"
ALWAYS_SHOWN = {"", "all", "screen", "print", "screen, print", "print, screen", "all, screen"}
UNITS = re.compile(r"(?<=[\d.])(?:px|deg)\b")
MOVES = re.compile(r"none|(?:(?:matrix|translate|scale|rotate|skewX|skewY)\([\d\s.,eE+\-]*\)[\s,]*)+", re.ASCII)
FUNCTIONS = re.compile(r"\b(?:var|env|attr|calc|min|max|clamp)(?=\()", re.IGNORECASE)
PLAIN = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl)a?\([\d\s,.%+\-]+\)", re.ASCII)

EFFECTS = _(
    "The drawing uses effects that a report cannot show: %(what)s. Flatten or expand them in the drawing program, or "
    "save the logo as a PNG."
)
COLORS = _(
    "The drawing uses colors that a report cannot show: %(what)s. Save it with RGB colors (sRGB), or save the "
    "logo as a PNG."
)
SHEET = _(
    "The drawing's style sheet says something that would be lost here: %(what)s. When you save the SVG, choose "
    "“Presentation attributes” for its styling (in Illustrator) or “Plain SVG” (in Inkscape), or save a PNG."
)

Styles: TypeAlias = dict[Element, dict[str, str]]
Weight: TypeAlias = tuple[Any, ...]


@dataclass(slots=True)
class Unclear:
    """What would be lost from the drawing: style sheet rules, colors beyond sRGB, and effects."""

    sheet: set[str] = field(default_factory=set)
    colors: set[str] = field(default_factory=set)
    effects: set[str] = field(default_factory=set)

    def problem(self) -> str:
        """Say what the user can do about it; empty if nothing would be lost."""
        for what, words in (
            (self.effects, EFFECTS),
            (self.colors, COLORS),
            (self.sheet, SHEET),
        ):
            if what:
                return words % {"what": ", ".join(sorted(what))}
        return ""


def styles(root: Element, unclear: Unclear) -> Styles:
    """Return the properties of each element; add what cannot be kept to `unclear`. Raise TooMuch."""
    matcher = _matcher(root, unclear)
    found: Styles = {}
    for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        element: Element = wrapped.etree_element
        said: list[tuple[Weight, Any]] = [
            ((1 if each.important else 0, 0, specificity, order, number), each)
            for specificity, order, _element, declarations in matcher.match(wrapped)
            for number, each in enumerate(declarations)
        ]
        inline = tinycss2.parse_blocks_contents(element.get("style", ""), skip_comments=True, skip_whitespace=True)
        said += [((1 if each.important else 0, 1, number), each) for number, each in enumerate(_declarations(inline))]
        if said:
            found[element] = _won(sorted(said, key=lambda each: each[0]), unclear)
    return found


class TooMuch(Exception):  # noqa: N818 -- describes the file, not an error of the program
    """The style sheet would take too long to apply to so many elements."""


def _matcher(root: Element, unclear: Unclear) -> Any:
    matcher, left = cssselect2.Matcher(), MOST_WORK
    there = Counter(name for each in root.iter() for name in _names(each))
    for sheet in root.iter(STYLE):
        if sheet.get("type", "text/css").strip().lower() not in ("", "text/css"):
            continue
        if not _shown(sheet.get("media", ""), unclear):
            continue
        for selector, steps, declarations in _rules(tinycss2.parse_stylesheet("".join(sheet.itertext())), unclear):
            asked = [(kind, getattr(selector, kind)) for kind in ("id", "class_name", "local_name")]
            matching = min(there[name] for name in [*(each for each in asked if each[1]), ("", "")])
            left -= 100 + matching * (len(declarations) + MOST_DEPTH**steps)
            if left < 0:
                raise TooMuch
            matcher.add_selector(selector, declarations)
    return matcher


def _names(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the names a selector can find an element by, and an empty one that finds every element."""
    yield ("", "")
    yield ("local_name", str(element.tag).rpartition("}")[2])
    yield ("id", element.get("id", ""))
    yield from {("class_name", name) for name in element.get("class", "").split()}


def _rules(nodes: Iterable[Any], unclear: Unclear) -> Iterator[tuple[Any, int, list[Any]]]:
    """Yield each selector with its steps and declarations; skip what a browser skips as a mistake."""
    for rule in nodes:
        if rule.type == "at-rule":
            if rule.lower_at_keyword == "media" and rule.content is not None:
                if _shown(tinycss2.serialize(rule.prelude), unclear):
                    yield from _rules(tinycss2.parse_rule_list(rule.content), unclear)
            elif rule.lower_at_keyword not in UNHEEDED_RULES:
                unclear.sheet.add(f"@{rule.at_keyword}"[:LONGEST])
        elif rule.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if any(each.type in ("qualified-rule", "at-rule") for each in inside):
                unclear.sheet.add(_shortened(rule.prelude))
                continue
            declarations = list(_declarations(inside))
            for compiled, steps in _compiled(rule.prelude, unclear):
                yield compiled, steps, declarations


def _compiled(prelude: list[Any], unclear: Unclear) -> list[tuple[Any, int]]:
    """Return the selectors that can match, with their steps; refuse deep ones, too slow on a large drawing."""
    try:
        steps = [_steps(each.parsed_tree) for each in selectors.parse(prelude)]
        if all(each <= MOST_STEPS for each in steps):
            found = zip(cssselect2.compile_selector_list(prelude), steps, strict=True)
            return [each for each in found if each[0].pseudo_element is None]
    except cssselect2.SelectorError:
        pass  # reported below
    unclear.sheet.add(_shortened(prelude))
    return []


def _steps(tree: Any) -> int:
    """Count the ancestors a selector names; above MOST_STEPS if it asks for anything but ancestors."""
    if isinstance(tree, selectors.CombinedSelector):
        further = tree.combinator in (" ", ">") and not _steps(tree.right)
        return 1 + _steps(tree.left) if further else MOST_STEPS + 1
    simple = all(
        each.name in {ROOT, *NEVER} if isinstance(each, selectors.PseudoClassSelector) else isinstance(each, SIMPLE)
        for each in tree.simple_selectors
    )
    return 0 if simple else MOST_STEPS + 1


def _shown(media: str, unclear: Unclear) -> bool:
    """Whether a medium applies: paper or screen, with a light color scheme."""
    asked = " ".join(media.lower().split())
    if asked in ALWAYS_SHOWN or asked == "(prefers-color-scheme: light)":
        return True
    if "prefers-color-scheme: dark" not in asked and "prefers-color-scheme:dark" not in asked:
        unclear.sheet.add("@media")
    return False


def _declarations(nodes: Iterable[Any]) -> Iterator[Any]:
    return (each for each in nodes if each.type == "declaration")


def _won(said: list[tuple[Weight, Any]], unclear: Unclear) -> dict[str, str]:
    """Return the winning value of each property, from declarations sorted by weight."""
    values: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    missed: dict[str, str] = {}
    for _weight, declaration in said:
        name, value = declaration.lower_name, _text(declaration.value)
        if name in MISSED:
            missed[name] = value.lower()
        elif name in PROPERTIES and (function := FUNCTIONS.search(value)):
            unclear.sheet.add(f"{function[0].lower()}()")
        elif name in PROPERTIES:
            known = _known(name, value)
            if known:
                values[name] = known
            elif "(" in value:
                unreadable[name] = f"{value.partition('(')[0][:LONGEST]}()"
    for name in unreadable.keys() - values.keys():
        (unclear.colors if name in PAINTS else unclear.effects).add(unreadable[name])
    unclear.effects |= {name for name, value in missed.items() if value not in MISSED[name]}
    return values


def _text(tokens: list[Any]) -> str:
    return str(tinycss2.serialize([each for each in tokens if each.type != "comment"])).strip()


def _known(name: str, value: str) -> str:
    """Return the value as an attribute writes it; empty if no attribute can."""
    if name in PAINTS:
        return color(value)
    if name == "transform":
        bare = UNITS.sub("", value)
        return bare if MOVES.fullmatch(bare) else ""
    if name == "clip-path" and value.lower() != "none" and "url(" not in value.lower():
        return ""
    return value


def color(value: str) -> str:
    """Return a paint in a form every SVG reader knows; empty if it is no paint, or not in sRGB."""
    if "url(" in value.lower():
        return value
    tokens = (each for each in tinycss2.parse_component_value_list(value) if each.type not in ("whitespace", "comment"))
    first = next(tokens, None)
    if first is None:
        return ""
    text, parsed = str(first.serialize()), parse_color(first)
    if first.type == "ident" and text.lower() in ("none", "inherit", "currentcolor", "transparent"):
        return text
    return text if isinstance(parsed, Color) and PLAIN.fullmatch(text) else _in_srgb(parsed)


def _in_srgb(parsed: Any) -> str:
    try:
        red, green, blue = (round(255 * min(1.0, max(0.0, each or 0))) for each in parsed.to("srgb").coordinates)
    except (AttributeError, NotImplementedError):
        return ""
    if parsed.alpha < 1:
        return f"rgba({red}, {green}, {blue}, {parsed.alpha:g})"
    return f"#{red:02x}{green:02x}{blue:02x}"


def _shortened(prelude: list[Any]) -> str:
    text = " ".join(tinycss2.serialize(prelude).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
