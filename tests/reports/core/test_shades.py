"""A firm's color where it is read or filled."""

import pytest

from reports.core import shades


def test_contrast_runs_from_one_to_twenty_one() -> None:
    assert shades.contrast("#777777", "#777777") == 1
    assert shades.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("color", "on", "accent", "edge"),
    [
        ("#1d4b87", "#ffffff", "#1d4b87", "#1d4b87"),
        ("#f5b700", "#1b232b", "#1b232b", "#857f75"),
        ("#5b2a86", "#ffffff", "#5b2a86", "#5b2a86"),
        ("#808080", "#000000", "#6d6d6d", "#808080"),
    ],
    ids=["ours", "yellow", "purple", "gray"],
)
def test_the_exact_color_fills_and_text_is_one_to_read(color: str, on: str, accent: str, edge: str) -> None:
    assert (shades.text_on(color), shades.accent(color), shades.fill_edge(color)) == (on, accent, edge)


def test_a_dark_page_has_lighter_text_and_an_outline_where_the_fill_would_be_lost() -> None:
    assert shades.contrast(shades.dark_accent("#1d4b87"), shades.DARK_CARD) >= shades.READABLE
    assert (shades.fill_edge("#101010", dark=True), shades.fill_edge("#f5b700", dark=True)) == ("#8c867c", "#f5b700")
