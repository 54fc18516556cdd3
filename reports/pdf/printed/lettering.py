"""Letters in a drawing measured in millimeters, and names cut to their room."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

POINT = 25.4 / 72  # millimeters
WIDE, HEAVY = 0.53, 0.56  # of a letter's size, on average


def words(  # noqa: PLR0913 -- a place and a look
    x: float, y: float, text: object, *, size: float, fill: str, weight: int = 400, side: str = "middle"
) -> SafeString:
    """Return a text; `side` is the part of it that stands at `x`: start, middle or end."""
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        round(x, 2), round(y, 2), round(size, 2), weight, fill, side, text,
    )  # fmt: skip


def width_of(text: str, size: float, *, heavy: bool = False) -> float:
    """Return about how wide a text is: a guess, a little on the wide side."""
    return len(text) * size * (HEAVY if heavy else WIDE)


def short_name(name: str, room: float, size: float, *, heavy: bool = False) -> str:
    """Return a name, or its last word, or as much of that as has room."""
    if width_of(name, size, heavy=heavy) <= room:
        return name
    last = name.rsplit(maxsplit=1)[-1] if name.split() else name
    last = last[:1].upper() + last[1:]
    if width_of(last, size, heavy=heavy) <= room:
        return last
    letters = int(room / (size * (HEAVY if heavy else WIDE))) - 1
    return last[: max(letters, 1)].rstrip() + "…"
