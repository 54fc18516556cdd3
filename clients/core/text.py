"""Cleans incoming text: drops what cannot be seen, and matches words that people take for the same."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, combining, decimal, name, normalize

# Invisible, though Unicode calls them letters, marks or symbols: fillers, a mark joiner, the vowels that Khmer no
# longer writes, the empty braille cell.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Format characters that can be seen: signs that Arabic, Syriac and Kaithi write around a number, and hieroglyph joints.
# All others are dropped: stray joiners, direction marks, soft hyphens, tags.
SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")
# Reserved by Unicode for invisible characters, or not characters at all.
NEVER = re.compile("[\u2065\ufdd0-\ufdef\ufff0-\ufffc\U000e0000-\U000e0fff]")
NO_CHARACTERS = frozenset({0xFFFE, 0xFFFF})  # the last two of every 65,536
NON_JOINER, JOINER, MONGOLIAN_GAP = "\u200c", "\u200d", "\u180e"
PICTURE_SELECTORS = re.compile("[\ufe00-\ufe0f]")
LETTER_SELECTORS = re.compile("[\U000e0100-\U000e01ef]")  # choose how a Chinese character is drawn
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")  # of England, Scotland, Wales
SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
# Scripts whose letters change shape next to a joiner.
JOINING = frozenset(
    {"ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "ADLAM", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI"}
    | {"ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "BALINESE"}
    | {"JAVANESE", "MEETEI", "CHAKMA", "NEWA", "GRANTHA", "TIRHUTA", "MODI", "KAITHI", "SHARADA", "BRAHMI"}
)
VIRAMA = 9  # the combining class of the sign that removes a vowel
# Letters that people type without their stroke, or as two letters.
PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ŋ": "n", "ƒ": "f", "\u0451": "\u0435", "\u0640": None}
    # The same letter on Arabic and on Persian, Urdu or Kurdish keyboards; and the h that ends a word, dotted or not.
    | dict.fromkeys("\u0649\u06cc", "\u064a")
    | {"\u06a9": "\u0643"}
    | dict.fromkeys("\u0629\u06c1\u06d5", "\u0647")
    | dict.fromkeys("\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032`\u00b4\uff07", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
)
SEPARATORS = dict.fromkeys(range(0x1C, 0x20))  # file and record separators; only Python treats them as spaces
LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def clean_line(text: str) -> str:
    """Return a name or address on one line, spaces folded, nothing invisible; empty if nothing can be seen."""
    kept = " ".join(_seen(" ".join(text.translate(SEPARATORS).split())).split())
    return kept if _shows(kept) else ""


def clean_text(text: str) -> str:
    """Return a text of several lines with uniform line ends and nothing invisible; empty if nothing can be seen."""
    kept = "\n".join(_seen(line.replace("\t", " ")) for line in LINE_END.split(text)).strip()
    return kept if _shows(kept) else ""


def clean_email(text: str) -> str:
    """Return an address without anything invisible, its domain in lower case, because domains ignore case."""
    found = clean_line(normalize("NFKC", _bare(clean_line(text))))
    mailbox, at, domain = found.rpartition("@")
    return f"{mailbox}{at}{domain.lower().replace('。', '.')}" if at else found


def same(text: str) -> str:
    """Return a key that is equal for texts that differ only in capitals or in how they are stored.

    A Turkish i is one with or without its dot, because which capital it has depends on the language.
    """
    key = _bare(normalize("NFKC", clean_line(text)).casefold())
    return normalize("NFC", key.replace("i\u0307", "i").replace("\u0131", "i"))


@lru_cache(5000)
def fold(text: str) -> str:
    """Return the key to search and sort by: no capitals, accents or joiners, so `ÉLECTRO` matches `electro`.

    Marks that make another letter stay: the dots of Japanese, the vowels of Indian scripts, the breve of й. Digits of
    any script are those of ASCII.
    """
    found: list[str] = []
    for each in normalize("NFKD", _bare(clean_line(text)).casefold()):
        if not (category(each) == "Mn" and _is_accent(each, found[-1] if found else "")):
            found.append(each if (digit := decimal(each, None)) is None else str(digit))
    folded = normalize("NFC", " ".join("".join(found).translate(PLAIN).casefold().split()))
    return folded if _shows(folded) else ""


def _bare(text: str) -> str:
    """Remove joiners and selectors, which nobody types into a search."""
    return "".join(
        each
        for each in text
        if each not in (JOINER, NON_JOINER) and not PICTURE_SELECTORS.match(each) and not LETTER_SELECTORS.match(each)
    )


def _seen(line: str) -> str:
    """Return what can be seen of a line, with the joiners that its neighbors need."""
    line = normalize("NFC", line)
    if line.isascii() and line.isprintable():
        return line
    flags = {place for found in FLAG.finditer(line) for place in range(*found.span())}
    found: list[str] = []
    for place, (each, after) in enumerate(zip(line, _followers(line), strict=True)):
        if place in flags or not _unseen(each) or _needed(each, found[-1] if found else "", after):
            found.append(each)
    return normalize("NFC", "".join(found))  # a character between a letter and its accent may be gone


def _followers(line: str) -> list[str]:
    """Return for each character the next visible one, a space included; empty at the end."""
    found, after = [""] * len(line), ""
    for place in range(len(line) - 1, -1, -1):
        found[place] = after
        if not _unseen(line[place]):
            after = line[place]
    return found


@lru_cache(5000)
def _unseen(character: str) -> bool:
    if character in BLANKS or NEVER.match(character) or PICTURE_SELECTORS.match(character):
        return True
    if ord(character) & 0xFFFF in NO_CHARACTERS:
        return True
    if "\u180b" <= character <= "\u180f":
        return True
    kind = category(character)
    return kind in ("Cc", "Cs") or (kind == "Cf" and not SEEN.match(character))


def _needed(character: str, before: str, after: str) -> bool:
    """Whether an invisible character changes how its neighbors look."""
    if not before or before.isspace():
        return False
    if character == JOINER:
        return combining(before) == VIRAMA or _both_join(before, after) or (_is_picture(before) and _is_picture(after))
    if character == NON_JOINER:
        return bool(after) and not after.isspace() and (combining(before) == VIRAMA or _both_join(before, after))
    if PICTURE_SELECTORS.match(character):
        return category(before) not in ("Lu", "Ll", "Lt", "Mn", "Cf")
    if LETTER_SELECTORS.match(character):
        return name(before, "").startswith("CJK")
    return "\u180b" <= character <= "\u180f" and _script(before) == "MONGOLIAN"


def _both_join(before: str, after: str) -> bool:
    return bool(after) and _script(before) in JOINING and _script(after) in JOINING


def _is_picture(character: str) -> bool:
    """Whether it can be part of a combined picture, such as a family."""
    selected = bool(PICTURE_SELECTORS.match(character)) if character else False
    return selected or character in SKIN_TONES or (bool(character) and category(character) in ("So", "Sm", "Me"))


@lru_cache(5000)
def _script(character: str) -> str:
    return name(character, "").partition(" ")[0]


def _is_accent(mark: str, letter: str) -> bool:
    """Whether people who type in a hurry leave this mark out."""
    if "\u0591" <= mark <= "\u05c7" or "\u064b" <= mark <= "\u065f" or mark == "\u0670":
        return True  # the points of Hebrew, the short vowels and hamza of Arabic
    script = _script(letter) if letter.isalpha() else ""
    if script == "CYRILLIC":
        return mark in "\u0300\u0301" or (mark == "\u0308" and letter == "\u0435")  # ё
    return script in ("LATIN", "GREEK", "")


def _shows(text: str) -> bool:
    """Whether any of it can be seen on the page: a letter, number, punctuation mark or symbol."""
    return any(category(each)[0] in "LNPS" for each in text)
