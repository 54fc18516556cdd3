"""Styling by classes and rules: carried over as a browser takes it, or refused with what helps, and never lost."""

import re
import time

import pytest

from clients.svg_sanitizer import clean_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'
RED = "#c00"


def cleaned(inside: str) -> str:
    made = clean_svg(SVG.replace("{}", inside).encode())
    return made if isinstance(made, str) else made[0].decode()


def rect(more: str = "") -> str:
    return f'<rect class="a b" id="r" width="100" height="50" {more}/>'


def fill(inside: str) -> str:
    """What the last shape is filled with."""
    return str(re.findall(r'<rect[^>]* fill="([^"]*)"', cleaned(inside))[-1])


@pytest.mark.parametrize(
    "inside",
    [
        f"<style>.a{{fill:{RED}}}</style>" + rect(),
        f"<defs><style type='text/css'>.a{{fill:{RED};}}</style></defs>" + rect(),
        f"<style>#r{{fill:{RED}}}</style>" + rect(),
        f"<style>rect{{fill:{RED}}}</style>" + rect(),
        f"<style>*{{fill:{RED}}}</style>" + rect(),
        f"<style>.x, .y,\n.a ,circle{{ fill : {RED} }}</style>" + rect(),
        f"<style>.a.b{{fill:{RED}}}.a{{fill:blue}}</style>" + rect(),
        f"<style>#r{{fill:{RED}}}.a{{fill:blue}}rect{{fill:green}}</style>" + rect(),
        f"<style>.a{{fill:blue}}.b{{fill:{RED}}}</style>" + rect(),
        f"<style>.a{{fill:blue}}</style><style>.a{{fill:{RED}}}</style>" + rect(),
        f"<style>.a{{fill:{RED} !important}}#r{{fill:blue}}</style>" + rect("style='fill:green'"),
        "<style>.a{fill:blue!important}</style>" + rect(f"style='fill:{RED} ! important'"),
        rect(f"style='fill:{RED} !important;fill:blue'"),
        f"<style>.a{{fill:{RED}}}</style>" + rect("fill='blue'"),
        "<style>.a{fill:blue}</style>" + rect(f"style='fill:{RED}'"),
        f"<style>/* x */.a{{/* y */fill:/* z */{RED};;}}</style>" + rect(),
        f"<style><![CDATA[ .a {{ fill: {RED} }} ]]></style>" + rect(),
        rect() + f"<style>.a{{fill:{RED}}}</style>",
        f"<style>g > .a{{fill:{RED}}}</style><g>{rect()}</g>",
        f"<style>svg .a{{fill:{RED}}}</style>" + rect(),
        f"<style>[id=r]{{fill:{RED}}}</style>" + rect(),
        f"<style>@media screen{{.a{{fill:{RED}}}}}</style>" + rect(),
        f"<style>.a{{fill:{RED}}}@media (prefers-color-scheme: dark){{.a{{fill:white}}}}</style>" + rect(),
        f"<style>.a{{fill:{RED}}}.a:hover{{fill:blue}}.a::before{{fill:blue}}</style>" + rect(),
        f"<style>@font-face{{font-family:x;src:url(x)}}.a{{font-family:x;fill:{RED}}}</style>" + rect(),
        f"<style>.\\61{{fill:{RED}}}</style>" + rect(),
        f"<style>.a{{FILL:{RED}}}.A{{fill:blue}}</style>" + rect(),
        f"<style>.a{{fill:{RED}}}}}</style>" + rect(),
        "<style type='text/x'>.a{fill:blue}</style>" + rect(f"fill='{RED}'"),
        rect(f"style='fill:{RED};fill:notacolor'"),
        rect(f"style='fill:{RED};fill:color(display-p3 .8 0 0)'"),
        rect(f"fill='{RED} icc-color(x, 1, 2)'"),
    ],
)
def test_rule_that_wins_is_carried_over(inside: str) -> None:
    assert fill(inside) == RED
    assert "style" not in cleaned(inside)
    assert "class" not in cleaned(inside)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("rgb(204,0,0)", "rgb(204,0,0)"),
        ("rgb(204 0 0)", "rgb(204 0 0)"),
        ("rgb(204 0 0 / 50%)", "rgba(204, 0, 0, 0.5)"),
        ("hsl(0deg 100% 40%)", "#cc0000"),
        ("hwb(0 0% 20%)", "#cc0000"),
        ("color(srgb 0.8 0 0)", "#cc0000"),
        ("#c008", "#c008"),
        ("none", "none"),
        ("currentColor", "currentColor"),
        ("url(#g) red", "url(#g)"),
    ],
)
def test_color_stands_as_every_reader_of_drawings_knows_it(given: str, wanted: str) -> None:
    assert fill(rect(f"style='fill:{given}'")) == fill(rect(f"fill='{given}'")) == wanted


