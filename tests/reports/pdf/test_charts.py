"""Charts are pure: numbers and words in, one accessible SVG out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.core.personas import examples, read_persona
from questions.core.question import UNKNOWN, Answers
from questions.core.scoring import score
from reports.core.brand import Brand
from reports.core.report import Report, build_report
from reports.pdf.charts import Bar, Moment, bars, scale_line
from reports.pdf.svg import FILL, PALE, SIZE, TRACK
from reports.templatetags.report_words import (
    commitment_line,
    interval,
    readiness_line,
    section_bars,
    strain_line,
    trend_of,
)
from tests.builders import newest

SVG = "{http://www.w3.org/2000/svg}"
SHARE = st.integers(0, 100)
WIDE = 0.62  # of its size is what a bold letter of Inter takes on average; a normal one takes less
HARMFUL = """<script>alert(1)</script>"'&</text></svg>"""


def parsed(svg: str) -> Element:
    return ElementTree.fromstring(svg)  # noqa: S314 -- our own, and a bad one should fail


def line(**changes: Any) -> Element:
    """A scale with 40 of 100, sure to the point, unless changed."""
    options = {
        "title": "Readiness, 0 to 100: 40",
        "value": "40",
        "points": 40,
        "low": 40,
        "high": 40,
        "cuts": [0, 25, 45, 65, 85],
        "ends": ("none", "all"),
        "width": 304,  # so that a point is 3 wide
    }
    return parsed(scale_line(**{**options, **changes}))


def chart(*rows: Bar, width: int = 304) -> Element:
    return parsed(bars(rows, title="Readiness by section", width=width))


def filled(svg: Element, colour: str) -> list[Element]:
    return [each for each in svg.iter() if each.get("fill") == colour and each.tag != SVG + "text"]


def span(rectangle: Element) -> tuple[float, float]:
    left = float(rectangle.attrib["x"])
    return left, left + float(rectangle.attrib["width"])


def extent(text: Element) -> tuple[float, float]:
    """From where to where a text reaches at most, by the number of its letters."""
    at, size = float(text.attrib["x"]), float(text.attrib["font-size"])
    wide = len("".join(text.itertext())) * size * WIDE
    start = {"middle": at - wide / 2, "end": at - wide}.get(text.get("text-anchor", ""), at)
    return start, start + wide


def words_outside(svg: Element) -> list[str]:
    width = float(svg.attrib["viewBox"].split()[2])
    texts = [(text.text, extent(text)) for text in svg.iter(SVG + "text")]
    return [str(text) for text, (left, right) in texts if left < -1 or right > width + 1]


def words_over_words(svg: Element) -> list[tuple[str | None, str | None]]:
    rows: dict[str, list[Element]] = {}
    for text in svg.iter(SVG + "text"):
        rows.setdefault(text.attrib["y"], []).append(text)
    found = []
    for row in rows.values():
        row.sort(key=lambda text: extent(text)[0])
        found += [(one.text, two.text) for one, two in pairwise(row) if extent(one)[1] > extent(two)[0]]
    return found


@pytest.mark.parametrize("svg", [line(title="SharedReview in words"), parsed(bars([], title="SharedReview in words"))])
def test_chart_has_one_text_alternative(svg: Element) -> None:
    assert svg.tag == SVG + "svg"
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "SharedReview in words"
    assert svg.findtext(SVG + "title") == "SharedReview in words"
    assert svg[0].tag == SVG + "title", "a title counts as the alternative only where it comes first"


@pytest.mark.parametrize(
    "svg",
    [line(), line(points=None, low=0, high=100), chart(Bar("Customers", "40", 40, 20, 60), Bar("X", "", None, 0, 9))],
)
def test_chart_needs_neither_style_nor_class(svg: Element) -> None:
    """The content security policy forbids the one, WeasyPrint ignores the other."""
    assert {"style", "class", "onclick"}.isdisjoint(name for each in svg.iter() for name in each.attrib)
    assert {each.tag for each in svg.iter()} <= {SVG + name for name in ("svg", "title", "text", "rect", "path")}


def test_words_are_escaped_wherever_they_stand() -> None:
    scale = line(title=HARMFUL, value=HARMFUL, ends=(HARMFUL, HARMFUL), width=900)
    row = parsed(bars([Bar(HARMFUL, HARMFUL, 1, 1, 1)], title=HARMFUL, width=900))
    for svg, times in ((scale, 4), (row, 3)):
        assert ["".join(each.itertext()) for each in svg.iter() if each.text == HARMFUL] == [HARMFUL] * times
        assert svg.get("aria-label") == HARMFUL


