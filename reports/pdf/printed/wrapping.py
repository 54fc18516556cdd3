"""Where the lines of a text end, from the widths of Inter's letters, before it is set: a guess, rather too wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

EMS = {  # how wide letters are, in parts of their size
    0.25: "'’ Iijl",
    0.3: "!,.:;·",
    0.38: '/\\ft|"()[]r{}“”',
    0.5: "-1_*^`\N{EN DASH}",
    0.57: "?JLacksvxyz•äç",
    0.62: "257EFeghnopquöüéèñ",
    0.66: "#$&+034689<=>BKPRSTXZbd~−×÷ß£€",
    0.72: "ADVY",
    0.77: "CGHNOQU",
    0.9: "w…%Mm@",
    1.0: "W—",
}
WIDTHS = {letter: wide for wide, letters in EMS.items() for letter in letters}
OTHER, FROM_RIGHT, BROAD = 0.7, 0.6, 1.3  # a letter of another script, and one as wide as it is tall, such as an emoji
ENDS = re.compile(r"[.!?؟。][\"”’')]*(?=\s|$)")
LOOSE = " ,;:·-\N{EN DASH}\N{EM DASH}"  # what no text that is cut ends with
MOST_LOST = 0.3  # of what has room, so that it ends with a sentence


@lru_cache(1000)
def _em(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.bidirectional(letter) in ("R", "AL"):
        return FROM_RIGHT
    return BROAD if unicodedata.east_asian_width(letter) in "WF" else OTHER


def wide(text: str, size: float) -> float:
    """Return how wide a text is on one line, in the unit of its size."""
    return size * sum(map(_em, text))


def line_ends(text: str, size: float, room: float) -> Iterator[int]:
    """Yield the place after each line of a text, which breaks at its line breaks and, where it must, within words."""
    at = 0
    for line in text.split("\n"):
        used = 0.0
        for found in re.finditer(r"\s*\S+", line):
            needs = wide(found[0], size)
            if used and used + needs > room:
                yield at + found.start()
                needs, used = wide(found[0].lstrip(), size), 0.0
            if needs > room:
                yield from (at + found.start() + each for each in _within(found[0], size, room))
                needs %= room
            used += needs
        at += len(line)
        yield at
        at += 1


def _within(word: str, size: float, room: float) -> Iterator[int]:
    used = 0.0
    for place, letter in enumerate(word):
        used += wide(letter, size)
        if used > room:
            yield place
            used = wide(letter, size)


def lines_in(text: str, size: float, room: float) -> int:
    """Return how many lines a text takes; none if it is empty."""
    return sum(1 for _ in line_ends(text, size, room)) if text else 0


def beginning(text: str, end: int) -> str:
    """Return a text up to there, at most: up to the end of a sentence or else of a word, with an ellipsis."""
    cut = text[:end]
    sentence = max((found.end() for found in ENDS.finditer(cut)), default=0)
    if sentence < len(cut) * (1 - MOST_LOST):
        sentence = max((found.start() for found in re.finditer(r"\s", cut)), default=0)
    cut = cut[:sentence] if sentence >= len(cut) * (1 - MOST_LOST) else cut[:-1]
    return f"{cut.rstrip()} …" if ENDS.search(cut.rstrip()[-2:]) else f"{cut.rstrip(LOOSE)}…"


def one_line(text: str, size: float, room: float) -> str:
    """Return a text if it has room on a line, else its beginning with an ellipsis, if possible at the end of a word."""
    text = " ".join(text.split())
    if wide(text, size) <= room:
        return text
    end, used = 0, wide("…", size)
    while used + wide(text[end], size) <= room:
        used += wide(text[end], size)
        end += 1
    blank = text.rfind(" ", 0, end + 1)
    return text[: blank if blank >= end * (1 - MOST_LOST) else end].rstrip(LOOSE) + "…"