def test_properties_that_are_attributes_become_them() -> None:
    rule = "opacity:.5;stroke:red;stroke-width:2px;transform:translate(5px, 3px) rotate(10deg)"
    made = cleaned(f"<style>.a{{{rule}}}</style>{rect()}")
    said = 'opacity=".5" stroke="red" stroke-width="2px" transform="translate(5, 3) rotate(10)"'
    assert f'<rect height="50" id="r" {said} width="100" />' in made


def test_group_and_gradient_are_styled_as_shapes_are() -> None:
    sheet = "<style>.g{fill:url(#p)}.s{stop-color:#c00}</style>"
    made = cleaned(sheet + "<linearGradient id='p'><stop class='s'/></linearGradient><g class='g'/>")
    assert '<stop stop-color="#c00" />' in made
    assert '<g fill="url(#p)" />' in made


@pytest.mark.parametrize(
    ("inside", "what", "help_"),
    [
        ("<style>:root{--c:#c00}.a{fill:var(--c)}</style>" + rect(), "var()", "Presentation attributes"),
        ("<style>@import url(x.css);</style>" + rect(), "@import", "Presentation attributes"),
        ("<style>@supports (fill:red){.a{fill:red}}</style>" + rect(), "@supports", "Presentation attributes"),
        ("<style>@media (min-width:5px){.a{fill:red}}</style>" + rect(), "@media", "Presentation attributes"),
        ("<style>rect:nth-child(2n){fill:red}</style>" + rect(), "rect:nth-child(2n)", "Presentation attributes"),
        ("<style>:not(.z){fill:red}</style>" + rect(), ":not(.z)", "Presentation attributes"),
        ("<style>rect + rect{fill:red}</style>" + rect(), "rect + rect", "Presentation attributes"),
        ("<style>a b c d{fill:red}</style>" + rect(), "a b c d", "Presentation attributes"),
        ("<style>g{.a{fill:red}}</style>" + rect(), "g", "Presentation attributes"),
        (rect("style='mix-blend-mode:multiply'"), "mix-blend-mode", "Flatten"),
        ("<style>.a{filter:blur(2px)}</style>" + rect(), "filter", "Flatten"),
        ("<style>.a{clip-path:circle(40%)}</style>" + rect(), "circle()", "Flatten"),
        ("<style>.a{transform:rotate(.1turn)}</style>" + rect(), "rotate()", "Flatten"),
        (rect("style='fill:color(display-p3 .8 0 0)'"), "color()", "RGB colors"),
        (rect("style='fill:oklch(60% .2 30)'"), "oklch()", "RGB colors"),
        (rect("style='fill:device-cmyk(0 1 1 0)'"), "device-cmyk()", "RGB colors"),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_refused_with_what_helps(inside: str, what: str, help_: str) -> None:
    said = cleaned(inside)
    assert f": {what}. " in said
    assert help_ in said
    assert "PNG" in said


@pytest.mark.parametrize(
    "sheet",
    ["z * path{fill:red}" * 500, "*{fill:red}" * 500, "[x~=y]{fill:red}" * 500, "@media all{" * 3000 + "}" * 3000],
)
def test_sheet_that_would_take_for_ever_is_refused_at_once(sheet: str) -> None:
    begun = time.perf_counter()
    assert "too detailed" in cleaned(f"<style>{sheet}</style>" + "<g>" * 45 + "<path/>" * 4900 + "</g>" * 45)
    assert time.perf_counter() - begun < 10