def test_scale_shows_its_cuts_with_gaps_between_the_stretches() -> None:
    svg = line()
    assert [span(each) for each in filled(svg, TRACK)] == [(2, 75), (77, 135), (137, 195), (197, 255), (257, 302)]
    ticks = {
        text.text: float(text.attrib["x"]) for text in svg.iter(SVG + "text") if text.text in ("25", "45", "65", "85")
    }
    assert ticks == {"25": 76, "45": 136, "65": 196, "85": 256}


def test_scale_marks_the_point_and_the_interval() -> None:
    svg = line(points=40, low=30, high=60)
    (band,) = filled(svg, PALE)
    arrow, stroke = filled(svg, FILL)
    assert span(band) == (92, 182)
    assert arrow.attrib["d"].startswith("M122.0 ")
    assert span(stroke) == (120.5, 123.5)


def test_scale_without_a_number_has_a_band_and_no_marker() -> None:
    svg = line(points=None, low=10, high=90, value="10 to 90")
    assert filled(svg, FILL) == []
    assert [span(each) for each in filled(svg, PALE)] == [(32, 272)]
    (value,) = (text for text in svg.iter(SVG + "text") if text.text == "10 to 90")
    assert value.attrib["x"] == "152.0"


def test_scale_that_is_sure_still_shows_its_band() -> None:
    """Two wide, so that there is something under the marker at either end."""
    for points in (0, 100):
        left, right = span(filled(line(points=points, low=points, high=points), PALE)[0])
        assert right - left == 2
        assert 0 <= left < right <= 304


@pytest.mark.parametrize(("points", "anchor"), [(0, "start"), (30, "start"), (50, "middle"), (70, "end"), (100, "end")])
def test_scales_value_leans_away_from_the_edge(points: int, anchor: str) -> None:
    svg = line(points=points, low=points, high=points, value="over the point")
    (value,) = (text for text in svg.iter(SVG + "text") if text.text == "over the point")
    assert value.get("text-anchor") == anchor
    assert words_outside(svg) == []


def test_scale_on_wide_paper_names_each_stretch_under_its_middle() -> None:
    names = ["Calm", "Worn", "Burning"]
    drawn = scale_line(title="x", value="", points=5, low=5, high=5, cuts=[0, 35, 65], names=names, width=404)
    found = {text.text: (text.get("x"), text.get("text-anchor")) for text in parsed(drawn).iter(SVG + "text")}
    assert {name: found[name] for name in names} == {
        "Calm": ("72.0", "middle"),
        "Worn": ("202.0", "middle"),
        "Burning": ("332.0", "middle"),
    }


def test_bar_shows_label_value_and_length() -> None:
    svg = chart(Bar("Customers", "40", 40, 40, 40), Bar("Your time", "0", 0, 0, 0))
    assert [text.text for text in svg.iter(SVG + "text")] == ["Customers", "40", "Your time", "0"]
    assert [span(each) for each in filled(svg, TRACK)] == [(2, 302), (2, 302)]
    assert [span(each) for each in filled(svg, FILL)] == [(2, 122), (2, 2)]
    assert filled(svg, PALE) == [], "nothing is unsure"


def test_bar_with_an_interval_shows_it_behind_a_thinner_bar() -> None:
    svg = chart(Bar("Customers", "40", 40, 20, 60))
    (band,), (bar,), (track,) = filled(svg, PALE), filled(svg, FILL), filled(svg, TRACK)
    assert span(band) == (62, 182)
    assert span(bar) == (2, 122)
    assert float(bar.attrib["height"]) < float(band.attrib["height"]) == float(track.attrib["height"])
    assert list(svg).index(band) < list(svg).index(bar), "what is drawn later lies on top"


def test_bar_without_a_number_has_an_interval_only() -> None:
    svg = chart(Bar("Customers", "20 to 60", None, 20, 60))
    assert filled(svg, FILL) == []
    assert [span(each) for each in filled(svg, PALE)] == [(62, 182)]


def test_no_bars_are_an_empty_chart() -> None:
    assert [each.tag for each in chart()] == [SVG + "title"]


