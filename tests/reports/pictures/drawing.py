"""What a test sees of a picture: its elements by their class."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring


def parsed(picture: str) -> Element:
    return fromstring(picture)  # noqa: S314 -- our own


def of_class(picture: Element, name: str) -> list[Element]:
    return [each for each in picture.iter() if name in each.get("class", "").split()]
