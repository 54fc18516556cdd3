"""Guesses which encoding a text file was saved in, and offers the other likely ones."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, name

# Encodings still in use, most common first: where two give the same text, the first one wins.
CODES = (
    *("cp1252", "mac_roman", "cp1250", "cp1254", "cp1251", "koi8_r", "cp1253", "cp1257", "cp850", "cp437", "cp852"),
    *("mac_latin2", "mac_cyrillic", "cp1255", "cp1256", "gb18030", "shift_jis", "euc_kr", "big5", "cp874"),
)
TWICE = "utf-8-twice"  # saved as UTF-8, read as Windows-1252 and saved again
FEW, WORDS = 4, 3  # likely readings to choose from, and sample words to recognize each by
USUAL_CODES = 3  # always offered
CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r"]
MOST_CONTROLS = 20  # a text has at most one control character in this many; a picture has more
MOST_WIDE = 5  # UTF-16 has a NUL in at least one of this many bytes: the half of a plain letter or sign
ENOUGH = 50_000  # characters to judge a text by
LONGEST_RUN = 2  # accented letters in a row within a word of Latin letters
GARBLED = ("\ufffd", "Ã", "Â", "â€", "Ð", "Å", "Ä")
TOGETHER = frozenset({"KANA", "CJK", "KATAKANA-HIRAGANA"})
RARE = frozenset("ÐÞðþŢţﬁﬂ")  # where another encoding has a more common letter
USUAL, SELDOM = 0.9, 0.3
APOSTROPHES = frozenset("'’")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as one encoding reads it, with sample words that show whether it is right."""

    code: str
    text: str
    sample: str


def decoded(data: bytes, code: str = "") -> Reading | None:
    """Return the text in this encoding, or in the likeliest one; None if the bytes are not text."""
    found = readings(data)
    return next((each for each in found if each.code == code), found[0] if found else None)


def readings(data: bytes) -> list[Reading]:
    """Return the ways to read a file, likeliest first; one if the file says how it was saved, none if it is no text."""
    if data.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return [*_in("utf-32", data)]
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return [*_in("utf-16", data)]
    if wide := _wide(data):
        return [*_in(wide, data)]
    utf8 = [*_in("utf-8", data)]
    twice = [*_written_twice(utf8[0])] if utf8 else []
    if utf8 and (twice or data.startswith(BOM_UTF8) or sense(utf8[0].text) > SELDOM):
        return [*twice, *utf8]
    codes = ("utf-8", *CODES)
    found = {reading.text: reading for code in reversed(codes) for reading in _in(code, data)}  # the first of the same
    likeliest = sorted(found.values(), key=lambda each: (-sense(each.text), codes.index(each.code)))
    usual = [each for each in likeliest[FEW:] if each.code in CODES[:USUAL_CODES]]
    return [*likeliest[:FEW], *usual]


def _in(code: str, data: bytes) -> Iterator[Reading]:
    try:
        text = data.decode(code)
    except UnicodeDecodeError:
        return
    text = text.removeprefix("\ufeff")
    if "\0" not in text and sum(map(text.count, CONTROLS)) * MOST_CONTROLS <= len(text):
        yield Reading(code, text, _sample(text))


def _wide(data: bytes) -> str:
    """Tell which UTF-16 a text without a mark is, by where its plain letters have their NUL; empty if none."""
    first, second = data[::2].count(0), data[1::2].count(0)
    fewer, more = sorted((first, second))
    if more * MOST_WIDE < len(data) or fewer * MOST_WIDE > more:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _written_twice(utf8: Reading) -> Iterator[Reading]:
    """Yield the repaired text where UTF-8 was saved twice: `CafÃ©` for `Café`."""
    if not any(each in utf8.text for each in GARBLED):
        return
    try:
        text = utf8.text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return
    yield Reading(TWICE, text, _sample(text))


def _sample(text: str) -> str:
    """Return a few words with letters beyond ASCII, since encodings differ only there."""
    words = dict.fromkeys(word.strip("\"';,|") for part in text.split("\n") for word in _cells(part))
    return " · ".join([word for word in words if not word.isascii()][:WORDS])


def _cells(line: str) -> list[str]:
    return line.translate(dict.fromkeys(map(ord, ";,\t|"), " ")).split()


def sense(text: str) -> float:
    """Rate how natural the letters beyond ASCII look: 1 or a little more is natural, lower (also below 0) is not."""
    places = [place for place, each in enumerate(text[:ENOUGH]) if not each.isascii()]
    if not places:
        return 1.0
    return sum(_fits(text, place) for place in places) / len(places)


def _fits(text: str, place: int) -> float:
    each, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    kind = category(each)
    if kind == "Cf" or each == "\ufffd":
        return USUAL  # says nothing about the encoding
    if kind[0] == "C":
        return -5
    return _letter_fits(each, text, place) if kind[0] in "LM" else _sign_fits(each, kind, before, after)


def _sign_fits(each: str, kind: str, before: str, after: str) -> float:
    if each in APOSTROPHES and before.isalpha():
        return 1
    is_letter = before.isalpha(), after.isalpha()
    usual = {"Pi": (False, True), "Pf": (True, False), "Pd": (False, False)}.get(kind)
    if usual == is_letter or (kind == "Sc" and not any(is_letter)):
        return USUAL
    return -1 if any(is_letter) else 0


def _letter_fits(each: str, text: str, place: int) -> float:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    script = _script(each)
    if (each.isupper() and before.islower()) or (each.islower() and after.isupper()):
        return -2  # CafŽ
    if each.isupper() and before.isupper() and after.islower():
        return -1  # MŸller
    others = {_script(other) for other in (before, after) if other.isalpha()} - {script}
    if others and not others | {script} <= TOGETHER:
        return -1  # Zoδ
    return _place_fits(each, text, place, script)


def _place_fits(each: str, text: str, place: int, script: str) -> float:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    run = text[max(0, place - LONGEST_RUN) : place + LONGEST_RUN + 1]
    if script == "LATIN" and all(other.isalpha() and not other.isascii() for other in run):
        return 0  # words of Latin letters have plain letters too
    if before.isdecimal() or after.isdecimal() or not (before.isalpha() or after.isalpha()):
        return SELDOM if script != "CJK" else 1
    if script in ("KANA", "HANGUL"):
        return 1.2  # no other encoding gives these by chance
    lone = (each.islower() and not before.isalpha()) or (each.isupper() and before.isupper())
    return USUAL if each in RARE or (lone and script != "LATIN") else 1


@lru_cache(5000)
def _script(letter: str) -> str:
    found = name(letter, "").partition(" ")[0]
    return "KANA" if found in ("HIRAGANA", "KATAKANA") else found
