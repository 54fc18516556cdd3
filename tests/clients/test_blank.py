"""What can be seen of a logo on white paper."""

import pytest
from PIL import Image, ImageDraw

from clients.blank import blank_drawing, blank_picture
from clients.svg_sanitizer import clean_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
SHAPE = '<path d="M0 0h40v20z" {}/>'


def drawn(mode: str, paper: object, ink: object) -> Image.Image:
    picture = Image.new(mode, (40, 20), paper)  # type: ignore[arg-type]  # a color
    ImageDraw.Draw(picture).rectangle((5, 5, 20, 15), fill=ink)  # type: ignore[arg-type]  # as above
    return picture


@pytest.mark.parametrize(
    ("picture", "blank"),
    [
        (drawn("RGB", "white", "white"), True),
        (drawn("RGB", "white", "#fafafa"), True),
        (drawn("RGB", "white", "#ffff00"), False),
        (drawn("RGB", "white", "#d0d0d0"), False),
        (drawn("RGBA", (0, 0, 0, 0), (0, 0, 0, 0)), True),
        (drawn("RGBA", (0, 0, 0, 0), (255, 255, 255, 255)), True),
        (drawn("RGBA", (0, 0, 0, 0), (0, 0, 0, 8)), True),
        (drawn("RGBA", (0, 0, 0, 0), (0, 0, 0, 120)), False),
        (drawn("RGB", "navy", "white"), False),
    ],
)
def test_picture(picture: Image.Image, blank: bool) -> None:
    assert blank_picture(picture) is blank


@pytest.mark.parametrize(
    ("inside", "blank"),
    [
        ("", True),
        ("<defs><path d='M0 0h40v20z'/></defs>", True),
        ("<clipPath id='c'><path d='M0 0h40v20z'/></clipPath>", True),
        (SHAPE.format(""), False),
        (SHAPE.format("fill='#fff'"), True),
        (SHAPE.format("fill='white' stroke='white'"), True),
        (SHAPE.format("fill='white' stroke='red'"), False),
        (SHAPE.format("fill='white' stroke='red' stroke-width='0'"), True),
        (SHAPE.format("fill='none'"), True),
        (SHAPE.format("style='fill:rgb(255 255 255 / 90%)'"), True),
        (SHAPE.format("opacity='0'"), True),
        (SHAPE.format("fill-opacity='.02'"), True),
        (SHAPE.format("display='none'"), True),
        (SHAPE.format("visibility='hidden'"), True),
        (SHAPE.format("fill='currentColor' color='white'"), True),
        (SHAPE.format("fill='currentColor'"), False),
        ("<g fill='white'>" + SHAPE.format("") + "</g>", True),
        ("<g fill='white'>" + SHAPE.format("fill='navy'") + "</g>", False),
        ("<g opacity='0'>" + SHAPE.format("") + "</g>", True),
        ("<style>.a{fill:#fff}</style>" + SHAPE.format("class='a'"), True),
        ("<rect width='0' height='20'/><circle r='0'/><path d=''/><polygon points=''/>", True),
        ("<line x2='40' y2='20'/>", True),
        ("<line x2='40' y2='20' stroke='red'/>", False),
        ("<linearGradient id='g'><stop stop-color='#fff'/></linearGradient>" + SHAPE.format("fill='url(#g)'"), True),
        (
            "<linearGradient id='g'><stop stop-color='#fff'/><stop offset='1' stop-color='red'/></linearGradient>"
            "<linearGradient id='h' href='#g'/>" + SHAPE.format("fill='url(#h)'"),
            False,
        ),
    ],
)
def test_drawing(inside: str, blank: bool) -> None:
    made = clean_svg(SVG.format(inside).encode())
    assert not isinstance(made, str)
    assert blank_drawing(made[0]) is blank