@given(a=SHARE, b=SHARE, c=SHARE, known=st.booleans(), width=st.sampled_from([300, 620]))
def test_all_that_is_drawn_lies_inside(a: int, b: int, c: int, width: int, *, known: bool) -> None:
    low, points, high = sorted((a, b, c))
    shown = points if known else None
    for svg in (
        line(points=shown, low=low, high=high, value="88", width=width),
        chart(Bar("Customers", "88", shown, low, high), width=width),
    ):
        _, _, wide, high_ = map(float, svg.attrib["viewBox"].split())
        assert wide == width
        for each in svg.iter(SVG + "rect"):
            assert 0 <= span(each)[0] <= span(each)[1] <= width
            assert 0 <= float(each.attrib["y"]) < float(each.attrib["y"]) + float(each.attrib["height"]) <= high_
        assert words_outside(svg) == []


@cache
def report(name: str) -> Report:
    """An example shop's report, or that of a shop whose owner knows little, or nothing."""
    questionnaire = newest()
    nothing = {question.id: UNKNOWN for question in questionnaire.questions() if question.scored}
    if name == "nothing known":
        answers: Answers = nothing
    elif name == "little known":
        shop = read_persona(examples()["managed-ordinary"], questionnaire).answers
        answers = nothing | {question: shop[question] for question in list(shop)[::4]}
    else:
        answers = read_persona(examples()[name], questionnaire).answers
    return build_report(questionnaire, answers, score(questionnaire, answers), shop="Northside Computers", date="")


SHOPS = [*examples(), "little known", "nothing known"]


@pytest.mark.parametrize("name", SHOPS)
@pytest.mark.parametrize("width", [300, 620])
def test_words_of_a_real_report_stay_inside_and_apart(name: str, width: int) -> None:
    for draw in (readiness_line, strain_line, commitment_line, section_bars):
        svg = parsed(draw(report(name), width))
        assert (words_outside(svg), words_over_words(svg)) == ([], [])


@pytest.mark.parametrize("name", SHOPS)
def test_text_alternative_says_every_number_that_is_drawn(name: str) -> None:
    shop = report(name)
    for draw, scale in ((readiness_line, shop.readiness), (strain_line, shop.strain)):
        told = str(parsed(draw(shop)).findtext(SVG + "title"))
        assert f"Range: {interval(scale)}." in told
        assert scale.points is None or f": {scale.points} · " in told
    told = str(parsed(section_bars(shop)).findtext(SVG + "title"))
    for section in shop.sections:
        if section.readiness and section.readiness.known is not None:
            value = section.readiness.points
            assert f"{section.title} {section.readiness.low if value is None else value}" in told


def test_every_chart_wears_the_colour_of_the_firm() -> None:
    shop = replace(report("managed-ordinary"), brand=Brand(colour="#7a1fa2"))
    assert shop.brand.accent == "#7a1fa2"
    drawn = [draw(shop) for draw in (readiness_line, strain_line, commitment_line, section_bars)]
    drawn += [trend_of(shop, [Moment("May 2025", 20, 60), Moment("May 2026", 40, 50)])]
    for svg in map(parsed, drawn):
        colours = {each.get(name) for each in svg.iter() for name in ("fill", "stroke")}
        assert shop.brand.accent in colours
        assert {FILL, PALE} & colours == set()


def test_letters_are_large_enough_to_read() -> None:
    """The unit is a CSS pixel on a phone, and more than that on a larger screen."""
    sizes = {float(text.attrib["font-size"]) for text in line().iter(SVG + "text")}
    assert min(sizes) >= SIZE - 2


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Low", "Middle", "High"), ["Low", "Middle", "High"]),
        (("Low", "A name that is far too long for its stretch of the line", "High"), ["first", "last"]),
        ((), ["first", "last"]),
    ],
)
def test_stretches_are_named_where_each_has_room(names: tuple[str, ...], told: list[str]) -> None:
    svg = line(cuts=(0, 30, 70), names=names, ends=("first", "last"))
    words = ["".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text")]
    assert [word for word in words if word in {"first", "last", *names}] == told


def test_words_without_room_are_shortened() -> None:
    svg = line(ends=("w" * 90, "m" * 90), value="v" * 90)
    words = ["".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text")]
    assert [word for start in "wmv" for word in words if word.startswith(start)] == [
        "w" * 26 + "…",
        "m" * 26 + "…",
        "v" * 55 + "…",
    ]
