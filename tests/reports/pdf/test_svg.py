"""What charts are drawn with: attributes only, every word escaped, a title that says it all."""

from defusedxml.ElementTree import fromstring
from django.utils.safestring import SafeString

from reports.pdf.svg import INK, rect, strong, svg, text

S = "{http://www.w3.org/2000/svg}"


def test_words_are_escaped_and_placed() -> None:
    found = fromstring(text(1.26, 2, "<b>&", size=9, side="end"))
    assert (found.text, found.attrib) == (
        "<b>&",
        {"class": "fill-ink", "x": "1.3", "y": "2", "font-size": "9", "fill": INK, "text-anchor": "end"},
    )


def test_strong_words_are_heavy() -> None:
    found = fromstring(strong(1, 2, "A"))
    assert (found.get("font-weight"), found.get("fill"), found.text) == ("700", INK, "A")


def test_no_rectangle_is_narrower_than_nothing() -> None:
    assert [fromstring(rect(0, 0, width, 5, INK)).get("width") for width in (-3, 0, 2.26)] == ["0", "0", "2.3"]


def test_picture_has_its_title_as_text_alternative_and_no_style() -> None:
    made: SafeString = svg(10, 20, 'Say "it" & more', [rect(0, 0, 1, 1, INK)], role="group")
    root = fromstring(made)
    assert (root.get("role"), root.get("aria-label"), root.findtext(f"{S}title")) == (
        "group",
        'Say "it" & more',
        'Say "it" & more',
    )
    assert root.get("viewBox") == "0 0 10 20"
    assert "style=" not in made
