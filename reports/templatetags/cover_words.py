"""Words of the cover and of the feet of pages, as far as each has room."""

from __future__ import annotations

from django import template

from reports.core.brand import Brand
from reports.pdf.printed.lettering import POINT
from reports.pdf.printed.wrapping import one_line

register = template.Library()

FOOT, FOOT_ROOM = 7.6 * POINT, 147.0  # the letters of a foot, and its line in millimeters
KIND, KIND_ROOM = 10.5 * POINT, 119.0  # the same at the head of the cover
SHORT_NAME, LONG_NAME, LONG_BRAND = 20, 40, 200  # letters of a shop's name on the cover, and of who prepared it


@register.filter
def name_size(shop: str) -> str:
    """Return how large a shop's name stands on the cover."""
    letters = len(shop)
    return "short" if letters <= SHORT_NAME else "medium" if letters <= LONG_NAME else "long"


@register.filter
def long(brand: Brand) -> bool:
    """Whether a firm says so much of itself that the cover needs room for it."""
    return len(brand.firm + brand.consultant + brand.contact) > LONG_BRAND


@register.filter
def firm_line(words: str) -> str:
    """Return what a firm says at the foot of each page, as far as there is room on the line."""
    return one_line(words, FOOT, FOOT_ROOM)


@register.filter
def beside_kind(firm: str) -> str:
    """Return a firm's name as far as it has room at the head of the cover."""
    return one_line(firm, KIND, KIND_ROOM)


@register.filter
def without_end(words: str) -> str:
    """Return words that go on with others, without blanks, commas and the like at their end."""
    return words.strip().rstrip(" ,;·")
