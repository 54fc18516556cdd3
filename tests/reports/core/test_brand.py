"""A firm's colour can be read on paper whatever it is."""

import pytest

from reports.core.brand import OUR_COLOUR, OUR_PAPER, OURS, Brand
from reports.core.shades import contrast


@pytest.mark.parametrize(
    ("colour", "accent"),
    [("", OUR_COLOUR), ("#000000", "#000000"), ("#0f5f6b", "#0f5f6b"), ("#767676", "#767676"), ("#ffd400", "#8a7200")],
)
def test_accent_is_the_colour_darkened_as_far_as_needed(colour: str, accent: str) -> None:
    assert Brand(colour=colour).accent == accent


@pytest.mark.parametrize("colour", ["#ffffff", "#ff0000", "#00ff00", "#0000ff", "#FFD400", "#777777"])
def test_accent_and_white_can_be_read_on_each_other(colour: str) -> None:
    accent = Brand(colour=colour).accent
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_pale_is_a_light_shade_of_the_accent() -> None:
    assert (OURS.pale, Brand(colour="#000000").pale) == ("#93b7bc", "#8c8c8c")


def test_logo_is_named_by_its_hash_and_kind() -> None:
    assert OURS.logo_address == ""
    assert Brand(logo="a" * 64, logo_kind="svg").logo_address == f"logo:{'a' * 64}.svg"


COLOURS = ["", "#ffd400", "#ff0000", "#ffffff", "#000000", "#777777", "#7a1f6d", "#00ff00"]


@pytest.mark.parametrize("colour", COLOURS)
def test_large_areas_have_the_exact_colour_and_words_that_can_be_read_on_every_part_of_them(colour: str) -> None:
    brand = Brand(colour=colour)
    assert brand.area == (colour or OUR_PAPER)
    assert contrast(brand.on_area, brand.area) >= 4.5
    assert contrast(brand.on_area, brand.tread) >= contrast(brand.on_area, brand.area) or brand.area in (
        "#ffffff",
        "#000000",
    )
    assert contrast(brand.in_filled, brand.on_area) >= 4.5
    assert contrast(brand.text, "#ffffff") >= 4.5


@pytest.mark.parametrize(
    ("colour", "text"), [("#1d4b87", "#1d4b87"), ("#ffd400", "#1b232b"), ("#00ff00", "#1b232b"), ("#888888", "#707070")]
)
def test_small_text_is_exact_or_a_little_darker_or_ink(colour: str, text: str) -> None:
    """Yellow stays yellow on the areas, and is never brown."""
    found = Brand(colour=colour).text
    assert found == text or (text == "#707070" and "#666666" <= found <= "#787878")
